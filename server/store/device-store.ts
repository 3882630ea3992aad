/** The port to enrolled devices: one-time codes, keys, access tokens, and what each device last said of itself. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { PublicJwk } from '#evisa/root.ts'
import type { Act } from './audit-store.ts'

/** What a device is enrolled as: a scanner of a carrier or of the border, or a face of this server to people. */
export const DEVICE_ROLES = ['carrier', 'border', 'portal', 'console'] as const
export type DeviceRole = (typeof DEVICE_ROLES)[number]
/**
 * Who calls. The `authority` signs in by the token that its people share, an `operator` by a token of one's own; an
 * `applicant` and a `host` by a session, over a portal, and a `person` who decides by one over a console.
 */
export type Role = DeviceRole | 'authority' | 'operator' | 'applicant' | 'host' | 'person'

/** What a device says of itself at each sync. */
export interface DeviceReport {
  /** How many records it has not handed in yet. */
  readonly unsent: number
  /** The last place in its chain of events; 0 if it has made none. */
  readonly headSeq: number
  /** The signed time of the snapshot that it holds; null if it holds none. */
  readonly dataAsOf: EpochSeconds | null
  /** Up to when its copy of the ledger is complete; null for carriers, and before the first sync. */
  readonly ledgerAsOf: EpochSeconds | null
  /** The newest version of the wire that it speaks. */
  readonly wire: 1 | 2
}

/** What it said last, and what was here then. */
export interface NotedReport extends DeviceReport {
  readonly at: EpochSeconds
  /** The last place in its chain of which a record was here; null for a report of before this was noted. */
  readonly heldSeq: number | null
}

export interface Device {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
  /** The carrier that has it; null for the border's devices, and for one that stands for itself. */
  readonly carrier: string | null
  /** Where its carrier keeps it, by IATA code; null where that was not said. */
  readonly station: string | null
  /** Until when it may enrol and revoke others of its carrier, as some could before people did; null for all others. */
  readonly administersUntil: EpochSeconds | null
  /** The key that signs its events and proves its requests. */
  readonly jwk: PublicJwk
  readonly createdAt: EpochSeconds
  readonly lastSeenAt: EpochSeconds | null
  readonly revokedAt: EpochSeconds | null
  readonly report: NotedReport | null
}

/** What a code makes of a device. */
export interface Membership {
  readonly carrier: string
  readonly station: string | null
}

/** Why a device is revoked, where it is said. */
export const REVOKE_REASONS = ['lost', 'stolen', 'broken', 'replaced', 'not-needed'] as const
export type RevokeReason = (typeof REVOKE_REASONS)[number]

export type EnrolmentFault = 'no-such-carrier' | 'too-many-devices'

/** Access for some minutes, bound to a key (RFC 9449, DPoP): `jkt` is its thumbprint. */
export interface AccessToken {
  readonly tokenHash: string
  readonly device: string
  readonly jkt: string
  readonly expiresAt: EpochSeconds
}

export interface DeviceStore {
  /**
   * Keeps a code, which is good until its maker is revoked or gone. A code for a carrier is kept only while the carrier's devices
   * and good codes are fewer than its limit. Null once it is kept. Codes that have run out are forgotten with it.
   */
  addEnrolmentCode(
    codeHash: string,
    role: DeviceRole,
    expiresAt: EpochSeconds,
    act: Act,
    membership?: Membership,
  ): Promise<EnrolmentFault | null>
  /** Uses up a code and enrols the device; null if the code is no longer good, or its carrier may have no more devices. */
  enrolDevice(
    codeHash: string,
    device: Pick<Device, 'id' | 'name' | 'jwk'>,
    act: Omit<Act, 'actor'>,
  ): Promise<Device | null>
  findDevice(id: string): Promise<Device | null>
  listDevices(): Promise<readonly Device[]>
  /** Where each device of the border made the last record that is here of somebody's e-visa, by its id. */
  lastCheckpoints(): Promise<ReadonlyMap<string, string>>
  /** Ends a device's access and the codes that it made, at once. False if there is none, or it was revoked before. */
  revokeDevice(id: string, act: Act, reason?: RevokeReason): Promise<boolean>
  /** What a device said of itself; it was seen then. */
  saveReport(id: string, report: DeviceReport, now: EpochSeconds): Promise<void>

  /** Keeps a token and forgets those that have run out. */
  saveAccessToken(token: AccessToken, now: EpochSeconds): Promise<void>
  /** The device of a token that has not run out, unless revoked; notes, once a minute, that it was seen. */
  findByAccessToken(
    tokenHash: string,
    now: EpochSeconds,
  ): Promise<{ readonly device: Device; readonly jkt: string } | null>
}
