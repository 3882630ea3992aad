/** Deliveries by e-mail, on SQLite. */
import type Database from 'better-sqlite3'
import type { Act } from '../audit-store.ts'
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
import { sqliteAuditor } from './sqlite-audit.ts'

export function sqliteDeliveries(database: Database.Database): DeliveryStore {
  const audit = sqliteAuditor(database)
  const select = <P extends unknown[]>(where: string) =>
    database.prepare<P, DeliveryRow>(`SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE ${where}`)
  const open = select<[string, string]>('visa_number = ? AND address = ? AND next_at IS NOT NULL')
  const one = select<[string]>('id = ?')
  const ofVisa = select<[string]>('visa_number = ? ORDER BY id')
  const lost = select<[number]>(`${IS_LOST} AND next_at <= ? ORDER BY next_at, id`)
  const insert = deliveryQueuer(database)
  const claim = database.prepare<[number, number], DeliveryRow>(
    `UPDATE deliveries SET state = 'sending', attempts = attempts + 1, next_at = ? WHERE id = (
       SELECT id FROM deliveries WHERE next_at <= ? AND ${IS_DUE} ORDER BY next_at, id LIMIT 1)
     RETURNING ${DELIVERY_COLUMNS}`,
  )
  const update = database.prepare<[ReturnType<typeof deliveryChange> & DeliveryClaim], DeliveryRow>(
    `UPDATE deliveries SET state = @state, next_at = @nextAt, handed_at = @handedAt, sent_at = @sentAt,
       unconfirmed = @unconfirmed, error_code = @code, error_text = @text
     WHERE id = @id AND attempts = @attempts AND (state = 'sending' AND (@handedAt IS NULL OR handed_at IS NULL)
       OR @corrects = 1 AND state = 'sent' AND unconfirmed = 1)
       AND (@handedAt IS NULL OR ${IS_STANDING})
     RETURNING ${DELIVERY_COLUMNS}`,
  )
  const next = database.prepare<[], number | null>('SELECT min(next_at) FROM deliveries WHERE next_at IS NOT NULL')
  const backlog = database.prepare<[], DeliveryBacklog>(
    `SELECT count(*) AS waiting, min(created_at) AS "oldestAt" FROM deliveries WHERE state = 'waiting'`,
  )

  const forget = database.prepare(FORGET_ADDRESSES.replace('$1', '?'))
  const bringForward = database.prepare(BRING_FORWARD)

  const queue = database.transaction((delivery: NewDelivery, act: Act) => {
    const before = open.get(delivery.visaNumber, delivery.address)
    if (before !== undefined) return before
    insert(delivery, act)
    return one.get(delivery.id) as DeliveryRow
  })
  const change = database.transaction(({ id, attempts }: DeliveryClaim, outcome: DeliveryAct, act: Act) => {
    const row = update.get({ ...deliveryChange(outcome, act.at), id, attempts })
    if (row !== undefined) audit(deliveryNote(outcome, row, act))
    return row !== undefined
  })
  const settle = database.transaction((act: Act) => {
    const rows = lost.all(act.at)
    for (const row of rows) change(row, { kind: 'sent', unconfirmed: true }, act)
    return rows.length
  })
  return {
    queueDelivery: async (delivery, act) => readDeliveryRow(queue.immediate(delivery, act)),
    claimDelivery: async (now, leaseUntil) => {
      const row = claim.get(leaseUntil, now)
      return row === undefined ? null : readDeliveryRow(row)
    },
    handOverDelivery: async (held, leaseUntil, act) => change.immediate(held, { kind: 'handed-over', leaseUntil }, act),
    deliverySent: async (held, unconfirmed, act) => change.immediate(held, { kind: 'sent', unconfirmed }, act),
    deliveryPostponed: async (held, nextAt, error, act) =>
      change.immediate(held, { kind: 'postponed', nextAt, error }, act),
    deliveryBounced: async (held, error, act) => change.immediate(held, { kind: 'bounced', error }, act),
    bringDeliveriesForward: async (now, { retrySeconds, leaseSeconds }) =>
      void bringForward.run({ 1: now, 2: now + retrySeconds, 3: now + leaseSeconds }),
    settleLostDeliveries: async (act) => settle.immediate(act),
    findDelivery: async (id) => {
      const row = one.get(id)
      return row === undefined ? null : readDeliveryRow(row)
    },
    deliveriesOf: async (visaNumber) => ofVisa.all(visaNumber).map(readDeliveryRow),
    deliveries: async (state, limit, after, isNewestFirst = false) => {
      const { beyond, from, order } = pageById(after, isNewestFirst)
      const page = `id ${beyond} ? ORDER BY id ${order} LIMIT ?`
      const found =
        state === null
          ? select<[string, number]>(page).all(from, limit)
          : select<[string, string, number]>(`state = ? AND ${page}`).all(state, from, limit)
      return found.map(readDeliveryRow)
    },
    nextDeliveryAt: async () => next.pluck().get() ?? null,
    deliveryBacklog: async () => backlog.get() ?? { waiting: 0, oldestAt: null },
    forgetAddresses: async (queuedBefore) => void forget.run(queuedBefore),
  }
}

/** Queues a delivery that is the only open one of its e-visa and address; to be called within a transaction. */
export function deliveryQueuer(database: Database.Database): (delivery: NewDelivery, act: Act) => void {
  const audit = sqliteAuditor(database)
  const insert = database.prepare(
    `INSERT INTO deliveries (id, visa_number, address, language, state, next_at, created_at, requested_by, resend_of)
     VALUES (@id, @visaNumber, @address, @language, 'waiting', @at, @at, @actor, @resendOf)`,
  )
  return (delivery, act) => {
    insert.run({ ...delivery, ...act })
    audit(queueNote(delivery, act))
  }
}

/** Closes what of an e-visa was not handed over yet; to be called within the transaction after which it stands no more. */
export function deliveryCloser(
  database: Database.Database,
): (visaNumber: string, error: DeliveryError, act: Act) => void {
  const audit = sqliteAuditor(database)
  const close = database.prepare<[string, string, string], DeliveryRow>(
    `UPDATE deliveries SET state = 'bounced', next_at = NULL, error_code = ?, error_text = ?
     WHERE visa_number = ? AND ${IS_DUE} RETURNING ${DELIVERY_COLUMNS}`,
  )
  return (visaNumber, error, act) => {
    for (const row of close.all(error.code, error.text, visaNumber).toSorted(byId))
      audit(deliveryNote({ kind: 'bounced', error }, row, act))
  }
}
