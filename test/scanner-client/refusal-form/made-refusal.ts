/** Refusals for the tests of their form, and what its pages say and look like. */
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { indexPolicy } from '#evisa/policy.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { NOW, visaClaims } from '../../../fixtures/made-world.ts'
import {
  type RefusalEvent,
  type RefusalFacts,
  type RefusedTraveller,
  refusalFacts,
} from '../../../scanner-client/refusal-form/refusal-facts.ts'

export const POLICY = indexPolicy({ version: 1, iat: NOW, exp: NOW + 1, ...defaultPolicy() })
export const NUMBER = '25NF-TC3V-KPBH-QVKJ'
const HOLDER = visaClaims({}).holder

export function refusalEvent(change: object = {}): RefusalEvent {
  return {
    ...{ id: '0193a5c0-1234-7abc-9def-0123456789ab', device: 'dev-1', seq: 1, prev: null, at: NOW, knew: {} },
    ...{ visa_number: 'K7Q2M4XN9TBD', checkpoint: 'NQZ', flight: 'KC904', operator: '7001' },
    ...{ action: 'refusal', reason: 'purpose-doubtful', ...change },
  } as RefusalEvent
}

export function refusedBy(change: object = {}, traveller: Partial<RefusedTraveller> = {}, isSpecimen = false) {
  const known = { mrz: null, claims: visaClaims({}), ...traveller }
  return refusalFacts(refusalEvent(change), known, POLICY, isSpecimen)
}

/** The most that a form has to hold: every text as long and as wide as it may be. */
export function longestFacts(): RefusalFacts {
  const holder: VisaClaims['holder'] = {
    ...HOLDER,
    surname: 'W'.repeat(80),
    given_names: 'MMMM '.repeat(16).trim(),
  }
  const change = { reason: `${'N'.repeat(39)}W`, operator: 'W'.repeat(40), checkpoint: 'Y'.repeat(40) }
  return refusedBy(change, { claims: visaClaims({ holder }) }, true)
}

export interface LookedAt {
  readonly text: string
  /** How many pixels of the page are dark, and of the colour of a specimen. */
  readonly dark: number
  readonly red: number
}

/** Draws the pages of a PDF as a printer does, and reads them. */
export async function lookAt(pdf: Uint8Array): Promise<LookedAt[]> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(pdf)
    const pages: LookedAt[] = []
    for (const page of document.pages()) {
      const text = page.getText().replaceAll(/\s+/g, ' ')
      const { data } = await page.render({ scale: 1 })
      pages.push({ text, ...coloursIn(data) })
    }
    document.destroy()
    return pages
  } finally {
    library.destroy()
  }
}

function coloursIn(data: Uint8Array): { readonly dark: number; readonly red: number } {
  let [dark, red] = [0, 0]
  for (let at = 0; at < data.length; at += 4) {
    const [one = 255, two = 255, three = 255] = data.subarray(at, at + 3)
    if (one < 80 && two < 80 && three < 110) dark += 1
    if (one > 140 && two < 80 && three < 110) red += 1
  }
  return { dark, red }
}
