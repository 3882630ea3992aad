/** Keeping devices: the authority keeps all of them, a carrier's administrator those of its carrier. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { Device, DeviceRole, DeviceStore, EnrolmentFault, Membership } from '../store/device-store.ts'

export interface Keeper {
  /** Of an administrator its own device. */
  readonly id: string
  readonly actor: string
  /** Whose devices it keeps; null for the authority, which keeps everybody's. */
  readonly carrier: string | null
}

export async function devicesOf(
  { carrier }: Keeper,
  store: Pick<DeviceStore, 'listDevices'>,
): Promise<readonly Device[]> {
  const all = await store.listDevices()
  return carrier === null ? all : all.filter((device) => device.carrier === carrier)
}

export type RevokeFault = 'no-such-device' | 'own-device'

export async function revokeDevice(
  id: string,
  keeper: Keeper,
  at: EpochSeconds,
  store: Pick<DeviceStore, 'findDevice' | 'revokeDevice'>,
): Promise<Result<undefined, RevokeFault>> {
  if (keeper.carrier !== null) {
    if (id === keeper.id) return fail('own-device')
    // Of another carrier's device it is not told that it exists.
    if ((await store.findDevice(id))?.carrier !== keeper.carrier) return fail('no-such-device')
  }
  return (await store.revokeDevice(id, { actor: keeper.actor, at })) ? ok(undefined) : fail('no-such-device')
}

const CODE_LIFE_SECONDS = 15 * 60

/** What a code is to make of a device. */
export interface AskedCode {
  readonly role: DeviceRole
  readonly carrier?: string
  readonly administrator?: boolean
}

type MembershipFault = 'beyond-own-carrier' | 'no-membership'
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
  { role, carrier, administrator = false }: AskedCode,
  keeper: Keeper,
): Result<Membership | undefined, MembershipFault> {
  if (keeper.carrier !== null) {
    const isOwn = role === 'carrier' && (carrier ?? keeper.carrier) === keeper.carrier
    if (!isOwn || administrator) return fail('beyond-own-carrier')
    return ok({ carrier: keeper.carrier, administrator: false })
  }
  if (carrier === undefined && !administrator) return ok(undefined)
  if (role !== 'carrier' || carrier === undefined) return fail('no-membership')
  return ok({ carrier, administrator })
}
