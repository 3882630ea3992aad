/** The terms as the rooms of the portal ask for them. */
import type { CivilDate } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'

/** The edition that applies, and how it is found again: a case keeps both for ever. */
export interface TermsInForce {
  /** One more with each change; 0: those that the server started with. */
  readonly revision: number
  readonly edition: TermsEdition
}

export interface TermsSource {
  /** The edition in force today; null before the first one. */
  inForce(): Promise<TermsInForce | null>
  /** The edition that a case was submitted under, by the revision and the first day that it kept; null if there is none. */
  editionOf(revision: number, effectiveFrom: CivilDate): Promise<TermsEdition | null>
}
