/** The case whose passport a page is about, and where its person goes from there. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { SignInFirst } from '../../pages/page-faults.ts'
import type { Visit } from '../../pages/visit.ts'
import { type Application, applicationOf } from '../application/draft.ts'
import { formAddress, questionAddress, type Step } from '../application/steps.ts'

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

type Standing = Pick<Application, 'state' | 'reference'>

/** Where a page leads that is as it should be: an officer may have asked for it. Null where the case takes nothing more. */
export function addressAfter(
  { state, reference }: Standing,
  next: Step,
  language: TravellerLanguage,
  from: From,
): string | null {
  if (state === 'draft') return formAddress(language, reference, from === 'check' ? 'check' : next)
  return state === 'information-asked' ? questionAddress(language, reference) : null
}

/** From where a page was come to: the list of all, or the question. */
export function listAddress({ state, reference }: Standing, language: TravellerLanguage): string {
  return state === 'information-asked' ? questionAddress(language, reference) : formAddress(language, reference)
}
