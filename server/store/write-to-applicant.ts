/** The step that writes to the traveller of a case, in one with the act that the letter tells of. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import { type NewLetter, queueLetter } from './queue-letter.ts'
import { firstRow, type Steps } from './steps.ts'

/** What is written about a case; whom it goes to and in which language its account and application say. */
export type CaseLetter = Pick<NewLetter, 'kind' | 'content'>

/** Queues it; an account that was erased is written to no more. */
export function* writeToApplicant(about: string, letter: CaseLetter, at: EpochSeconds): Steps<void> {
  const found = yield* firstRow<{ address: string; language: TravellerLanguage }>(
    'SELECT c.email AS address, a.language FROM applications a JOIN accounts c ON c.id = a.account WHERE a.id = ?',
    about,
  )
  if (found !== null && found.address !== '') yield* queueLetter({ ...letter, ...found, about }, at)
}
