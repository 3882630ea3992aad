/** All of a case side by side, for somebody of the desk: what was read of it is noted, and what differs is found. */
import { civilDateAt } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { ApplicationState } from '../lifecycles/application-states.ts'
import type { Act } from '../store/audit-store.ts'
import type { CaseStore, OtherCase, StoredCase } from '../store/case-store.ts'
import type { TermsSource } from '../terms/terms-source.ts'
import { CLAIM_SECONDS } from './claim-case.ts'
import { compareCase, type Difference, type ReadLines, readLines } from './compare-case.ts'
import { takesTwo } from './takes-two.ts'

export interface ShownCase {
  readonly stored: StoredCase
  readonly lines: ReadLines
  readonly differences: readonly Difference[]
  /** Other cases of this passport that may come to a second e-visa for the same days. */
  readonly duplicates: readonly OtherCase[]
  /** What of this case a second officer has to decide, too. */
  readonly takesTwo: { readonly refusal: boolean; readonly noObjection: boolean }
}

export interface Showing {
  readonly store: Pick<CaseStore, 'showCase' | 'renewClaim'>
  readonly terms: Pick<TermsSource, 'editionOf'>
}

/** Renews the claim of the officer who has it; `officer` null: nobody by name, who has none. */
export async function showCase(
  reference: string,
  { officer, ...act }: Act & { readonly officer: string | null },
  { store, terms }: Showing,
): Promise<Result<ShownCase, 'not-there'>> {
  const found = await store.showCase(reference, act)
  if (found === null) return fail('not-there')
  const until = act.at + CLAIM_SECONDS
  const isHeld = officer !== null && (await store.renewClaim(reference, officer, until, act.at))
  const stored = isHeld ? { ...found, claim: { by: officer, until } } : found
  return ok(sideBySide(stored, await editionOf(stored, terms), act))
}

function sideBySide(stored: StoredCase, edition: TermsEdition | null, { at }: Act): ShownCase {
  const { content, invitation, ofPassport, flags } = stored
  return {
    stored,
    lines: content === null ? { wereTyped: false, reading: null } : readLines(content),
    differences: content === null ? [] : compareCase(content, invitation?.content ?? null, civilDateAt(at)),
    duplicates: ofPassport.filter((other) => mayBeSecond(other, stored)),
    takesTwo: takesTwo(edition, flags),
  }
}

async function editionOf(
  { termsRevision, termsFrom }: StoredCase,
  terms: Showing['terms'],
): Promise<TermsEdition | null> {
  return termsRevision === null || termsFrom === null ? null : terms.editionOf(termsRevision, termsFrom)
}

// Of these no e-visa comes, or it is valid no more.
const OVER: readonly ApplicationState[] = ['refused', 'withdrawn', 'lapsed', 'revoked']

function mayBeSecond({ state, content }: OtherCase, { content: own }: StoredCase): boolean {
  if (OVER.includes(state)) return false
  if (content === null || own === null) return true
  return content.valid_from <= own.valid_until && own.valid_from <= content.valid_until
}
