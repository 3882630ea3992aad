/** Who may say what becomes of a person: two of the authority's administrators, or two of the same carrier's of its own people. */
import type { Act } from './audit-store.ts'
import { administratorsOf } from './carrier-store.ts'
import { findPerson, personsWhere } from './person-rows.ts'
import type { ChangeFault, Person, PersonChange, PersonRole } from './person-store.ts'
import { firstRow, noteAct, type Steps } from './steps.ts'

type Judged = Pick<PersonChange, 'kind' | 'person' | 'proposedBy'> & { readonly content: Pick<Person, 'carrier'> }

const AGREEING_TO_A_KEY: readonly PersonRole[] = ['administrator', 'supervisor']

/**
 * Whose people somebody may say things of: null for an administrator of the authority, who may of everybody; a carrier for one of
 * its own who has all of its stations; undefined for nobody else.
 */
function sideOf({ roles, carrier, stations, keys }: Person): string | null | undefined {
  if (keys.length === 0) return undefined
  if (carrier === null) return roles.includes('administrator') ? null : undefined
  return roles.includes('carrier-administrator') && stations === null ? carrier : undefined
}

/** The authority's administrators who have a key. */
export function* administrators(): Steps<readonly Person[]> {
  const all = yield* personsWhere('ended_at IS NULL')
  return all.filter((one) => sideOf(one) === null)
}

/** What keeps somebody from saying anything of a person of this carrier, or of the authority. */
export function* judgeAdministrator(by: string, carrier: string | null): Steps<ChangeFault | null> {
  const found = yield* findPerson(by)
  const side = found === null || found.endedAt !== null ? undefined : sideOf(found)
  if (side === undefined) return 'no-administrator'
  return side === null || side === carrier ? null : 'not-there'
}

/** Who can agree: another one of the same side; of a lost key a supervisor of the authority as well. */
function* approvers({ kind, person, proposedBy }: Judged, side: string | null): Steps<readonly string[]> {
  const all = yield* personsWhere('ended_at IS NULL')
  const agrees = (one: Person) =>
    sideOf(one) === side || (side === null && kind === 'another-key' && one.keys.length > 0 && one.roles.some(isOfKeys))
  return all.filter(agrees).flatMap(({ id }) => (id === person || id === proposedBy ? [] : [id]))
}

function isOfKeys(role: PersonRole): boolean {
  return AGREEING_TO_A_KEY.includes(role)
}

/** What keeps somebody from agreeing; null for `by` is the authority's token, which is none of a carrier's administrators. */
export function* approverFault(change: Judged, by: string | null): Steps<ChangeFault | null> {
  if (by === change.person) return 'own'
  if (by === change.proposedBy) return 'same-person'
  const fault = yield* judgeAdministrator(change.proposedBy, change.content.carrier)
  if (fault !== null) return fault
  const proposer = yield* findPerson(change.proposedBy)
  const side = proposer?.carrier ?? null
  const can = yield* approvers(change, side)
  if (by === null) return can.length > 0 || side !== null ? 'others-can' : null
  return can.includes(by) ? null : 'no-administrator'
}

/** Whether somebody may decline a change: whoever is of the side of its proposer, and the authority's administrators any. */
export function* mayDecline(by: string, change: Pick<PersonChange, 'proposedBy' | 'side'>): Steps<boolean> {
  return by === change.proposedBy || (yield* judgeAdministrator(by, change.side)) === null
}

/** Ends what its devices may do to others, once two people can. */
export function* endTablets(carrier: string | null, { actor, at }: Act): Steps<void> {
  const ended = yield* firstRow(
    `UPDATE carriers SET tablets_until = NULL WHERE id = ? AND tablets_until IS NOT NULL AND ${administratorsOf('carriers.id')} > 1
     RETURNING id`,
    carrier,
  )
  if (ended !== null) yield* noteAct({ actor, at, act: 'end-tablets', subject: carrier ?? '', detail: {} })
}
