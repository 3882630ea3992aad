/** Rows of the devices as a store reads them, into what they mean. */
import type { Device, DeviceRole } from './device-store.ts'

export interface DeviceRow {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
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
}

/** The columns of a `DeviceRow`, on every store. */
export const DEVICE_COLUMNS = `id, name, role, jwk_x AS x, jwk_y AS y, created_at AS "createdAt",
  last_seen_at AS "lastSeenAt", revoked_at AS "revokedAt", reported_at AS "reportedAt", unsent, head_seq AS "headSeq",
  data_as_of AS "dataAsOf", ledger_as_of AS "ledgerAsOf"`

// Seen times are for people: a write a minute is enough, a write a request would halve the server.
const SEEN_EVERY_SECONDS = 60

export function isSeenDue({ lastSeenAt }: Pick<DeviceRow, 'lastSeenAt'>, now: number): boolean {
  return now - (lastSeenAt ?? 0) >= SEEN_EVERY_SECONDS
}

export function readDevice(row: DeviceRow): Device {
  const { id, name, role, x, y, createdAt, lastSeenAt, revokedAt } = row
  const { reportedAt: at, unsent, headSeq, dataAsOf, ledgerAsOf } = row
  const report = at === null ? null : { at, unsent, headSeq, dataAsOf, ledgerAsOf }
  return { id, name, role, jwk: { kty: 'EC', crv: 'P-256', x, y }, createdAt, lastSeenAt, revokedAt, report }
}
