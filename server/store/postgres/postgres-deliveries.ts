/** Deliveries by e-mail, on PostgreSQL. */
import type { Act, AuditEntry } from '../audit-store.ts'
import {
  BRING_FORWARD,
  byId,
  DELIVERY_COLUMNS,
  type DeliveryAct,
  type DeliveryRow,
  deliveryChange,
  deliveryNote,
  FORGET_ADDRESSES,
  IS_DUE,
  IS_LOST,
  IS_STANDING,
  pageById,
  queueNote,
  readDeliveryRow,
} from '../delivery-rows.ts'
import type { DeliveryBacklog, DeliveryClaim, DeliveryError, DeliveryStore, NewDelivery } from '../delivery-store.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'

export function postgresDeliveries(connection: Connection): DeliveryStore {
  const { rows, transaction } = connection
  const select = async (where: string, values: readonly unknown[], on?: Queries) =>
    (await rows<DeliveryRow>(`SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE ${where}`, values, on)).map(
      readDeliveryRow,
    )
  const update = async ({ id, attempts }: DeliveryClaim, outcome: DeliveryAct, act: Act, on: Queries) => {
    // A revocation that is under way comes before this or after it, not in between.
    const standing = 'SELECT 1 FROM visas WHERE number = (SELECT visa_number FROM deliveries WHERE id = $1) FOR SHARE'
    if (outcome.kind === 'handed-over') await rows(standing, [id], on)
    const { state, nextAt, handedAt, sentAt, unconfirmed, code, text, corrects } = deliveryChange(outcome, act.at)
    const [row] = await rows<DeliveryRow>(
      `UPDATE deliveries SET state = $3, next_at = $4, handed_at = $5::bigint, sent_at = $6, unconfirmed = $7,
         error_code = $8, error_text = $9
       WHERE id = $1 AND attempts = $2 AND (state = 'sending' AND ($5::bigint IS NULL OR handed_at IS NULL)
         OR $10::integer = 1 AND state = 'sent' AND unconfirmed = 1)
         AND ($5::bigint IS NULL OR ${IS_STANDING})
       RETURNING ${DELIVERY_COLUMNS}`,
      [id, attempts, state, nextAt, handedAt, sentAt, unconfirmed, code, text, corrects],
      on,
    )
    return row === undefined ? null : deliveryNote(outcome, row, act)
  }
  const change = (held: DeliveryClaim, outcome: DeliveryAct, act: Act) =>
    transaction(async (on) => {
      const note = await update(held, outcome, act, on)
      if (note !== null) await noteActs(connection, [note], on)
      return note !== null
    })
  return {
    queueDelivery: (delivery, act) =>
      transaction(async (on) => {
        const { visaNumber, address } = delivery
        const [added] = await insertDeliveries(connection, [delivery], act, on)
        if (added === undefined) {
          const open = 'visa_number = $1 AND address = $2 AND next_at IS NOT NULL'
          const [before] = await select(open, [visaNumber, address], on)
          if (before === undefined) throw new Error('a delivery that was open went out just now: ask again')
          return before
        }
        await noteActs(connection, [queueNote(delivery, act)], on)
        return readDeliveryRow(added)
      }),
    claimDelivery: async (now, leaseUntil) => {
      const [row] = await rows<DeliveryRow>(
        `UPDATE deliveries SET state = 'sending', attempts = attempts + 1, next_at = $2 WHERE id = (
           SELECT id FROM deliveries WHERE next_at <= $1 AND ${IS_DUE} ORDER BY next_at, id LIMIT 1
           FOR UPDATE SKIP LOCKED)
         RETURNING ${DELIVERY_COLUMNS}`,
        [now, leaseUntil],
      )
      return row === undefined ? null : readDeliveryRow(row)
    },
    handOverDelivery: (held, leaseUntil, act) => change(held, { kind: 'handed-over', leaseUntil }, act),
    deliverySent: (held, unconfirmed, act) => change(held, { kind: 'sent', unconfirmed }, act),
    deliveryPostponed: (held, nextAt, error, act) => change(held, { kind: 'postponed', nextAt, error }, act),
    deliveryBounced: (held, error, act) => change(held, { kind: 'bounced', error }, act),
    bringDeliveriesForward: async (now, { retrySeconds, leaseSeconds }) =>
      void (await rows(BRING_FORWARD, [now, now + retrySeconds, now + leaseSeconds])),
    settleLostDeliveries: (act) =>
      transaction(async (on) => {
        const due = `${IS_LOST} AND next_at <= $1 ORDER BY next_at, id FOR UPDATE SKIP LOCKED`
        const lost = await select(due, [act.at], on)
        const notes = []
        for (const row of lost) notes.push(await update(row, { kind: 'sent', unconfirmed: true }, act, on))
        const noted = notes.filter((note) => note !== null)
        await noteActs(connection, noted, on)
        return noted.length
      }),
    findDelivery: async (id) => (await select('id = $1', [id]))[0] ?? null,
    deliveriesOf: (visaNumber) => select('visa_number = $1 ORDER BY id', [visaNumber]),
    deliveries: (state, limit, after, isNewestFirst = false) => {
      const { beyond, from, order } = pageById(after, isNewestFirst)
      const page = `id ${beyond} $1 ORDER BY id ${order} LIMIT $2`
      return state === null ? select(page, [from, limit]) : select(`state = $3 AND ${page}`, [from, limit, state])
    },
    nextDeliveryAt: async () => {
      const next = 'SELECT min(next_at) AS "nextAt" FROM deliveries WHERE next_at IS NOT NULL'
      return (await rows<{ nextAt: number | null }>(next))[0]?.nextAt ?? null
    },
    deliveryBacklog: async () => {
      const [backlog] = await rows<DeliveryBacklog>(
        `SELECT count(*) AS waiting, min(created_at) AS "oldestAt" FROM deliveries WHERE state = 'waiting'`,
      )
      return backlog ?? { waiting: 0, oldestAt: null }
    },
    forgetAddresses: async (queuedBefore) => void (await rows(FORGET_ADDRESSES, [queuedBefore])),
  }
}

