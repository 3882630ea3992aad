/** The port to carriers: which there are, and how many devices each may have. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Act } from './audit-store.ts'

export interface Carrier {
  /** The airline's code: two or three letters and digits. */
  readonly id: string
  readonly name: string
  /** How many devices it may have at once; codes that are still good count too. */
  readonly deviceLimit: number
}

export interface StoredCarrier extends Carrier {
  readonly createdAt: EpochSeconds
  /** How many of its devices are not revoked. */
  readonly devices: number
  /** How many people with a key administer it, all stations of it. */
  readonly administrators: number
  /** Until when those of its devices that administered others before there were such people still do; null where none does. */
  readonly tabletsUntil: EpochSeconds | null
}

export interface CarrierStore {
  /** Adds a carrier, or changes its name and limit. A limit below the number of its devices takes none of them away. */
  setCarrier(carrier: Carrier, act: Act): Promise<StoredCarrier>
  findCarrier(id: string): Promise<StoredCarrier | null>
  listCarriers(): Promise<readonly StoredCarrier[]>
}

/** The columns of a `StoredCarrier`, on every store. */
export const CARRIER_COLUMNS = `id, name, device_limit AS "deviceLimit", created_at AS "createdAt",
  (SELECT count(*) FROM devices WHERE devices.carrier = carriers.id AND revoked_at IS NULL) AS devices,
  ${administratorsOf('carriers.id')} AS administrators, tablets_until AS "tabletsUntil"`

/** Asks how many people with a key administer all stations of a carrier. */
export function administratorsOf(carrier: string): string {
  return `(SELECT count(*) FROM persons WHERE persons.carrier = ${carrier} AND stations IS NULL AND ended_at IS NULL
    AND EXISTS (SELECT 1 FROM person_keys WHERE person = persons.id AND person_keys.ended_at IS NULL))`
}
