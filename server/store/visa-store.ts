/** The port to e-visas: issued, looked up, replaced, and their status with its places in the status lists. */
import type { VisaStatus } from '#evisa/status-list.ts'
import type { VisaClaims } from '#evisa/visa-claims.ts'
import type { Act } from './audit-store.ts'
import type { NewDelivery } from './delivery-store.ts'
import type { RowDamaged } from './row-sums.ts'

export interface StoredVisa {
  readonly claims: VisaClaims
  readonly jws: string
  readonly qrText: string
  readonly visaSupportNumber: string
  /** The reference of its application: one reference never becomes two e-visas. */
  readonly applicationReference: string | null
  /** The e-visa in whose place it stands. */
  readonly replaces: string | null
  /** The one that stands in its place. */
  readonly replacedBy: string | null
  /** What the authority set; used entries are counted apart. */
  readonly status: Exclude<VisaStatus, 'exhausted'>
  readonly entriesUsed: number
}

/** An e-visa that was just signed. */
export interface NewVisa
  extends Omit<StoredVisa, 'status' | 'entriesUsed' | 'applicationReference' | 'replaces' | 'replacedBy'> {
  /** The hash tells apart an application of the same reference with another content. */
  readonly application?: { readonly reference: string; readonly contentHash: string } | null
  /** It is queued together with the visa, so that what was issued is also sent. */
  readonly delivery?: NewDelivery | null
  /** What it is issued by; without one by a token. */
  readonly signature?: string | null
}

/** What the authority sets of a visa. */
export interface StatusChange {
  readonly status: StoredVisa['status']
  readonly reason: string
  /** The proposal that it carries out. */
  readonly proposal?: string
  /** The e-visa that stands in its place from now on. */
  readonly replacedBy?: string
}

/** What an application came to that was issued before. */
export interface IssuedApplication {
  readonly contentHash: string
  readonly visaNumber: string
}

export type RecordVisaFault = 'number-taken' | 'status-index-taken' | 'support-number-used' | 'reference-taken'

export type ReplaceFault = 'not-there' | 'revoked' | 'suspended' | 'entry-used' | 'mass-action'

/** What a list of many e-visas shows of one. */
export type ListedVisa = Pick<StoredVisa, 'claims' | 'status' | 'entriesUsed'>

/** A place in a status list. */
export interface StatusPlace {
  readonly list: number
  readonly place: number
}

/** A change of what the status lists say, used entries included. */
export interface StatusMark extends StatusPlace {
  readonly position: number
  readonly status: VisaStatus
}

/** What the status lists say of a visa as its row stands; `damaged` where that is not as it was written. */
export interface ListedStatus extends StatusPlace {
  readonly status: VisaStatus
  readonly damaged?: RowDamaged
}

export interface VisaStore {
  /** How many visas were ever issued. */
  countVisas(): Promise<number>
  /**
   * Gives out places in the status lists that nobody had, in an order that tells nothing. A new list is opened, with
   * its places shuffled by `shuffle`, when the last one is full.
   */
  drawStatusPlaces(count: number, shuffle: () => Uint8Array): Promise<readonly StatusPlace[]>
  /** How many status lists there are: at least one. */
  countStatusLists(): Promise<number>
  /** Records issued visas in one transaction; of one that is not recorded it says what is already taken. */
  recordVisas(visas: readonly NewVisa[], act: Act): Promise<readonly (RecordVisaFault | null)[]>
  /**
   * Revokes an e-visa and records the one that stands in its place, both or neither. The first must be valid and unused:
   * otherwise the second would give back an entry, or lift a suspension. It is counted as a single change. What of the first
   * waits to be sent is closed.
   */
  replaceVisa(number: string, reason: string, visa: NewVisa, act: Act): Promise<RecordVisaFault | ReplaceFault | null>
  /** The applications of these references that were issued. */
  issuedApplications(references: readonly string[]): Promise<ReadonlyMap<string, IssuedApplication>>
  findVisa(number: string): Promise<StoredVisa | null>
  /** The number of the e-visa that an invitation gave a passport (`KAZ:N1234567`) and that is not revoked. */
  visaOfInvitation(visaSupportNumber: string, passport: string): Promise<string | null>
  /**
   * Sets the status; null if there is no such visa, or it is revoked, which is for ever. `mass-action` where so many were
   * changed within the last hour, one by one, that one more is for two people: it is counted and set, or neither. What waits
   * to be sent of one that is valid no more is closed in the same step.
   */
  setVisaStatus(
    number: string,
    status: StoredVisa['status'],
    reason: string,
    act: Act,
  ): Promise<StoredVisa | null | 'mass-action'>
  /** What the authority set of these visas; those that there are not are left out. */
  statusesOfVisas(numbers: readonly string[]): Promise<ReadonlyMap<string, StoredVisa['status']>>
  /** The same with what a person looks at, read at once. */
  listedVisas(numbers: readonly string[]): Promise<ReadonlyMap<string, ListedVisa>>
  /**
   * All visas of a status list that are not simply valid, and the last mark that is counted in. A damaged row is suspended at least,
   * and said.
   */
  statusesOf(list: number): Promise<{ readonly marks: readonly ListedStatus[]; readonly asOf: number }>
  /** The changes after a position, oldest first. */
  statusMarksAfter(position: number, limit: number): Promise<readonly StatusMark[]>
  countIssued(kid: string): Promise<number>
  /** The sorted 16-byte hashes of the payloads that a key signed, one after another: those after a hash. */
  issuedHashes(kid: string, after: Uint8Array | null, limit: number): Promise<Uint8Array>
}
