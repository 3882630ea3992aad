/** What may be proposed: judged when it is, so that the second person is asked only about what can be done. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { MAX_POLICY_CHARACTERS, type PolicyEdition } from '#evisa/policy.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { checkEdition } from '../../evisa/policy/check-policy.ts'
import { editionBefore, editionChanges } from '../../evisa/policy/edition-changes.ts'
import { signedEditions } from '../../evisa/policy/editions.ts'
import type { ApprovedPolicy, NewProposal, ProposalContent } from '../store/proposal-store.ts'
import type { Store } from '../store/store.ts'
import type { StoredVisa } from '../store/visa-store.ts'
import { editionsWith, hashOfEditions, type JoinFault } from './editions-with.ts'

export type Proposed = Pick<NewProposal, 'title' | 'content'>
type PolicyProposal = Extract<ProposalContent, { kind: 'policy' }>

/** Why a status is not proposed: these numbers cannot be set, or all have it. */
export type StatusFault =
  | { readonly kind: 'bad-numbers'; readonly faults: readonly FieldFault[] }
  | { readonly kind: 'so-already'; readonly status: StoredVisa['status'] }

/** Why an edition does not go with the policy that there is. */
export type MisfitFault =
  /** It is another policy than the one that the edition was compared with. */
  'policy-changed' | Exclude<JoinFault, string> | 'policy-too-long'
export type EditionFault =
  | { readonly kind: 'bad-edition'; readonly faults: readonly FieldFault[] }
  | 'changes-nothing'
  | MisfitFault

const VERBS = { revoked: 'Revoke', suspended: 'Suspend', valid: 'Reinstate' } as const

/** Of numbers as they were typed; those that have the status already are left out. */
export async function proposeStatus(
  typed: readonly string[],
  status: StoredVisa['status'],
  store: Pick<Store, 'statusesOfVisas'>,
): Promise<Result<Proposed, StatusFault>> {
  const read = typed.map((text) => parseVisaNumber(text))
  const known = await store.statusesOfVisas(read.flatMap((number) => (number.ok ? number.value : [])))
  const faults: FieldFault[] = []
  const statusesThen = new Map<string, StoredVisa['status']>()
  for (const [at, number] of read.entries()) {
    const field = `visa_numbers[${at}]`
    const before = number.ok ? known.get(number.value) : undefined
    if (!number.ok)
      faults.push({ field, rule: 'visa-number', message: `${JSON.stringify(typed[at])}: ${number.error}` })
    else if (before === undefined)
      faults.push({ field, rule: 'known-visa', message: `${number.value}: there is no e-visa of this number` })
    else if (before === 'revoked' && status !== 'revoked')
      faults.push({ field, rule: 'not-revoked', message: `${number.value} is revoked, which is for ever` })
    else if (before !== status) statusesThen.set(number.value, before)
  }
  if (faults.length > 0) return fail({ kind: 'bad-numbers', faults })
  if (statusesThen.size === 0) return fail({ kind: 'so-already', status })
  const visaNumbers = [...statusesThen.keys()]
  const content = { kind: 'status', status, visaNumbers, statusesThen: Object.fromEntries(statusesThen) } as const
  const title = `${VERBS[status]} ${statusesThen.size === 1 ? 'one e-visa' : `${statusesThen.size} e-visas`}`
  return ok({ title, content })
}

/** Of an edition as it was written. */
export function proposePolicy(
  written: unknown,
  policy: ApprovedPolicy,
  now: EpochSeconds,
): Result<Proposed, EditionFault> {
  const day = (written as { readonly effective_from?: unknown }).effective_from
  const checked = checkEdition(written, typeof day === 'string' ? editionBefore(policy.editions, day) : null)
  if (!checked.ok) {
    const faults = checked.faults.map(({ path, message }) => ({ field: path, rule: 'edition', message }))
    return fail({ kind: 'bad-edition', faults })
  }
  const { edition, warnings } = checked
  const { difference, weakerThanReplaced } = editionChanges(policy.editions, edition)
  const said = warnings.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  const content: PolicyProposal = {
    kind: 'policy',
    edition,
    overRevision: policy.revision,
    overHash: hashOfEditions(policy.editions),
    difference,
    warnings: [...said, ...weakerThanReplaced],
  }
  const all = policyWith(content, policy, now)
  if (!all.ok) return all
  if (difference.length === 0) return fail('changes-nothing')
  return ok({ title: `Policy from ${edition.effective_from}`, content })
}

/** All editions as they are to be once this proposal is approved. */
export function policyWith(
  proposed: PolicyProposal,
  policy: ApprovedPolicy,
  now: EpochSeconds,
): Result<readonly PolicyEdition[], MisfitFault> {
  const all = editionsWith(proposed, policy, now)
  if (!all.ok) return all.error === 'changed-since' ? fail('policy-changed') : fail(all.error)
  // As it is signed: the bytes of its letters, in base64.
  const signed = (Buffer.byteLength(JSON.stringify(signedEditions(all.value))) * 4) / 3 + SIGNED_FRAME
  return signed > MAX_POLICY_CHARACTERS ? fail('policy-too-long') : ok(all.value)
}

const SIGNED_FRAME = 2000
