/** The steps by which a restored store comes to know what its bank has done since: what is open and each day since then is asked for. */
import { addDays, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import { TAILS } from '../lifecycles/invoice-walk.ts'
import { OPEN_PAYMENTS } from '../lifecycles/payment-states.ts'
import { firstRow, rows, type Steps } from './steps.ts'

// More than any authority draws of a terminal between two backups, and a hundredth of its life.
const TAILS_BEYOND = TAILS / 100

/** To be taken before anything else of the new life is written. */
export function* recallPayments(now: EpochSeconds): Steps<void> {
  // The bank may count its days otherwise, and its file of a day has what was closed in the night.
  const first = addDays(civilDateAt(yield* lastKnownAt(now)), -1)
  for (let day = first; day <= civilDateAt(now); day = addDays(day, 1))
    yield* rows('INSERT INTO unsettled_days (day) VALUES (?) ON CONFLICT DO NOTHING', day)
  yield* rows(
    `UPDATE payments SET next_ask_at = ? WHERE state IN (${OPEN_PAYMENTS.map(() => '?').join()})`,
    ...[now, ...OPEN_PAYMENTS],
  )
  // Its last six digits never come twice to a bank: those that were drawn since the backup are passed over.
  yield* rows(
    'UPDATE terminals SET drawn = CASE WHEN drawn + ? > ? THEN ? ELSE drawn + ? END',
    ...[TAILS_BEYOND, TAILS, TAILS, TAILS_BEYOND],
  )
}

/** When the store did something last: by its trail, or by what it signed. A time that is still to come was a wrong clock's. */
function* lastKnownAt(now: EpochSeconds): Steps<EpochSeconds> {
  const found = yield* firstRow<{ at: number | null }>(
    `SELECT max(at) AS "at" FROM (
       SELECT at FROM (SELECT at FROM audit ORDER BY position DESC LIMIT 1) AS last
       UNION ALL SELECT signed_at FROM artefacts) AS times WHERE at <= ?`,
    now,
  )
  return found?.at ?? now
}
