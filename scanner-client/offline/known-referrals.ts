/** Second line's list as a scanner has it: what the server told, what was done here since, and what was handed over by a code. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { HAND_IN_BATCH } from './hand-in.ts'
import { openReferrals, type Referral, readReferral } from './referrals.ts'
import type { ListedReferral } from './referrals-answer.ts'
import { noteIfItCan, type QueuedRecord, type ScannerStore } from './scanner-store.ts'

type HandOvers = Pick<ScannerStore, 'handedOver' | 'keepHandedOver'>

// The server lists a referral to a booth for as long.
const HAND_OVER_KEPT_SECONDS = 86_400
const MOST_HAND_OVERS = 100

/** All that wait at this checkpoint, by what the server told last and what is known here. */
export async function knownReferrals(
  store: Pick<ScannerStore, 'queued' | 'handedOver'>,
  listed: readonly ListedReferral[],
  checkpoint: string,
): Promise<readonly Referral[]> {
  return openReferrals({ listed, handedOver: await store.handedOver(), own: await allUnsent(store) }, checkpoint)
}

/**
 * Keeps a referral that was read from a hand-over code, once. What is over a day old goes, and the oldest of too many:
 * nobody tells this scanner what another one has done with it.
 */
export async function keepHandOver(store: HandOvers, jws: string, now: EpochSeconds): Promise<void> {
  const kept = await store.handedOver()
  if (kept.some((one) => one.jws === jws)) return
  const oldest = now - HAND_OVER_KEPT_SECONDS
  const recent = kept.filter((one) => (readReferral(one.jws)?.at ?? 0) >= oldest)
  await store.keepHandedOver([...recent, { jws, state: 'open' as const, act: null }].slice(-MOST_HAND_OVERS))
}

/**
 * Notes what became of one that was handed over, once there is a record of it; one that is closed waits no more. Of any
 * other nothing is noted.
 */
export async function noteHandOver(
  store: HandOvers,
  id: string,
  became: Pick<ListedReferral, 'state' | 'act'> | 'closed',
): Promise<void> {
  const kept = await store.handedOver()
  const isIt = ({ jws }: ListedReferral) => readReferral(jws)?.id === id
  if (!kept.some(isIt)) return
  const isClosed = became === 'closed' || became.state === 'closed'
  const left = kept.flatMap((one) => (!isIt(one) ? [one] : isClosed ? [] : [{ jws: one.jws, ...became }]))
  await noteIfItCan(() => store.keepHandedOver(left))
}

async function allUnsent(store: Pick<ScannerStore, 'queued'>): Promise<readonly QueuedRecord[]> {
  const found: QueuedRecord[] = []
  for (;;) {
    const batch = await store.queued('unsent', found.at(-1)?.place ?? 0, HAND_IN_BATCH)
    found.push(...batch)
    if (batch.length < HAND_IN_BATCH) return found
  }
}
