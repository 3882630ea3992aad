/** Handing in what was done here: in its order, and nothing is done with before a genuine receipt names it. */

import { type ArtefactSet, wireOfSet } from '#evisa/artefact-set.ts'
import { type CrossingReceipt, verifyReceipts } from '#evisa/crossing-receipt.ts'
import { unknownMust } from '#evisa/extensions.ts'
import type { AuthorityClient } from './authority-client.ts'
import type { QueuedRecord, ScannerStore } from './scanner-store.ts'
import { UntrustedData } from './take-set.ts'

type HeldSet = Pick<ArtefactSet, 'trust' | 'snapshot'>

/** How many records the server takes at once. */
export const HAND_IN_BATCH = 500

export interface HandedIn {
  /** How many records the server has a receipt for now. */
  readonly handedIn: number
  /** How many it said that nothing proves; they stay here. */
  readonly rejected: number
}

/**
 * Hands in all that the server may not have. What it rejects keeps nothing else waiting, not even what was done after it:
 * the server tells the authority of the gap, which closes once the missing record is taken. One batch of those that were
 * rejected before is offered again each time. Throws `Unreachable`, `Rejected` or `UntrustedData`; what was answered
 * until then stays done.
 */
export async function handInAll(
  store: ScannerStore,
  client: Pick<AuthorityClient, 'handIn'>,
  device: string,
  set: HeldSet,
): Promise<HandedIn> {
  let [handedIn, rejected] = [0, 0]
  const offer = async (batch: readonly QueuedRecord[]) => {
    const receipts = await receiptsFor(batch, client, device, set)
    await store.keepReceipts(receipts)
    for (const { result } of receipts.values()) {
      if (result === 'rejected') rejected += 1
      else handedIn += 1
    }
  }
  const rejectedBefore = await store.queued('rejected', 0, HAND_IN_BATCH)
  for (let after = 0; ; ) {
    const batch = await store.queued('unsent', after, HAND_IN_BATCH)
    const last = batch.at(-1)
    if (last === undefined) break
    await offer(batch)
    after = last.place
  }
  if (rejectedBefore.length > 0) await offer(rejectedBefore)
  return { handedIn, rejected }
}

/**
 * Hands in these records and returns the receipts by place. They are believed only if the authority signed them for this
 * device and they name each record in its place.
 */
export async function receiptsFor(
  batch: readonly QueuedRecord[],
  client: Pick<AuthorityClient, 'handIn'>,
  device: string,
  set: HeldSet,
): Promise<ReadonlyMap<number, CrossingReceipt>> {
  const verified = await verifyReceipts(
    await client.handIn(
      batch.map(({ jws }) => jws),
      wireOfSet(set),
    ),
    set.trust,
  )
  if (!verified.ok) throw new UntrustedData(`the receipts: ${verified.error}`)
  const more = unknownMust(verified.value)
  if (more !== null) throw new UntrustedData(`the receipts ask for ${more}: update this program`)
  const { device: from, receipts, epoch } = verified.value
  const held = set.snapshot.epoch
  if (epoch !== undefined && held !== undefined && epoch.id !== held.id) {
    throw new UntrustedData('receipts of another ledger than the one that is held')
  }
  const areTheirs = from === device && receipts.length === batch.length
  if (!areTheirs || !receipts.every((receipt, at) => isFor(receipt, batch[at]?.hash))) {
    throw new UntrustedData('the receipts are not for what was handed in')
  }
  return new Map(receipts.map((receipt, at) => [batch[at]?.place ?? 0, receipt]))
}

// The server names no hash of what nothing proves.
function isFor({ hash, result }: CrossingReceipt, asked: string | undefined): boolean {
  return result === 'rejected' ? hash === null : hash === asked
}
