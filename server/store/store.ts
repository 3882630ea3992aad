/** The port to the authority's storage: whole business acts, each durable before its promise is kept. */
import type { CrossingEvent, CrossingReceipt } from '#evisa/crossing-event.ts'
import type { VisaStatus } from '#evisa/status-list.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'

export type Role = 'carrier' | 'border' | 'authority'
export type DeviceRole = Exclude<Role, 'authority'>

export interface StoredVisa {
  readonly claims: VisaClaims
  readonly jws: string
  readonly qrText: string
  readonly visaSupportNumber: string
  /** What the authority set; used entries are counted apart. */
  readonly status: Exclude<VisaStatus, 'exhausted'>
  readonly entriesUsed: number
}

export type RecordVisaFault = 'number-taken' | 'status-index-taken' | 'support-number-used'

export interface Device {
  readonly id: string
  readonly name: string
  readonly role: DeviceRole
  readonly createdAt: number
  readonly lastSeenAt: number | null
  readonly revokedAt: number | null
}

export interface Store {
  /** How many visas were ever issued: says which status list the next one goes to. */
  countVisas(): Promise<number>
  /** Records issued visas in one transaction; of one that is not recorded it says what is already taken. */
  recordVisas(
    visas: readonly Omit<StoredVisa, 'status' | 'entriesUsed'>[],
  ): Promise<readonly (RecordVisaFault | null)[]>
  findVisa(number: string): Promise<StoredVisa | null>
  /** Sets the status; null if there is no such visa, or it is revoked, which is for ever. */
  setVisaStatus(number: string, status: StoredVisa['status'], reason: string, at: number): Promise<StoredVisa | null>
  /** All visas of a status list that are not simply valid. */
  statusesOf(list: number): Promise<readonly { index: number; status: VisaStatus }[]>

  /** Takes a batch as one transaction and answers each event; a known id is answered as it stands. */
  appendCrossings(events: readonly CrossingEvent[], receivedAt: number): Promise<readonly CrossingReceipt[]>
  eventsOf(visaNumber: string): Promise<readonly CrossingEvent[]>
  /** Events in order of commit after a position, oldest first. */
  crossingsAfter(position: number, limit: number): Promise<readonly { position: number; event: CrossingEvent }[]>

  /** The version of a signed document: goes up by one whenever its content is another than the last one's. */
  versionOf(document: string, contentHash: string): Promise<number>

  addEnrolmentCode(codeHash: string, role: DeviceRole, expiresAt: number): Promise<void>
  /** Uses up a code and enrols the device; null if the code is unknown, used or run out. */
  enrolDevice(
    codeHash: string,
    device: { id: string; name: string; tokenHash: string },
    now: number,
  ): Promise<Device | null>
  /** The device of a token, unless revoked; notes that it was seen. */
  findDeviceByToken(tokenHash: string, now: number): Promise<Device | null>
  listDevices(): Promise<readonly Device[]>
  /** False if there is no such device. */
  revokeDevice(id: string, now: number): Promise<boolean>

  close(): Promise<void>
}
