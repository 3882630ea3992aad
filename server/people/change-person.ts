/** What two administrators say of a person: what each of them signs, and what is done. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Act } from '../store/audit-store.ts'
import {
  type ChangeFault,
  LOST_KEY_WAIT_SECONDS,
  type NewPersonChange,
  type Person,
  type PersonChange,
  type PersonContent,
  type PersonStore,
} from '../store/person-store.ts'
import type { KeptSignature, SignatureFault } from '../store/signature-store.ts'
import { hashOfHalf, hashOfHalves, makeHalf } from './invite-code.ts'

type Changing = Pick<PersonStore, 'approveChange' | 'findChange' | 'findPerson'>
type Proposal = Omit<NewPersonChange, 'proposedBy' | 'firstHash'>

/** What an administrator signs who proposes a change. */
export function proposalToSign({ id, kind, person, content, reason }: Proposal) {
  return { kind: 'person-change', subject: id, content: { change: kind, person, becomes: told(content), reason } }
}

/** What another one signs who agrees: the same change, and that it is agreed to. */
export function approvalToSign({ id, kind, person, content, reason, proposedBy }: PersonChange) {
  const change = { change: kind, person, becomes: told(content), reason, proposed_by: proposedBy }
  return { kind: 'person-approval', subject: id, content: change }
}

/** As it is signed: what is of carriers only stands where it is of one, and all of its stations are said to be all. */
function told({ carrier, stations, ...content }: PersonContent) {
  return { ...content, ...(carrier !== null && { carrier, stations: stations ?? 'all' }) }
}

export async function openChange(
  id: string,
  { findChange }: Pick<PersonStore, 'findChange'>,
): Promise<Result<PersonChange, ChangeFault>> {
  const change = await findChange(id)
  if (change === null) return fail('not-there')
  return change.state === 'open' ? ok(change) : fail(change.state)
}

/** `half`: the first half of the code, told this once; null where the change takes none. */
export async function proposeChange(
  change: Omit<NewPersonChange, 'firstHash'>,
  signature: KeptSignature,
  act: Act,
  store: Pick<PersonStore, 'proposeChange'>,
): Promise<Result<{ readonly change: PersonChange; readonly half: string | null }, ChangeFault | SignatureFault>> {
  const half = makeHalf()
  const kept = await store.proposeChange({ ...change, firstHash: hashOfHalf(half) }, signature, act)
  return kept.ok ? ok({ change: kept.value, half: takesCode(change) ? half : null }) : kept
}

/** `invite`: the other half of the code, told this once; null where the change takes none. */
export interface ApprovedChange {
  readonly change: PersonChange
  readonly invite: { readonly half: string; readonly opensAt: EpochSeconds } | null
}

/** `agreed` null: by the authority's token, where nobody else could agree. */
export async function approveChange(
  id: string,
  agreed: { readonly by: string; readonly signature: KeptSignature } | null,
  act: Act,
  { store, waits }: { readonly store: Changing; readonly waits: boolean },
): Promise<Result<ApprovedChange, ChangeFault | SignatureFault>> {
  const found = await openChange(id, store)
  if (!found.ok) return found
  const half = makeHalf()
  const invite = {
    codeHash: hashOfHalves(found.value.firstHash, half),
    opensAt: act.at,
    opensAfterLoss: act.at + (waits ? LOST_KEY_WAIT_SECONDS : 0),
  }
  const done = await store.approveChange(id, agreed, invite, act)
  if (!done.ok) return done
  if (!takesCode(done.value)) return ok({ change: done.value, invite: null })
  const person = await store.findPerson(done.value.person)
  return ok({ change: done.value, invite: { half, opensAt: person?.inviteOpensAt ?? invite.opensAfterLoss } })
}

function takesCode({ kind }: Pick<NewPersonChange, 'kind'>): boolean {
  return kind === 'make' || kind === 'another-key'
}

/** The first administrator, by the authority's token, who is told the whole code. `inPlace`: of those who there are, whose keys end. */
export async function makeAdministrator(
  id: string,
  name: string,
  act: Act,
  store: Pick<PersonStore, 'makeAdministrator'>,
  inPlace = false,
): Promise<Result<{ readonly person: Person; readonly code: string }, 'enough' | 'name-taken'>> {
  const [first, second] = [makeHalf(), makeHalf()]
  const invite = { codeHash: hashOfHalves(hashOfHalf(first), second), opensAt: act.at }
  const made = await store.makeAdministrator(id, name, invite, act, inPlace)
  return typeof made === 'string' ? fail(made) : ok({ person: made, code: `${first}-${second}` })
}
