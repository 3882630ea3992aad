/** The files of banks that were read, as both databases keep them. */
import { PAYMENT } from '../lifecycles/payment-states.ts'
import type { Act } from './audit-store.ts'
import { lockedCase, PAYMENT_COLUMNS } from './payment-rows.ts'
import type { FoundCharge, Settlement, SettlementStore, StoredPayment } from './payment-store.ts'
import { firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'
import { keepBeginning } from './take-edge.ts'

export function settlementsInSteps({ act, read }: Runs): SettlementStore {
  return {
    adoptCharge: (found, by) => act(() => adoptCharge(found, by)),
    unsettledDays: () => read(unsettledDays),
    daySettled: (day, by) => act(() => daySettled(day, by)),
    findSettlement: (fileHash) => read(() => findSettlement(fileHash)),
    keepSettlement: (settlement, by) => act(() => keepSettlement(settlement, by)),
    markSettled: (id, at) => act(() => markSettled(id, at)),
  }
}

type Row = Omit<Settlement, 'findings'> & { readonly findings: string }

function* findSettlement(fileHash: string): Steps<Settlement | null> {
  const found = yield* firstRow<Row>(
    `SELECT file_hash AS "fileHash", terminal, lines, findings, read_by AS "readBy", read_at AS "readAt"
     FROM settlements WHERE file_hash = ?`,
    fileHash,
  )
  return found === null ? null : { ...found, findings: JSON.parse(found.findings) }
}

function* keepSettlement(
  { fileHash, terminal, lines, findings }: Omit<Settlement, 'readBy' | 'readAt'>,
  { actor, at }: Act,
): Steps<Settlement> {
  const [kept] = yield* rows(
    `INSERT INTO settlements (file_hash, terminal, lines, findings, read_by, read_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (file_hash) DO NOTHING RETURNING file_hash`,
    ...[fileHash, terminal, lines, JSON.stringify(findings), actor, at],
  )
  const detail = { terminal, lines, findings: findings.length }
  if (kept !== undefined) yield* noteAct({ actor, at, act: 'payment-settlement-read', subject: fileHash, detail })
  return (yield* findSettlement(fileHash)) ?? { fileHash, terminal, lines, findings, readBy: actor, readAt: at }
}

function* markSettled(id: string, at: number): Steps<void> {
  yield* rows('UPDATE payments SET settled_at = ? WHERE id = ? AND settled_at IS NULL', at, id)
}

function* adoptCharge(found: FoundCharge, by: Act): Steps<StoredPayment | null> {
  const { id, acquirer, terminal, invoice, reference, minor, currency } = found
  const paidCase = yield* lockedCase(reference)
  const before = yield* firstRow<StoredPayment>(
    `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE terminal = ? AND invoice = ? AND second_of IS NULL`,
    ...[terminal, invoice],
  )
  if (before !== null) return before
  if (paidCase === null) return yield* doubtCharge(found, by)
  const { feeMinor, feeCurrency } = paidCase
  const [payment] = yield* rows<StoredPayment>(
    `INSERT INTO payments (id, state, application, acquirer, terminal, invoice, tail, amount_minor, currency, expires_at,
       watched_until, created_at, changed_at)
     VALUES (?, 'expired', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING ${PAYMENT_COLUMNS}`,
    ...[id, reference, acquirer, terminal, invoice, Number(invoice.slice(-6)), feeMinor ?? minor],
    ...[feeCurrency ?? currency, by.at, by.at, by.at, by.at],
  )
  // Another invoice of the terminal ends with the same six digits: two of them cannot be kept.
  if (payment === undefined) return yield* doubtCharge(found, by)
  yield* keepBeginning(PAYMENT, id, 'expired', by)
  return payment
}

function* doubtCharge({ terminal, invoice, reference }: FoundCharge, by: Act): Steps<null> {
  const [news] = yield* rows(
    `INSERT INTO doubts (kind, id, visa) VALUES ('payment', ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
    ...[`${terminal}/${invoice}`, reference],
  )
  if (news !== undefined) yield* noteAct({ ...by, act: 'payment-unknown', subject: invoice, detail: { terminal } })
  return null
}

function* unsettledDays(): Steps<readonly string[]> {
  return (yield* rows<{ day: string }>('SELECT day FROM unsettled_days ORDER BY day')).map(({ day }) => day)
}

function* daySettled(day: string, by: Act): Steps<void> {
  const [gone] = yield* rows('DELETE FROM unsettled_days WHERE day = ? RETURNING day', day)
  if (gone !== undefined) yield* noteAct({ ...by, act: 'payment-day-settled', subject: day, detail: {} })
}
