/** One attack upon a scanner's storage, and what is on the disk afterwards. For a page too: it needs nothing of Node. */
import { loadRoots, type ReadArtefact, type VerifyPlatform } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { offeredFrom } from '../../../fixtures/attacks/offered.ts'
import { heldSet } from '../../../scanner-client/offline/held-knowledge.ts'
import type { CryptoKeyPair, Enrolment, ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import type { ClockAnchor, SteadyReading } from '../../../scanner-client/offline/steady-clock.ts'
import { takeSet, UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { heldBy, hold } from '../held-by-hand.ts'

/** Plain data, so that it goes into a page. */
export interface AttackOnStorage {
  readonly enrolment: Enrolment
  readonly held: Readonly<Record<string, string>>
  readonly timeFloor: EpochSeconds
  readonly texts: Readonly<Record<string, string>>
  readonly now: EpochSeconds
  readonly steady: SteadyReading
}

/** What a scanner runs on. */
export interface AttackedScanner {
  /** Opens one and the same storage each time. */
  open(): Promise<ScannerStore>
  readonly key: CryptoKeyPair
  readonly verify: VerifyPlatform
}

/** What came of it, in plain data. */
export interface AttackOutcome {
  readonly error: { readonly isUntrusted: boolean; readonly message: string; readonly signedTime?: EpochSeconds } | null
  readonly before: Readonly<Record<string, string>>
  readonly after: Readonly<Record<string, string>>
  readonly hasRoots: boolean
  /** Of the snapshot of the set that verifies; null: none does. */
  readonly version: number | null
  readonly timeFloor: EpochSeconds
  readonly clockAnchor: ClockAnchor | null
}

export async function attackStorage(attack: AttackOnStorage, scanner: AttackedScanner): Promise<AttackOutcome> {
  const { enrolment, held, timeFloor, now, steady } = attack
  const { verify } = scanner
  const store = await scanner.open()
  await store.saveEnrolment(enrolment, scanner.key)
  await hold(store, new Map(Object.entries(held)), timeFloor, { signedTime: timeFloor, steady })
  const before = await heldBy(store)
  const error = await takeSet(store, enrolment, offeredFrom(attack.texts), { verify, now, steady }).then(
    () => null,
    (error: unknown) => plain(error),
  )
  await store.close()

  // It is opened anew, as after a restart, since what counts is what is on the disk.
  const again = await scanner.open()
  try {
    const read: ReadArtefact = async (path) => (await again.artefact(path))?.body ?? null
    return {
      error,
      before,
      after: await heldBy(again),
      hasRoots: (await loadRoots(read, enrolment.rootFingerprint)).ok,
      version: (await heldSet(again, verify))?.snapshot.version ?? null,
      timeFloor: await again.timeFloor(),
      clockAnchor: await again.clockAnchor(),
    }
  } finally {
    await again.close()
  }
}

function plain(error: unknown): AttackOutcome['error'] {
  if (!(error instanceof UntrustedData)) return { isUntrusted: false, message: String(error) }
  const { message, signedTime } = error
  return { isUntrusted: true, message, ...(signedTime !== undefined && { signedTime }) }
}
