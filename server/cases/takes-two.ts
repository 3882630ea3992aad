/** What of a case two officers have to decide, by the terms that it was submitted under. */
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'

export interface TakesTwo {
  readonly refusal: boolean
  readonly noObjection: boolean
}

/** Where the terms are not there any more all of it takes two. */
export function takesTwo(edition: Pick<TermsEdition, 'two_people'> | null, flags: readonly string[]): TakesTwo {
  if (edition === null) return { refusal: true, noObjection: true }
  const { refusal, flagged, clean } = edition.two_people
  return { refusal, noObjection: flags.length > 0 ? flagged : clean }
}
