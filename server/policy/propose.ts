/** What may be proposed: judged when it is, so that the second person is asked only about what can be done. */
import { createHash } from 'node:crypto'
import { civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { MAX_POLICY_CHARACTERS, type PolicyEdition } from '#evisa/policy.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { checkEdition } from '../../evisa/policy/check-policy.ts'
import { editionBefore, editionChanges } from '../../evisa/policy/edition-changes.ts'
import { signedEditions, withEdition } from '../../evisa/policy/editions.ts'
import { Problem } from '../http/problem.ts'
import type { ApprovedPolicy, NewProposal, ProposalContent } from '../store/proposal-store.ts'
import type { Store } from '../store/store.ts'
import type { StoredVisa } from '../store/visa-store.ts'

export type Proposed = Pick<NewProposal, 'title' | 'content'>
type PolicyProposal = Extract<ProposalContent, { kind: 'policy' }>

const MAX_FAULTS = 100
const VERBS = { revoked: 'Revoke', suspended: 'Suspend', valid: 'Reinstate' } as const

/** Of numbers as they were typed; those that have the status already are left out. Throws a Problem that names the bad ones. */
export async function proposeStatus(
  typed: readonly string[],
  status: StoredVisa['status'],
  store: Pick<Store, 'statusesOfVisas'>,
): Promise<Proposed> {
  const read = typed.map((text) => parseVisaNumber(text))
  const known = await store.statusesOfVisas(read.flatMap((number) => (number.ok ? number.value : [])))
  const faults: FieldFault[] = []
  const numbers = new Set<string>()
  for (const [at, number] of read.entries()) {
    const field = `visa_numbers[${at}]`
    const before = number.ok ? known.get(number.value) : undefined
    if (!number.ok)
      faults.push({ field, rule: 'visa-number', message: `${JSON.stringify(typed[at])}: ${number.error}` })
    else if (before === undefined)
      faults.push({ field, rule: 'known-visa', message: `${number.value}: there is no e-visa of this number` })
    else if (before === 'revoked' && status !== 'revoked')
      faults.push({ field, rule: 'not-revoked', message: `${number.value} is revoked, which is for ever` })
    else if (before !== status) numbers.add(number.value)
  }
  if (faults.length > 0) throw problemOf(faults, 'of the numbers cannot be set')
  if (numbers.size === 0) throw new Problem('conflict', `They are ${status} already: there is nothing to do.`)
  const title = `${VERBS[status]} ${numbers.size === 1 ? 'one e-visa' : `${numbers.size} e-visas`}`
  return { title, content: { kind: 'status', status, visaNumbers: [...numbers] } }
}

/** Of an edition as it was written. Throws a Problem that names every fault of it. */
export function proposePolicy(written: unknown, policy: ApprovedPolicy, now: EpochSeconds): Proposed {
  const day = (written as { readonly effective_from?: unknown }).effective_from
  const checked = checkEdition(written, typeof day === 'string' ? editionBefore(policy.editions, day) : null)
  if (!checked.ok) {
    const faults = checked.faults.map(({ path, message }) => ({ field: path, rule: 'edition', message }))
    throw problemOf(faults, 'things are wrong with the edition')
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
  policyWith(content, policy, now)
  if (difference.length === 0) throw new Problem('conflict', 'It changes nothing of what applies on that day.')
  return { title: `Policy from ${edition.effective_from}`, content }
}

/** All editions as they are to be once this proposal is approved. Throws a Problem where it does not fit any more. */
export function policyWith(
  { edition, overRevision, overHash }: PolicyProposal,
  { revision, editions }: ApprovedPolicy,
  now: EpochSeconds,
): readonly PolicyEdition[] {
  // Revision 0 is of a file, which may have been edited since, or be another one on another server.
  if (revision !== overRevision || hashOfEditions(editions) !== overHash) throw new Problem('conflict', POLICY_CHANGED)
  const all = withEdition(editions, edition, civilDateAt(now))
  if (!all.ok) throw new Problem('conflict', `effective_from: ${all.error}.`)
  // As it is signed: the bytes of its letters, in base64.
  const signed = (Buffer.byteLength(JSON.stringify(signedEditions(all.value))) * 4) / 3 + SIGNED_FRAME
  if (signed > MAX_POLICY_CHARACTERS)
    throw new Problem('breaks-policy', 'With this edition the policy is longer than scanners take: make it shorter.')
  return all.value
}

export const POLICY_CHANGED = 'Another policy was approved since it was proposed: compare and propose it anew.'
const SIGNED_FRAME = 2000

function hashOfEditions(editions: readonly PolicyEdition[]): string {
  return createHash('sha256').update(JSON.stringify(editions)).digest('base64url')
}

function problemOf(faults: readonly FieldFault[], what: string): Problem {
  const told = faults.slice(0, MAX_FAULTS)
  const detail = told.map(({ field, rule, message }) => (rule === 'edition' ? `${field}: ${message}` : message))
  const shown = detail.slice(0, 5).join('; ')
  return new Problem('breaks-policy', `${faults.length} ${what}: ${shown}${faults.length > 5 ? '; ...' : ''}`, {
    errors: told,
  })
}
