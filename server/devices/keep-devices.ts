/** Keeping devices: the authority keeps all of them, a carrier's administrator those of its carrier, at all of its stations or some. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type {
  Device,
  DeviceRole,
  DeviceStore,
  EnrolmentFault,
  Membership,
  RevokeReason,
} from '../store/device-store.ts'

export interface Keeper {
  /** Of a device that administers others its own. */
  readonly id: string
  readonly actor: string
  /** Whose devices it keeps; null for the authority, which keeps everybody's. */
  readonly carrier: string | null
  /** At which stations of the carrier; null: at all, and those that are at none. */
  readonly stations: readonly string[] | null
}

/** Whether a device is one of those that somebody keeps. */
function keeps({ carrier, stations }: Keeper, device: Pick<Device, 'carrier' | 'station'>): boolean {
  if (carrier === null) return true
  return device.carrier === carrier && isAt(stations, device.station)
}

function isAt(stations: Keeper['stations'], station: string | null): boolean {
  return stations === null || (station !== null && stations.includes(station))
}

export async function devicesOf(keeper: Keeper, store: Pick<DeviceStore, 'listDevices'>): Promise<readonly Device[]> {
  return (await store.listDevices()).filter((device) => keeps(keeper, device))
}

export type RevokeFault = 'no-such-device' | 'own-device'

export async function revokeDevice(
  asked: { readonly id: string; readonly reason?: RevokeReason | undefined },
  keeper: Keeper,
  at: EpochSeconds,
  store: Pick<DeviceStore, 'findDevice' | 'revokeDevice'>,
): Promise<Result<undefined, RevokeFault>> {
  const { id, reason } = asked
  if (keeper.carrier !== null) {
    if (id === keeper.id) return fail('own-device')
    const device = await store.findDevice(id)
    // Of another carrier's device it is not told that it exists, nor of one at a station of others.
    if (device === null || !keeps(keeper, device)) return fail('no-such-device')
  }
  return (await store.revokeDevice(id, { actor: keeper.actor, at }, reason)) ? ok(undefined) : fail('no-such-device')
}

const CODE_LIFE_SECONDS = 15 * 60

/** What a code is to make of a device. */
export interface AskedCode {
  readonly role: DeviceRole
  readonly carrier?: string
  readonly station?: string
  readonly administrator?: boolean
}

type MembershipFault = 'beyond-own-carrier' | 'beyond-own-stations' | 'no-membership' | 'no-administrator'
export type CodeFault = MembershipFault | EnrolmentFault

/** Keeps the hash of a one-time code; until when the code is good. */
export async function openEnrolment(
  asked: AskedCode,
  codeHash: string,
  keeper: Keeper,
  at: EpochSeconds,
  store: Pick<DeviceStore, 'addEnrolmentCode'>,
): Promise<Result<EpochSeconds, CodeFault>> {
  const membership = membershipOf(asked, keeper)
  if (!membership.ok) return membership
  const expiresAt = at + CODE_LIFE_SECONDS
  const act = { actor: keeper.actor, at }
  const fault = await store.addEnrolmentCode(codeHash, asked.role, expiresAt, act, membership.value)
  return fault === null ? ok(expiresAt) : fail(fault)
}

/** Whose the device becomes; undefined where it stands for itself. */
function membershipOf(
  { role, carrier, station, administrator = false }: AskedCode,
  keeper: Keeper,
): Result<Membership | undefined, MembershipFault> {
  if (administrator) return fail('no-administrator')
  if (keeper.carrier !== null) {
    const isOwn = role === 'carrier' && (carrier ?? keeper.carrier) === keeper.carrier
    if (!isOwn) return fail('beyond-own-carrier')
    if (!isAt(keeper.stations, station ?? null)) return fail('beyond-own-stations')
    return ok({ carrier: keeper.carrier, station: station ?? null })
  }
  if (carrier === undefined && station === undefined) return ok(undefined)
  if (role !== 'carrier' || carrier === undefined) return fail('no-membership')
  return ok({ carrier, station: station ?? null })
}
