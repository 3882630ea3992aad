/** The port to a scanner's own storage. Every promise is kept only once the data would survive a power cut. */
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { EarlierCheck } from '#evisa/knowledge.ts'
import type { ClockAnchor } from './steady-clock.ts'

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

/** A signed artefact as it was fetched. */
export interface HeldArtefact {
  readonly path: string
  /** Of the body, base64url. */
  readonly sha256: string
  readonly body: string
}

/** A newer set, as what it changes about the one that is held. */
export interface SetChange {
  readonly put: readonly HeldArtefact[]
  readonly drop: readonly string[]
  /** Epoch seconds; lower than before only where a stolen key had driven it up. */
  readonly timeFloor: number
  readonly clockAnchor: ClockAnchor | null
  /** Forgets the copy of the ledger, which is read anew from its beginning; unsent records stay. */
  readonly dropLedger: boolean
}

/** The storage is full or failing. What was to be written was not; what was there before still is. */
export class StorageFailed extends Error {
  override name = 'StorageFailed'
}

/** Rejects with `StorageFailed` where a write could not be made durable. */
export interface ScannerStore {
  enrolment(): Promise<Enrolment | null>
  /**
   * Begins anew: the artefacts, the copy of the ledger and the time floor of an earlier enrolment go, since another
   * authority has its own, and whoever may enrol gets rid of a time that a thief made up. Unsent records stay.
   */
  saveEnrolment(enrolment: Enrolment): Promise<void>

  artefact(path: string): Promise<HeldArtefact | null>
  artefactPaths(): Promise<readonly string[]>
  /** Keeps a root that was walked to; what else is held stays. */
  saveRoot(root: HeldArtefact): Promise<void>
  /**
   * Goes over to a newer set in one step. False, and nothing changed, if the snapshot that is held is another than the
   * one of this hash (null: none), since another program of this scanner went on meanwhile.
   */
  saveSet(change: SetChange, overSnapshot: string | null): Promise<boolean>
  /** The highest signed time verified here, epoch seconds. */
  timeFloor(): Promise<number>
  clockAnchor(): Promise<ClockAnchor | null>

  /** Everything known of a visa: what others did and what was done here. */
  eventsOf(visaNumber: string): Promise<readonly CrossingEvent[]>
  /** Where the copy of the ledger ends and since when it is complete; null if it was never fetched. */
  ledgerMark(): Promise<{ readonly after: number; readonly asOf: number | null }>
  /** Adds a page of the ledger; `asOf` once nothing more was there. It never goes back. */
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
