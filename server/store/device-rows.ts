/** Rows of devices: what a store reads, and what it means. */
import { NO_CROSSING } from './crossing-rows.ts'
import type { Device, DeviceRole } from './device-store.ts'
import { DAMAGED, RowDamaged, rowSum } from './row-sums.ts'

export interface DeviceRow {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
  readonly carrier: string | null
  readonly station: string | null
  readonly administrator: number
  readonly administersUntil: number | null
  readonly x: string
  readonly y: string
  readonly createdAt: number
  readonly lastSeenAt: number | null
  readonly revokedAt: number | null
  readonly reportedAt: number | null
  readonly unsent: number
  readonly headSeq: number
  readonly dataAsOf: number | null
  readonly ledgerAsOf: number | null
  readonly wire: 1 | 2 | null
  readonly heldSeq: number | null
  readonly sum: number
}

/** What a code that was used up says. */
export interface CodeRow {
  readonly role: DeviceRole
  readonly carrier: string | null
  readonly station: string | null
}

/** The columns of a `DeviceRow`, on every store. */
export const DEVICE_COLUMNS = `id, name, role, carrier, station, administrator, jwk_x AS x, jwk_y AS y, created_at AS "createdAt",
  CASE WHEN administrator = 1 THEN (SELECT tablets_until FROM carriers WHERE carriers.id = carrier) END AS "administersUntil",
  last_seen_at AS "lastSeenAt", revoked_at AS "revokedAt", reported_at AS "reportedAt", unsent, head_seq AS "headSeq",
  data_as_of AS "dataAsOf", ledger_as_of AS "ledgerAsOf", wire, held_seq AS "heldSeq", sum`

/** The last place in a device's chain of which a record is here. */
export function heldSeq(device: string): string {
  return `(SELECT coalesce(max(seq), 0) FROM crossings WHERE device = ${device})`
}

/** Asks for the last crossing of each device of the border, as the ledger keeps it. */
export const LAST_CROSSINGS = `SELECT id AS device,
    (SELECT crossing FROM crossings WHERE device = devices.id AND crossing <> '${NO_CROSSING}' ORDER BY seq DESC LIMIT 1) AS crossing
  FROM devices WHERE role = 'border'`

export interface LastCrossingRow {
  readonly device: string
  readonly crossing: string | null
}

export function checkpointsIn(rows: readonly LastCrossingRow[]): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap(({ device, crossing }) => {
      const checkpoint = crossing === null ? null : checkpointIn(crossing)
      return checkpoint === null ? [] : [[device, checkpoint] as const]
    }),
  )
}

/** Null of a text that is damaged: a list of devices does not fail by it, and who looks for damage finds it. */
function checkpointIn(crossing: string): string | null {
  try {
    const { checkpoint } = JSON.parse(crossing)
    return typeof checkpoint === 'string' ? checkpoint : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

// Seen times are for people: a write a minute is enough, a write a request would halve what the server can do.
const SEEN_EVERY_SECONDS = 60

export function isSeenDue({ lastSeenAt }: Pick<DeviceRow, 'lastSeenAt'>, now: number): boolean {
  // One of a clock that was ahead is set right, and does not stand until that time has come.
  return Math.abs(now - (lastSeenAt ?? 0)) >= SEEN_EVERY_SECONDS
}

/** What of a row decides what its device may do. */
export type DeviceCover = Pick<
  DeviceRow,
  'id' | 'role' | 'carrier' | 'station' | 'administrator' | 'x' | 'y' | 'createdAt' | 'revokedAt'
>

export function sumOfDevice(cover: DeviceCover): number {
  const { id, role, carrier, station, administrator, x, y, createdAt, revokedAt } = cover
  // Without a station as it was before there were any, so that those sums stay.
  const more = station === null ? [] : [station]
  return rowSum([id, role, carrier, administrator, x, y, createdAt, revokedAt, ...more])
}

/** The sum of a row once its device is revoked; a damaged one stays one. */
export function sumOfRevoked(row: DeviceRow, revokedAt: number): number {
  return row.sum === sumOfDevice(row) ? sumOfDevice({ ...row, revokedAt }) : DAMAGED
}

/** Throws `RowDamaged` for a row that is not as it was written. */
export function readDevice(row: DeviceRow): Device {
  if (row.sum !== sumOfDevice(row)) throw new RowDamaged('devices', row.id)
  return deviceOfRow(row)
}

/** The same of a row that may be damaged: for who looks for one that is to be revoked. */
export function deviceOfRow(row: DeviceRow): Device {
  const { id, name, role, carrier, station, administersUntil, x, y, createdAt, lastSeenAt, revokedAt } = row
  const { reportedAt: at, unsent, headSeq, dataAsOf, ledgerAsOf, wire, heldSeq } = row
  const report = at === null ? null : { at, unsent, headSeq, dataAsOf, ledgerAsOf, wire: wire ?? 1, heldSeq }
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const
  return { id, name, role, carrier, station, administersUntil, jwk, createdAt, lastSeenAt, revokedAt, report }
}

/** Whose a device is, as the audit trail says it. */
export function noteOfCarrier({
  carrier,
  station,
}: Pick<DeviceRow, 'carrier' | 'station'>): Readonly<Record<string, string>> {
  return { ...(carrier !== null && { carrier }), ...(station !== null && { station }) }
}

const DEVICES_OF_CARRIER = '(SELECT count(*) FROM devices WHERE devices.carrier = carriers.id AND revoked_at IS NULL)'

// A code that a lost device made is closed together with the access of the device, and one of a person who goes with the person.
const MAKER_STANDS = `NOT EXISTS (SELECT 1 FROM devices WHERE devices.id = made_by AND revoked_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM persons WHERE 'person/' || persons.name = made_by AND ended_at IS NOT NULL)`

/** Asks how many more codes a carrier may have at a time, as `left`. Stores differ only in how they name the values. */
export function devicesLeft(carrier: string, now: string): string {
  return `SELECT device_limit - ${DEVICES_OF_CARRIER}
      - (SELECT count(*) FROM enrolment_codes WHERE enrolment_codes.carrier = carriers.id AND used_by IS NULL
         AND expires_at > ${now} AND ${MAKER_STANDS}) AS "left"
    FROM carriers WHERE id = ${carrier}`
}

/** Forgets the codes that ran out, used or not: what was enrolled by them stands in the audit trail. */
export function dropOldCodes(now: string): string {
  return `DELETE FROM enrolment_codes WHERE expires_at <= ${now}`
}

/** Uses a code up, if it is still good: its carrier's limit may have been lowered since it was made. */
export function useCode(device: string, codeHash: string, now: string): string {
  return `UPDATE enrolment_codes SET used_by = ${device}
    WHERE code_hash = ${codeHash} AND used_by IS NULL AND expires_at > ${now} AND ${MAKER_STANDS}
      AND (carrier IS NULL OR EXISTS (SELECT 1 FROM carriers
        WHERE carriers.id = enrolment_codes.carrier AND device_limit > ${DEVICES_OF_CARRIER}))
    RETURNING role, carrier, station`
}
