/** From the artefacts that a scanner holds to what it knows: everything is verified again, from the pinned root up. */
import { type ArtefactSet, loadSet, type ReadArtefact, type VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Crossing } from '#evisa/entry-account.ts'
import { type Before, highestSignedTime, type Knowledge, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { SNAPSHOT_PATH, type Snapshot } from '#evisa/snapshot.ts'
import { type LostStatuses, lostStatusOf } from './lost-statuses.ts'
import { provenTime } from './proven-time.ts'
import { isLedgerDamaged, type LedgerMark, noteIfItCan, type ScannerStore } from './scanner-store.ts'
import { clockAheadOf, type SteadyReading, surelyNow } from './steady-clock.ts'

/** The moment for which it is asked what a scanner knows. */
export interface Moment {
  readonly now: EpochSeconds
  readonly steady: SteadyReading
  /** Whether the server was reached. */
  readonly online: boolean
}

/** What lies here, for the line that an officer sees. */
export interface HeldState {
  readonly unsent: number
  readonly dataAsOf: EpochSeconds | null
  /** Whether the list of used entries stands still behind what the authority signed. */
  readonly isLedgerBehind: boolean
}

const verified = new WeakMap<ScannerStore, { readonly snapshot: string; readonly set: ArtefactSet }>()

/** The set in storage, verified once for as long as this program runs; null if there is none that verifies. */
export async function heldSet(store: ScannerStore, platform: VerifyPlatform): Promise<ArtefactSet | null> {
  const enrolment = await store.enrolment()
  const snapshot = await store.artefact(SNAPSHOT_PATH)
  if (enrolment === null || snapshot === null) return null
  const known = verified.get(store)
  if (known?.snapshot === snapshot.body) return known.set
  const read: ReadArtefact = async (path) => (await store.artefact(path))?.body ?? null
  const set = await loadSet(read, enrolment.rootFingerprint, platform)
  if (!set.ok) return null
  verified.set(store, { snapshot: snapshot.body, set: set.value })
  return set.value
}

/** All that this scanner knows now. Artefacts that do not verify count as none: the answer is then "refer". */
export async function heldKnowledge(
  store: ScannerStore,
  platform: VerifyPlatform,
  { now, steady, online }: Moment,
): Promise<Knowledge> {
  const enrolment = await store.enrolment()
  const set = await heldSet(store, platform)
  const mark = await store.ledgerMark()
  const asOf = completeAsOf(mark, set?.snapshot ?? null)
  const anchor = await store.clockAnchor()
  const lost = await store.lostStatuses()
  return {
    ...NOTHING_KNOWN,
    ...(set === null
      ? {}
      : {
          trust: set.trust,
          policy: set.policy,
          snapshot: set.snapshot,
          statusLists: set.statusLists,
          registers: set.registers,
        }),
    ledger:
      enrolment?.role === 'border' && asOf !== null
        ? { asOf, crossingsOf: (number) => wholeOrDropped(store, number, mark) }
        : null,
    before: await beforeOf(store, lost === 'damaged' ? {} : lost, enrolment?.role === 'border'),
    isDamaged: lost === 'damaged' || (enrolment?.role === 'border' && mark.isDamaged === true),
    isLedgerBehind: enrolment?.role === 'border' && isBehind(mark),
    earlierChecks: (number) => store.checksOf(number),
    // What was kept of it may be damaged; what is signed says the same again.
    timeFloor: Math.max(await store.timeFloor(), set === null ? 0 : highestSignedTime(set), surelyNow(anchor, steady)),
    provenTime: provenTime(store, now, steady),
    clockAheadOf: clockAheadOf(anchor, steady, now),
    online,
  }
}

/** Null where the store was never restored since this scanner knows it. */
async function beforeOf(store: ScannerStore, lost: LostStatuses, isBorder: boolean): Promise<Before | null> {
  const hasCopies = isBorder && (await store.wasRestored())
  if (!hasCopies && Object.keys(lost).length === 0) return null
  const crossingsOf = async (visaNumber: string) => {
    try {
      return hasCopies ? await store.crossingsBefore(visaNumber) : []
    } catch (error) {
      // No server has it any more, so that it cannot be read anew.
      if (!isLedgerDamaged(error)) throw error
      return 'damaged'
    }
  }
  return { crossingsOf, statusOf: (uri, index) => lostStatusOf(lost, uri, index) }
}

/**
 * A copy that is damaged is read anew, and until then nothing is green by it; nor by one that was begun anew since it was
 * asked how far it goes, by a sync that runs beside a scan.
 */
async function wholeOrDropped(
  store: ScannerStore,
  visaNumber: string,
  known: LedgerMark,
): Promise<readonly Crossing[] | 'damaged'> {
  try {
    const found = await store.crossingsOf(visaNumber)
    return isSameCopy(known, await store.ledgerMark()) ? found : 'damaged'
  } catch (error) {
    if (!isLedgerDamaged(error)) throw error
    await noteIfItCan(() => store.dropDamagedLedger())
    return 'damaged'
  }
}

/** A copy goes on and never back: what ends before it did, or is of another epoch, is another one. */
function isSameCopy(known: LedgerMark, now: LedgerMark): boolean {
  return (now.epoch?.number ?? 1) === (known.epoch?.number ?? 1) && now.after >= known.after
}

/** Whether the last page that there was to have ended before the place at which a snapshot says that the ledger ended. */
export function isBehind({ after, provenEnd = 0 }: LedgerMark): boolean {
  return after < provenEnd
}

/** A copy that ends before the place that a snapshot names lacks what came until then, whatever a page said of itself. */
function completeAsOf({ after, asOf }: LedgerMark, snapshot: Snapshot | null): EpochSeconds | null {
  if (asOf === null || snapshot === null || after >= snapshot.ledger.position) return asOf
  return Math.min(asOf, snapshot.iat - 1)
}

export async function heldState(store: ScannerStore, platform: VerifyPlatform): Promise<HeldState> {
  return {
    unsent: await store.countUnsent(),
    dataAsOf: (await heldSet(store, platform))?.snapshot.iat ?? null,
    isLedgerBehind: isBehind(await store.ledgerMark()),
  }
}
