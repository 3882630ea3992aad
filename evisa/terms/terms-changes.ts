/** All that an edition of the terms changes: of the one before it, of one that it takes the place of, and until when. */
import { type Comparison, changesBy, type EditionChanges } from '../policy/edition-changes.ts'
import { changesToLookAt } from './look-at-terms.ts'
import { termsDifference } from './terms-difference.ts'
import type { TermsEdition } from './terms-edition.ts'

const OF_TERMS: Comparison<TermsEdition> = { difference: termsDifference, weaker: changesToLookAt }

export function termsChanges(editions: readonly TermsEdition[], edition: TermsEdition): EditionChanges<TermsEdition> {
  return changesBy(OF_TERMS, editions, edition)
}
