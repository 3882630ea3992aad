/** Approved terms, as both databases keep them. */
import { wholeEditions } from './proposal-rows.ts'
import type { EditionsRow } from './proposal-store.ts'
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
  const found = yield* firstRow<EditionsRow>('SELECT revision, editions, sum FROM terms WHERE revision = ?', revision)
  return found === null ? null : { revision, editions: JSON.parse(wholeEditions('terms', found)) }
}
