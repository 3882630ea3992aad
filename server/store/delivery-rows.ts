/** Rows of deliveries: what a store reads, what each outcome changes, and how the audit trail tells it. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Act, AuditEntry } from './audit-store.ts'
import type { DeliveryError, NewDelivery, StoredDelivery } from './delivery-store.ts'
import type { StoredVisa } from './visa-store.ts'

export interface DeliveryRow extends Omit<StoredDelivery, 'unconfirmed' | 'error'> {
  readonly unconfirmed: number
  readonly errorCode: string | null
  readonly errorText: string | null
}

/** The columns of a `DeliveryRow`, on every store. */
export const DELIVERY_COLUMNS = `id, visa_number AS "visaNumber", address, language, state, attempts, next_at AS "nextAt",
  unconfirmed, error_code AS "errorCode", error_text AS "errorText", created_at AS "createdAt", sent_at AS "sentAt",
  requested_by AS "requestedBy", resend_of AS "resendOf"`

/** It was not handed over: so it may be claimed, and is closed together with its e-visa. One that was is never claimed again. */
export const IS_DUE = `(state = 'waiting' OR state = 'sending' AND handed_at IS NULL)`
/** Its e-visa still stands. Otherwise it is not handed over: the next claim finds that out, and ends the delivery. */
export const IS_STANDING = `NOT EXISTS (SELECT 1 FROM visas WHERE number = visa_number AND status <> 'valid')`
export const FORGET_ADDRESSES = `UPDATE deliveries SET address = ''
  WHERE next_at IS NULL AND created_at < $1 AND address <> ''`
/** Its time lies further ahead than the clock that counts now would have set it: `$1` is now, then the longest retry and lease. */
export const BRING_FORWARD = `UPDATE deliveries SET next_at = $1 WHERE next_at > $1 AND (state = 'waiting' AND attempts = 0
  OR state = 'waiting' AND next_at > $2 OR state = 'sending' AND next_at > $3)`
export const IS_LOST = `state = 'sending' AND handed_at IS NOT NULL`

/** Why the e-visa of a delivery is not sent any more. */
export function withdrawnError(status: StoredVisa['status'], replacedBy: string | null = null): DeliveryError {
  if (replacedBy === null) return { code: `visa/${status}`, text: `the e-visa was ${status} before it was sent` }
  return { code: 'visa/replaced', text: `the e-visa was replaced by ${replacedBy} before it was sent` }
}

/** Whether nothing was sent for what became of the e-visa, whatever the address is worth. */
export function isWithdrawn(error: DeliveryError | null): boolean {
  return error?.code.startsWith('visa/') ?? false
}

export function readDeliveryRow({ unconfirmed, errorCode, errorText, ...row }: DeliveryRow): StoredDelivery {
  const error = errorCode === null ? null : { code: errorCode, text: errorText ?? '' }
  return { ...row, unconfirmed: unconfirmed !== 0, error }
}

export type DeliveryAct =
  | { readonly kind: 'handed-over'; readonly leaseUntil: EpochSeconds }
  | { readonly kind: 'sent'; readonly unconfirmed: boolean }
  | { readonly kind: 'postponed'; readonly nextAt: EpochSeconds; readonly error: DeliveryError }
  | { readonly kind: 'bounced'; readonly error: DeliveryError }

/** The columns after an outcome. `corrects` lets an answer that came late change a delivery that is sent, unconfirmed. */
export function deliveryChange(outcome: DeliveryAct, at: EpochSeconds) {
  const change = {
    state: outcome.kind === 'handed-over' ? 'sending' : outcome.kind === 'postponed' ? 'waiting' : outcome.kind,
    nextAt: null as EpochSeconds | null,
    handedAt: null as EpochSeconds | null,
    sentAt: null as EpochSeconds | null,
    unconfirmed: 0,
    code: null as string | null,
    text: null as string | null,
    corrects: 0,
  }
  switch (outcome.kind) {
    case 'handed-over':
      return { ...change, nextAt: outcome.leaseUntil, handedAt: at }
    case 'sent':
      return { ...change, sentAt: at, unconfirmed: Number(outcome.unconfirmed), corrects: Number(!outcome.unconfirmed) }
    case 'postponed':
      return { ...change, nextAt: outcome.nextAt, ...outcome.error }
    case 'bounced':
      return { ...change, ...outcome.error, corrects: 1 }
  }
}

export const byId = (one: DeliveryRow, other: DeliveryRow): number => (one.id < other.id ? -1 : 1)

/** What is noted of a change: the visa and the delivery, never the address. */
export function deliveryNote(
  outcome: DeliveryAct,
  of: Pick<StoredDelivery, 'id' | 'attempts' | 'visaNumber'>,
  by: Act,
) {
  const { id: delivery, attempts: attempt, visaNumber: subject } = of
  const error = 'error' in outcome ? { error: outcome.error.code } : {}
  const lost = outcome.kind === 'sent' && outcome.unconfirmed ? { unconfirmed: 1 } : {}
  const entry: AuditEntry = {
    ...by,
    act: `delivery-${outcome.kind}`,
    subject,
    detail: { delivery, attempt, ...error, ...lost },
  }
  return entry
}

export function queueNote({ id, visaNumber, language, resendOf }: NewDelivery, by: Act): AuditEntry {
  const detail = { delivery: id, language, ...(resendOf === null ? {} : { resend_of: resendOf }) }
  return { ...by, act: 'queue-delivery', subject: visaNumber, detail }
}

/** A page by ids, which follow each other in time: from where, in which order. Empty `after`: from its beginning. */
export function pageById(after: string, isNewestFirst: boolean) {
  // No id begins with a letter beyond those of hexadecimal numbers.
  if (isNewestFirst) return { beyond: '<', from: after || 'g', order: 'DESC' } as const
  return { beyond: '>', from: after, order: 'ASC' } as const
}
