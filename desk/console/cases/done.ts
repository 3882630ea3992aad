/** What an officer has just done, as the queue says it: it comes with the address, which names a case and nobody. */
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber, parseVisaNumber } from '#evisa/visa-number.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type ConsoleWords, wordsOf } from '../area.ts'

/** What came of it, by the state that a case is in then; `back` is one that was given back. */
export type Done = keyof ConsoleWords['cases']['done']

/** Where the work goes on from the start of the page's content, and not from its letterhead. */
export const CONTENT = '#main-content'

export function queueAfter({ language }: Pick<Visit, 'language'>, reference: string, done: Done): string {
  return `/${language}/cases?${new URLSearchParams({ done, of: reference })}${CONTENT}`
}

/** Empty where the address says nothing, or what nobody does. */
export function doneInWords({ done = '', of = '' }: Readonly<Record<string, string>>, visit: Visit): string {
  const texts: Readonly<Record<string, string>> = wordsOf(visit).cases.done
  const read = parseVisaNumber(of)
  const text = Object.hasOwn(texts, done) ? texts[done] : undefined
  if (text === undefined) return ''
  if (done === 'none') return text
  return read.ok ? fillText(text, { reference: formatVisaNumber(read.value) }, visit.language) : ''
}

/** What a state says was done; a case that was sent back is under review again. */
const OF_STATES: Readonly<Record<string, Done>> = {
  'no-objection': 'cleared',
  issued: 'cleared',
  refused: 'refused',
  'information-asked': 'asked',
  'second-review': 'second',
  review: 'sentBack',
}

export function doneBy(state: string): Done {
  return OF_STATES[state] ?? 'signed'
}

/** Where an officer goes on from a signature; null where it was over no case. */
export function afterSigning(kind: string, done: unknown, visit: Pick<Visit, 'language'>): string | null {
  const { reference, state } = (done ?? {}) as { readonly reference?: unknown; readonly state?: unknown }
  if (typeof reference !== 'string') return null
  if (kind === 'case') return queueAfter(visit, reference, doneBy(String(state)))
  // Whether another officer has to say the same stands there.
  return kind === 'correction' ? `/${visit.language}/cases/${reference}${CONTENT}` : null
}

/** Where a text is signed; `reference`: of the case that it is over, empty where it is over none. */
export function signingAddress({ language }: Pick<Visit, 'language'>, id: string, reference: string): string {
  return `/${language}/signing/${id}${reference === '' ? '' : `?${new URLSearchParams({ case: reference })}`}`
}
