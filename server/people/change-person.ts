/** What two administrators say of a person: what each of them signs, and what is done. */
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
import { type MadeInvite, makeInvite } from './invite-code.ts'

type Changing = Pick<PersonStore, 'proposeChange' | 'approveChange' | 'findChange'>

/** What an administrator signs who proposes a change. */
export function proposalToSign({ id, kind, person, content, reason }: Omit<NewPersonChange, 'proposedBy'>) {
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

/** `invite`: the code to be handed over, told this once; null where the change takes none. */
export interface ApprovedChange {
  readonly change: PersonChange
  readonly invite: MadeInvite | null
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
  const { kind } = found.value
  const opensAt = act.at + (kind === 'another-key' && waits ? LOST_KEY_WAIT_SECONDS : 0)
  const invite = makeInvite(opensAt)
  const done = await store.approveChange(id, agreed, invite.kept, act)
  if (!done.ok) return done
  return ok({ change: done.value, invite: kind === 'make' || kind === 'another-key' ? invite : null })
}

/** The first administrator, by the authority's token. */
export async function makeAdministrator(
  id: string,
  name: string,
  act: Act,
  store: Pick<PersonStore, 'makeAdministrator'>,
): Promise<Result<{ readonly person: Person; readonly invite: MadeInvite }, 'enough' | 'name-taken'>> {
  const invite = makeInvite(act.at)
  const made = await store.makeAdministrator(id, name, invite.kept, act)
  return typeof made === 'string' ? fail(made) : ok({ person: made, invite })
}