/** Queues those deliveries that are not open already, within a transaction, and gives them. The caller notes them. */
export function insertDeliveries(
  { rows }: Connection,
  deliveries: readonly NewDelivery[],
  { at, actor }: Act,
  on: Queries,
): Promise<DeliveryRow[]> {
  // One of two that come together waits here for the other's commit.
  return rows<DeliveryRow>(
    `INSERT INTO deliveries (id, visa_number, address, language, state, next_at, created_at, requested_by, resend_of)
     SELECT id, visa_number, address, language, 'waiting', $6::bigint, $6::bigint, $7, resend_of
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       AS made (id, visa_number, address, language, resend_of)
     ON CONFLICT (visa_number, address) WHERE next_at IS NOT NULL DO NOTHING RETURNING ${DELIVERY_COLUMNS}`,
    [
      deliveries.map(({ id }) => id),
      deliveries.map(({ visaNumber }) => visaNumber),
      deliveries.map(({ address }) => address),
      deliveries.map(({ language }) => language),
      deliveries.map(({ resendOf }) => resendOf),
      at,
      actor,
    ],
    on,
  )
}

/**
 * Closes what of e-visas was not handed over yet, within the transaction after which they stand no more, and gives what is
 * to be noted of it. The caller has locked the e-visas: a hand-over comes before this or finds it done.
 */
export async function closeDeliveries(
  { rows }: Connection,
  visaNumbers: readonly string[],
  error: DeliveryError,
  act: Act,
  on: Queries,
): Promise<AuditEntry[]> {
  const closed = await rows<DeliveryRow>(
    `UPDATE deliveries SET state = 'bounced', next_at = NULL, error_code = $2, error_text = $3
     WHERE visa_number = ANY($1::text[]) AND ${IS_DUE} RETURNING ${DELIVERY_COLUMNS}`,
    [visaNumbers, error.code, error.text],
    on,
  )
  return closed.toSorted(byId).map((row) => deliveryNote({ kind: 'bounced', error }, row, act))
}
