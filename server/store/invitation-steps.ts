/** What becomes of an invitation with the application that it serves: steps for the acts of that application. */
import { civilDateAt } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { readSupportNumber } from '#evisa/support-number.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import { INVITATION, type InvitationState } from '../lifecycles/invitation-states.ts'
import type { Act } from './audit-store.ts'
import { firstLocked, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'

/** Who comes with the number of an invitation, as they declare it. */
export interface NumberBearer {
  /** As it was typed. */
  readonly number: string
  /** ISSUER:NUMBER, as `passportOf` writes it. */
  readonly passport: string
  readonly nationality: string
}

/** One kind for all: whoever asks must not learn which. `why` is for the audit trail alone. */
export interface NotUsable {
  readonly kind: 'invitation-not-usable'
  readonly why: 'unknown' | 'anothers' | 'run-out' | 'in-use' | InvitationState
}

export interface UsableInvitation {
  readonly id: string
  readonly content: InvitationContent
}

export interface BearerRow {
  readonly id: string
  readonly state: InvitationState
  readonly passport: string | null
  readonly content: string
  readonly validUntil: string
  readonly expiresAt: number | null
  readonly application: string | null
}
/** The columns of a `BearerRow`. */
export const BEARER_COLUMNS =
  'id, state, passport, content, valid_until AS "validUntil", expires_at AS "expiresAt", application'

/**
 * Reserves the invitation of a number for an application; the same application again is answered alike. Fails, and changes
 * nothing, where the number is of no invitation, of another passport or nationality, not approved, in use, or over.
 */
export function* reserveInvitation(
  bearer: NumberBearer,
  application: string,
  act: Act,
): Steps<Result<UsableInvitation, NotUsable>> {
  const row = yield* firstLocked<BearerRow>(
    `SELECT ${BEARER_COLUMNS} FROM invitations WHERE number = ?`,
    keptNumber(bearer),
  )
  const usable = usableBy(row, bearer, act, application)
  if (!usable.ok || row?.state === 'reserved') return usable
  const { id } = usable.value
  const edge = yield* takeEdge(INVITATION, id, 'reserve', act, { application })
  if (!edge.ok) return fail({ kind: 'invitation-not-usable', why: 'in-use' })
  yield* rows('UPDATE invitations SET application = ? WHERE id = ?', application, id)
  return usable
}

/** Gives the invitation of an application back, for another one; whether there was one to give. */
export function* giveBackInvitation(application: string, act: Act): Steps<boolean> {
  const held = yield* heldBy(application)
  if (held?.state !== 'reserved') return false
  const edge = yield* takeEdge(INVITATION, held.id, 'give-back', act, { application })
  if (!edge.ok) throw new TypeError('an invitation that is held did not change')
  yield* rows('UPDATE invitations SET application = NULL WHERE id = ?', held.id)
  return true
}

/** Uses the invitation of an application up: its e-visa was issued. Whether one was reserved, or used by it before. */
export function* useInvitation(application: string, act: Act): Steps<boolean> {
  const held = yield* heldBy(application)
  if (held?.state !== 'reserved') return held?.state === 'used'
  const edge = yield* takeEdge(INVITATION, held.id, 'use', act, { application })
  if (!edge.ok) throw new TypeError('an invitation that is held did not change')
  return true
}

/** Whether whoever bears a number may use its invitation now, judged on the row that the number found. */
export function usableBy(
  row: BearerRow | null,
  { passport, nationality }: NumberBearer,
  { at }: Pick<Act, 'at'>,
  application: string | null,
): Result<UsableInvitation, NotUsable> {
  const not = (why: NotUsable['why']) => fail({ kind: 'invitation-not-usable', why } as const)
  if (row === null || row.content === '') return not('unknown')
  const content = JSON.parse(row.content) as InvitationContent
  if (row.passport !== passport || content.nationality !== nationality) return not('anothers')
  const value = { id: row.id, content }
  // What was reserved in time stays so, whatever the day is by now.
  if (row.state === 'reserved') return row.application === application ? ok(value) : not('in-use')
  if (row.state !== 'approved') return not(row.state)
  const isOver = (row.expiresAt !== null && row.expiresAt <= at) || row.validUntil < civilDateAt(at)
  return isOver ? not('run-out') : ok(value)
}

/** A number that cannot be one is looked for all the same: what is wrong must take as long as what is another's. */
export function keptNumber({ number }: Pick<NumberBearer, 'number'>): string {
  const read = readSupportNumber(number)
  return read.ok ? read.value : ''
}

function* heldBy(application: string): Steps<{ readonly id: string; readonly state: InvitationState } | null> {
  return yield* firstLocked('SELECT id, state FROM invitations WHERE application = ?', application)
}
