/** The pages on which an application is made, in their order, and where they stand. */
import type { TravellerLanguage } from '#evisa/language.ts'

export const STEPS = ['invitation', 'passport-copy', 'passport', 'trip', 'contact', 'background', 'check'] as const
export type Step = (typeof STEPS)[number]

/** A page of the form; without a step the list of all. */
export function formAddress(language: TravellerLanguage, reference: string, step?: Step): string {
  const list = `${caseAddress(language, reference)}/form`
  return step === undefined ? list : `${list}/${step}`
}

export function caseAddress(language: TravellerLanguage, reference: string): string {
  return `/${language}/applications/${reference}`
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
