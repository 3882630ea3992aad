/** The case whose passport a page is about, and where its person goes from there. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { SignInFirst } from '../../pages/page-faults.ts'
import type { Visit } from '../../pages/visit.ts'
import { type Application, applicationOf } from '../application/draft.ts'
import { caseAddress, formAddress } from '../application/steps.ts'

/** Whether a person came from the last page, and goes back there. */
export type From = 'check' | ''

export const fromOf = (said: unknown): From => (said === 'check' ? 'check' : '')

/** As an address carries it. */
export const fromQuery = (from: From, mark: '?' | '&' = '?') => (from === '' ? '' : `${mark}from=${from}`)

/** Throws `SignInFirst`, and `Refused` for what is another's or not there. */
export async function ownCase({ session, api }: Visit, reference: string): Promise<Application> {
  if (session === null) throw new SignInFirst()
  return applicationOf(api, reference)
}

/** Where a picture leads that was accepted: an officer may have asked for another one. Null where the case takes none. */
export function afterPicture(
  { state, reference }: Pick<Application, 'state' | 'reference'>,
  language: TravellerLanguage,
  from: From,
): string | null {
  if (state === 'draft') return formAddress(language, reference, from === 'check' ? 'check' : 'passport')
  return state === 'information-asked' ? `${caseAddress(language, reference)}/question` : null
}
