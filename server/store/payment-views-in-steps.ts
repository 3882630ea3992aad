/** What the desk reads of payments, as both databases keep them. */
import { PAYMENT_COLUMNS } from './payment-rows.ts'
import type {
  FindingOfPayment,
  PaymentEdgeTaken,
  PaymentLetter,
  PaymentLife,
  PaymentName,
  PaymentQuery,
  PaymentViewStore,
  Settlement,
  StoredPayment,
} from './payment-store.ts'
import { firstRow, type Runs, rows, type Steps, type Value } from './steps.ts'

export function paymentViewsInSteps({ read }: Runs): PaymentViewStore {
  return {
    listPayments: (query) => read(() => listPayments(query)),
    findPayments: (name, limit) => read(() => findPayments(name, limit)),
    lifeOfPayment: (payment) => read(() => lifeOfPayment(payment)),
  }
}

/** What is not asked for is not in the text: each text has the index that serves it. */
function* listPayments({
  states = [],
  captured,
  isNewestFirst = false,
  after,
  limit,
}: PaymentQuery): Steps<readonly StoredPayment[]> {
  const values: Value[] = []
  const conditions: string[] = []
  const where = (sql: string, ...given: readonly Value[]) => {
    conditions.push(sql)
    values.push(...given)
  }
  if (states.length > 0) where(`state IN (${states.map(() => '?').join()})`, ...states)
  if (captured !== undefined) where('captured_at >= ? AND captured_at < ?', captured.from, captured.until)
  if (after !== undefined) where(`id ${isNewestFirst ? '<' : '>'} ?`, after)
  const asked = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`
  return yield* rows<StoredPayment>(
    `SELECT ${PAYMENT_COLUMNS} FROM payments${asked} ORDER BY id ${isNewestFirst ? 'DESC' : 'ASC'} LIMIT ?`,
    ...[...values, limit],
  )
}

function* findPayments(name: PaymentName, limit: number): Steps<readonly StoredPayment[]> {
  const [column, value] = 'reference' in name ? ['application', name.reference] : ['invoice', name.invoice]
  return yield* rows<StoredPayment>(
    `SELECT ${PAYMENT_COLUMNS} FROM payments WHERE ${column} = ? ORDER BY created_at DESC, id DESC LIMIT ?`,
    ...[value, limit],
  )
}

function* lifeOfPayment({ id, application, terminal, invoice }: StoredPayment): Steps<PaymentLife> {
  const found = yield* firstRow<{ state: string }>('SELECT state FROM applications WHERE id = ?', application)
  return {
    caseState: found?.state ?? '',
    edges: yield* rows<PaymentEdgeTaken>(
      `SELECT edge, state, actor, at FROM edges WHERE kind = 'payment' AND subject = ? ORDER BY position`,
      id,
    ),
    findings: yield* findingsOf(terminal, invoice),
    letters: yield* rows<PaymentLetter>(
      `SELECT kind, state, created_at AS at FROM letters WHERE about = ? AND kind IN ('paid', 'refund') ORDER BY id`,
      application,
    ),
  }
}

// A file of a day and a terminal is a row, and one that grew is another: those that name no invoice are passed over by the database.
function* findingsOf(terminal: string, invoice: string): Steps<readonly FindingOfPayment[]> {
  const files = yield* rows<Pick<Settlement, 'readAt'> & { findings: string }>(
    `SELECT findings, read_at AS "readAt" FROM settlements WHERE terminal = ? AND findings LIKE ? ORDER BY read_at`,
    ...[terminal, `%"${invoice}"%`],
  )
  return files.flatMap(({ findings, readAt }) =>
    (JSON.parse(findings) as Settlement['findings'])
      .filter((one) => one.invoice === invoice)
      .map(({ line, kind }) => ({ line, kind, readAt })),
  )
}
