/** The conflicts that concern a device, on every store: what is read of them, and what it is told. */
import { IS_NEWEST, IS_OPEN, type Statement } from './conflict-rows.ts'
import { isAboutVisa, VISA_MATTERS } from './ledger-conflicts.ts'
import { type ConflictKind, type DeviceConflicts, NO_VISA_NUMBER } from './ledger-store.ts'

interface ConcernRow {
  readonly id: string
  readonly kind: ConflictKind
  readonly visaNumber: string
  readonly seq: number | null
  readonly raisedAt: number
}

interface OwnEventRow {
  readonly id: string
  readonly visaNumber: string
  readonly seq: number
}

type Read = <Row>(statement: Statement) => Promise<readonly Row[]>

/** Of those that nobody has reviewed the newest: every booth asks all the time, and must not wait for all that was ever left. */
const LOOKED_THROUGH = 1000
const EVENTS_TOLD = 10
const EVENTS_READ = 1000

/** Reads what concerns a device, newest first, and which of these e-visas' double uses were reviewed. */
export async function readDeviceConflicts(
  read: Read,
  device: string,
  doubleUses: readonly string[],
  limit: number,
): Promise<DeviceConflicts> {
  const found = await read<ConcernRow>(concerning(device, limit))
  const [ofVisas, ofChain] = [found.filter(isOfVisa), found.filter((one) => !isOfVisa(one))]
  const numbers = [...new Set(ofVisas.map(({ visaNumber }) => visaNumber))]
  const seqs = [...new Set(ofChain.flatMap(({ seq }) => seq ?? []))]
  const own = [
    ...(numbers.length === 0 ? [] : await read<OwnEventRow>(ownOfVisas(device, numbers))),
    ...(seqs.length === 0 ? [] : await read<OwnEventRow>(ownOfChain(device, seqs))),
  ]
  const closed = doubleUses.length === 0 ? [] : await read<{ readonly visaNumber: string }>(reviewed(doubleUses))
  const eventsOf = (one: ConcernRow) => {
    const about = own.filter(({ visaNumber, seq }) => (isOfVisa(one) ? visaNumber === one.visaNumber : seq === one.seq))
    return [...new Set(about.map(({ id }) => id))].slice(-EVENTS_TOLD)
  }
  return {
    open: found.map((one) => {
      const { id, kind, visaNumber, raisedAt } = one
      return { id, kind, visaNumber, raisedAt, events: eventsOf(one) }
    }),
    closed: closed.map(({ visaNumber }) => visaNumber),
  }
}

function isOfVisa(one: ConcernRow): boolean {
  return isAboutVisa(one) && one.visaNumber !== NO_VISA_NUMBER
}

/** About an event of its own; or about the use of an e-visa that it recorded something of, or of the one in its place. */
function concerning(device: string, limit: number): Statement {
  // Not by the index of devices: an e-visa has few records, and a booth has all of its years.
  const isOwn = "crossings.device || '' = $1"
  const hasRecorded = `EXISTS (SELECT 1 FROM crossings WHERE crossings.visa_number = recent.visa_number AND ${isOwn})`
  const hasRecordedLater = `EXISTS (SELECT 1 FROM visa_replacements JOIN crossings ON visa_number = replacement
      WHERE replaced = recent.visa_number AND ${isOwn})`
  return {
    sql: `SELECT id, kind, visa_number AS "visaNumber", seq, raised_at AS "raisedAt" FROM (
        SELECT id, kind, visa_number, device, seq, raised_at, place FROM conflicts WHERE ${IS_OPEN} AND ${IS_NEWEST}
        ORDER BY place DESC LIMIT ${LOOKED_THROUGH}) AS recent
      WHERE device = $1 OR (kind IN ('${VISA_MATTERS.join("', '")}') AND visa_number <> '${NO_VISA_NUMBER}' AND ${hasRecorded})
        OR (kind = 'replaced-use' AND ${hasRecordedLater})
      ORDER BY place DESC LIMIT $2`,
    values: [device, limit],
  }
}

function ownOfChain(device: string, seqs: readonly number[]): Statement {
  return {
    sql: `SELECT id, visa_number AS "visaNumber", seq FROM crossings
      WHERE device = $1 AND seq IN (${places(seqs, 2)}) ORDER BY position LIMIT ${EVENTS_READ}`,
    values: [device, ...seqs],
  }
}

function ownOfVisas(device: string, numbers: readonly string[]): Statement {
  return {
    sql: `SELECT id, visa_number AS "visaNumber", seq FROM crossings
      WHERE visa_number IN (${places(numbers, 2)}) AND device || '' = $1 ORDER BY position LIMIT ${EVENTS_READ}`,
    values: [device, ...numbers],
  }
}

/** What was reviewed, and not found anew since. */
function reviewed(numbers: readonly string[]): Statement {
  return {
    sql: `SELECT visa_number AS "visaNumber" FROM conflicts
      WHERE kind = 'over-use' AND visa_number IN (${places(numbers, 1)})
      GROUP BY visa_number
      HAVING sum(CASE WHEN ${IS_OPEN} THEN 1 ELSE 0 END) = 0 AND count(closed_by) > 0`,
    values: numbers,
  }
}

function places(values: readonly unknown[], first: number): string {
  return values.map((_, at) => `$${first + at}`).join(', ')
}
