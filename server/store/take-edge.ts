/** The one way in which an invitation, an application or a payment changes its state: by an edge of its table, with who and when. */
import { fail, ok, type Result } from '#evisa/result.ts'
import { type EdgeOf, type Machine, type NoSuchEdge, type StateOf, stateAfter } from '../lifecycles/machine.ts'
import type { Act } from './audit-store.ts'
import { firstLocked, noteAct, rows, type Steps } from './steps.ts'

/** The table of the things of one kind. */
const TABLES = { invitation: 'invitations', application: 'applications', payment: 'payments' } as const
type PortalMachine = Machine & { readonly kind: keyof typeof TABLES }

export type EdgeFault = NoSuchEdge | 'not-there'
/** What is kept of an edge beside its name: never what a person wrote or is called. */
export type EdgeDetail = Readonly<Record<string, string | number>>

/** Takes an edge, in one with whatever else the act does; nothing was done where it fails. */
export function* takeEdge<M extends PortalMachine>(
  machine: M,
  id: string,
  edge: EdgeOf<M>,
  { actor, at }: Act,
  detail: EdgeDetail = {},
): Steps<Result<StateOf<M>, EdgeFault>> {
  const table = TABLES[machine.kind]
  const found = yield* firstLocked<{ state: StateOf<M> }>(`SELECT state FROM ${table} WHERE id = ?`, id)
  if (found === null) return fail('not-there')
  const after = stateAfter(machine as Machine, edge, found.state)
  if (!after.ok) return after
  yield* rows(`UPDATE ${table} SET state = ?, changed_at = ? WHERE id = ?`, after.value, at, id)
  yield* keepEdge(machine, id, edge, after.value, { actor, at }, detail)
  return ok(after.value as StateOf<M>)
}

/** Keeps that something began, as the first of its edges. */
export function* keepBeginning(machine: PortalMachine, id: string, state: string, act: Act): Steps<void> {
  if (!machine.begins.includes(state)) throw new TypeError(`no ${machine.kind} begins as ${state}`)
  yield* keepEdge(machine, id, 'begin', state, act, {})
}

function* keepEdge(
  { kind }: PortalMachine,
  id: string,
  edge: string,
  state: string,
  { actor, at }: Act,
  detail: EdgeDetail,
): Steps<void> {
  yield* rows(
    'INSERT INTO edges (kind, subject, edge, state, actor, at, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...[kind, id, edge, state, actor, at, JSON.stringify(detail)],
  )
  yield* noteAct({ actor, at, act: `${kind}-${edge}`, subject: id, detail })
}
