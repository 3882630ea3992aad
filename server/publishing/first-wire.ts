/** Whether the first version of the wire is still served: as long as one device speaks no other, whatever is set. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { DeviceStore } from '../store/device-store.ts'

// A fleet is counted that often, and not at each call: a device that is enrolled anew waits that long at most.
const COUNT_EVERY_SECONDS = 60

export interface FirstWireContext {
  /** Whether it is to be served though no device needs it. */
  readonly isWanted: boolean
  readonly store: Pick<DeviceStore, 'listDevices'>
  readonly now: () => EpochSeconds
}

export function firstWire({ isWanted, store, now }: FirstWireContext): () => Promise<boolean> {
  let counted = { at: Number.NEGATIVE_INFINITY, isNeeded: true }
  return async () => {
    if (isWanted) return true
    const at = now()
    if (Math.abs(at - counted.at) >= COUNT_EVERY_SECONDS) counted = { at, isNeeded: (await onFirstWire(store)) > 0 }
    return counted.isNeeded
  }
}

/** How many devices that have access have not said that they speak the second version. */
export async function onFirstWire({ listDevices }: FirstWireContext['store']): Promise<number> {
  const devices = await listDevices()
  return devices.filter(({ revokedAt, report }) => revokedAt === null && report?.wire !== 2).length
}
