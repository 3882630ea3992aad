/** The keys of enrolled devices, as they check events: read from the store once. */
import { importVerificationKey } from '#evisa/root.ts'
import type { VerificationKey } from '#evisa/verify-jws.ts'
import { checkOnPool } from '../../platform/check-signature.ts'
import type { DeviceRole, DeviceStore } from '../store/device-store.ts'

export interface DeviceKey extends VerificationKey {
  readonly role: DeviceRole
}

// A country has some thousand booths. A key never changes, so what is held never grows old.
const MAX_HELD = 10_000

/** Gives the key of a device, revoked ones included; null if there is no such device. */
export function eventKeys({ findDevice }: Pick<DeviceStore, 'findDevice'>): (id: string) => Promise<DeviceKey | null> {
  const held = new Map<string, DeviceKey>()
  return async (id) => {
    const known = held.get(id)
    if (known !== undefined) return known
    const device = await findDevice(id)
    const imported = device === null ? null : await importVerificationKey(device.jwk)
    if (device === null || imported === null) return null
    const key = { ...imported, check: checkOnPool(device.jwk), role: device.role }
    if (held.size >= MAX_HELD) held.delete(held.keys().next().value ?? '')
    held.set(id, key)
    return key
  }
}
