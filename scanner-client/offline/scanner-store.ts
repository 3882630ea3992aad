/** The port to a scanner's own storage. Every promise is kept only once the data would survive a power cut. */
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { EarlierCheck } from '#evisa/knowledge.ts'

export type ScannerRole = 'carrier' | 'border'

/** What enrolment gave: who this scanner is and which root it believes. */
export interface Enrolment {
  readonly server: string
  readonly device: string
  readonly name: string
  readonly role: ScannerRole
  readonly token: string
  readonly rootFingerprint: string
  /** The place that is meant where none is named. */
  readonly checkpoint: string | null
}

/** A signed artefact as it was fetched, with the server's tag for "nothing new". */
export interface HeldArtefact {
  readonly path: string
  readonly body: string
  readonly etag: string
}

/** The storage is full or failing. What was to be written was not; what was there before still is. */
export class StorageFailed extends Error {
  override name = 'StorageFailed'
}

/** Rejects with `StorageFailed` where a write could not be made durable. */
export interface ScannerStore {
  enrolment(): Promise<Enrolment | null>
  /**
   * Begins anew: the artefacts and the copy of the ledger of an earlier enrolment go, since another authority counts
   * its ledger from its own beginning. Unsent records and the time floor stay.
   */
  saveEnrolment(enrolment: Enrolment): Promise<void>

  artefacts(): Promise<readonly HeldArtefact[]>
  /** Replaces the whole set and raises the time floor in one step. */
  saveArtefacts(artefacts: readonly HeldArtefact[], timeFloor: number): Promise<void>
  /** The highest signed time ever verified here, epoch seconds. */
  timeFloor(): Promise<number>

  /** Everything known of a visa: what others did and what was done here. */
  eventsOf(visaNumber: string): Promise<readonly CrossingEvent[]>
  /** Where the copy of the ledger ends and since when it is complete; null if it was never fetched. */
  ledgerMark(): Promise<{ readonly after: number; readonly asOf: number | null }>
  /** Adds a page of the ledger; `asOf` once nothing more was there. */
  addLedgerPage(events: readonly CrossingEvent[], after: number, asOf: number | null): Promise<void>

  /**
   * Records what was done here: `unsent` until the server has it. With `seen`, the standing events of this visa that
   * the decision rested on, it is a compare-and-set: false, and nothing recorded, if there are others by now.
   */
  record(event: CrossingEvent, state: 'unsent' | 'handed-in', seen?: readonly CrossingEvent[]): Promise<boolean>
  /** The oldest records that the server does not have yet. */
  unsent(limit: number): Promise<readonly CrossingEvent[]>
  countUnsent(): Promise<number>
  markHandedIn(ids: readonly string[]): Promise<void>

  rememberCheck(visaNumber: string, check: EarlierCheck): Promise<void>
  checksOf(visaNumber: string): Promise<readonly EarlierCheck[]>

  close(): Promise<void>
}
