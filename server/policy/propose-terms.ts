/** What terms may be proposed: judged when they are, so that the second person is asked only about what can be done. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { checkTerms } from '#evisa/terms/check-terms.ts'
import { termsChanges } from '#evisa/terms/terms-changes.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { editionBefore } from '../../evisa/policy/edition-changes.ts'
import { editionOn } from '../../evisa/policy/editions.ts'
import type { NewProposal, ProposalContent } from '../store/proposal-store.ts'
import type { ApprovedTerms } from '../store/terms-edition-store.ts'
import { editionsWith, hashOfEditions, type JoinFault } from './editions-with.ts'

type TermsProposal = Extract<ProposalContent, { kind: 'terms' }>
/** Why an edition does not go with the terms that there are. */
export type TermsMisfit = 'terms-changed' | Exclude<JoinFault, string>
export type TermsFault =
  | { readonly kind: 'bad-edition'; readonly faults: readonly FieldFault[] }
  | 'changes-nothing'
  | TermsMisfit

/** Of an edition as it was written, held against the policy on its first day. */
export function proposeTerms(
  written: unknown,
  terms: ApprovedTerms,
  policy: readonly PolicyEdition[],
  now: EpochSeconds,
): Result<Pick<NewProposal, 'title' | 'content'>, TermsFault> {
  const { effective_from: day } = written as { readonly effective_from?: unknown }
  const isDay = typeof day === 'string'
  const before = isDay ? editionBefore(terms.editions, day) : null
  const checked = checkTerms(written, { before, policy: isDay ? editionOn(policy, day) : null })
  if (!checked.ok) {
    const faults = checked.faults.map(({ path, message }) => ({ field: path, rule: 'edition', message }))
    return fail({ kind: 'bad-edition', faults })
  }
  const { edition, warnings } = checked
  const { difference, weakerThanReplaced } = termsChanges(terms.editions, edition)
  const said = warnings.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  const content: TermsProposal = {
    kind: 'terms',
    edition,
    overRevision: terms.revision,
    overHash: hashOfEditions(terms.editions),
    difference,
    warnings: [...said, ...weakerThanReplaced],
  }
  const all = termsWith(content, terms, now)
  if (!all.ok) return all
  if (difference.length === 0) return fail('changes-nothing')
  return ok({ title: `Terms from ${edition.effective_from}`, content })
}

/** All editions as they are to be once this proposal is approved. */
export function termsWith(
  proposed: TermsProposal,
  terms: ApprovedTerms,
  now: EpochSeconds,
): Result<readonly TermsEdition[], TermsMisfit> {
  const all = editionsWith(proposed, terms, now)
  if (all.ok) return all
  return all.error === 'changed-since' ? fail('terms-changed') : fail(all.error)
}
