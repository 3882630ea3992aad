/** The pages on which an application is made, in their order, and where they stand. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { caseAddress } from '../own-case.ts'

export const STEPS = ['invitation', 'passport-copy', 'passport', 'trip', 'contact', 'background', 'check'] as const
export type Step = (typeof STEPS)[number]

/** A page of the form; without a step the list of all. */
export function formAddress(language: TravellerLanguage, reference: string, step?: Step): string {
  return caseAddress(language, reference, step === undefined ? 'form' : `form/${step}`)
}

/** Where an officer's question is answered. */
export function questionAddress(language: TravellerLanguage, reference: string): string {
  return caseAddress(language, reference, 'question')
}

/** Of an application, as the API tells it. */
interface Stands {
  readonly state: string
  readonly reference: string
}

/** What a page of the form belongs to: the list of all, or the question for whose answer it is mended. */
export function listAddress({ state, reference }: Stands, language: TravellerLanguage): string {
  return state === 'information-asked' ? questionAddress(language, reference) : formAddress(language, reference)
}

/** Where a page of the form leads that was kept: to the next one, or back to the question. */
export function addressAfter(found: Stands, step: Step, from: string, language: TravellerLanguage): string {
  if (found.state === 'information-asked') return questionAddress(language, found.reference)
  return formAddress(language, found.reference, from === 'check' ? 'check' : stepAfter(step))
}

/** The page that comes after one that is complete. */
export function stepAfter(step: Step): Step {
  return STEPS[STEPS.indexOf(step) + 1] ?? 'check'
}

/** The page of a fault, by the name that the API has for its field: `trip.expected_entry`, or `copy`. Declarations stand on the last page. */
export function stepOfField(field: string): Step {
  const [page = ''] = field.split('.')
  if (page === 'copy') return 'passport-copy'
  return STEPS.find((step) => step === page) ?? 'check'
}
