/** Approved terms, as both databases keep them. */
import { firstRow, type Runs, type Steps } from './steps.ts'
import type { ApprovedTerms, TermsEditionStore } from './terms-edition-store.ts'

export function termsEditionsInSteps({ read }: Runs): TermsEditionStore {
  return { termsRevision: () => read(lastRevision), termsOfRevision: (revision) => read(() => termsOf(revision)) }
}

function* lastRevision(): Steps<number> {
  const last = yield* firstRow<{ revision: number }>('SELECT coalesce(max(revision), 0) AS revision FROM terms')
  return last?.revision ?? 0
}

function* termsOf(revision: number): Steps<ApprovedTerms | null> {
  const found = yield* firstRow<{ editions: string }>('SELECT editions FROM terms WHERE revision = ?', revision)
  return found === null ? null : { revision, editions: JSON.parse(found.editions) }
}
