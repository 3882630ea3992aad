/** The port to the terms that two operators approved, whole, one more with each change. */
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'

/** Terms as they were approved. */
export interface ApprovedTerms {
  /** 1 for the first ones. */
  readonly revision: number
  /** Rising by their first day. */
  readonly editions: readonly TermsEdition[]
}

export interface TermsEditionStore {
  /** The revision that was approved last; 0 if none ever was. */
  termsRevision(): Promise<number>
  /** The terms of a revision; null if there is none. */
  termsOfRevision(revision: number): Promise<ApprovedTerms | null>
}
