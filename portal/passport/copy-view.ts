/** How the copies of a passport stand, as their page shows it. */
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Words } from '../../pages/words.ts'
import type { Copy } from './copy-calls.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export interface CopyView {
  /** The one that counts now; null where none was accepted. */
  readonly accepted: { readonly pages: readonly PageOfCopy[]; readonly warnings: readonly string[] } | null
  /** Why the last one was refused; empty where it was not. */
  readonly refusals: readonly string[]
  readonly isMaking: boolean
  /** How much has come of one that did not come as a whole; null where none is under way. */
  readonly percent: number | null
}

export interface PageOfCopy {
  readonly href: string
  /** What it is, for those who do not see it. */
  readonly text: string
}

/** `copies`: the newest first. `address`: of their page. */
export function copyView(copies: readonly Copy[], address: string, language: TravellerLanguage): CopyView {
  const [newest] = copies
  const accepted = acceptedOf(copies)
  return {
    accepted: accepted && {
      pages: pagesOf(accepted, address, language),
      warnings: wordsOf(accepted, 'warning', language),
    },
    refusals: newest?.state === 'refused' ? wordsOf(newest, 'refusal', language) : [],
    isMaking: newest?.state === 'making',
    percent: newest?.state === 'receiving' ? percentOf(newest) : null,
  }
}

/** The one that counts. */
export function acceptedOf(copies: readonly Copy[]): Copy | null {
  return copies.find(({ state }) => state === 'accepted') ?? null
}

/** The pages of a copy, as they can be looked at. */
export function pagesOf({ id, pages }: Copy, address: string, language: TravellerLanguage): readonly PageOfCopy[] {
  const { picture } = WORDS[language].copy.accepted
  return Array.from({ length: pages }, (_, at) => ({
    href: `${address}/${id}/pages/${at + 1}.jpg`,
    text: fillText(picture, { page: at + 1, pages }, language),
  }))
}

function percentOf({ received, size }: Copy): number {
  return Math.floor((100 * received) / size)
}

/** Each once, however many pages have it. */
function wordsOf({ findings }: Copy, weight: 'refusal' | 'warning', language: TravellerLanguage): readonly string[] {
  const codes = new Set(findings.filter((one) => one.weight === weight).map(({ code }) => code))
  return [...codes].map((code) => WORDS[language].copy.findings[code])
}
