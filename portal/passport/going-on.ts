/** Where a person came from to the pages of the passport, and goes from there. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { formAddress, questionAddress } from '../application/steps.ts'
import type { OwnCase } from '../own-case.ts'

/** Whether a person came from the last page, and goes back there. */
export type From = 'check' | ''

export const fromOf = (said: unknown): From => (said === 'check' ? 'check' : '')

/** As an address carries it. */
export const fromQuery = (from: From, mark: '?' | '&' = '?') => (from === '' ? '' : `${mark}from=${from}`)

/** Where a picture leads that was accepted: an officer may have asked for another one. Null where the case takes none. */
export function afterPicture(
  { state, reference }: Pick<OwnCase, 'state' | 'reference'>,
  language: TravellerLanguage,
  from: From,
): string | null {
  if (state === 'draft') return formAddress(language, reference, from === 'check' ? 'check' : 'passport')
  return state === 'information-asked' ? questionAddress(language, reference) : null
}
