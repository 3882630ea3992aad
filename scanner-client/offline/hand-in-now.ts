/** Handing in a record while a person waits for the answer. */

import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { SignedCrossing } from '#evisa/event-chain.ts'
import { AccessEnded } from './authority-client.ts'
import { HAND_IN_BATCH, receiptsFor } from './hand-in.ts'
import { heldSet } from './held-knowledge.ts'
import type { Platform } from './scanner.ts'
import { noteIfItCan } from './scanner-store.ts'
import { isExpected } from './sync.ts'

/** Hands in what is here up to this record; null where no genuine answer came in time. Throws `AccessEnded`. */
export async function handInNow(record: SignedCrossing, platform: Platform): Promise<CrossingReceipt | null> {
  const { store, enrolment, client, verify } = platform
  if (client === null) return null
  try {
    const set = await heldSet(store, verify)
    const queue = await store.queued('unsent', 0, HAND_IN_BATCH)
    const own = queue.findIndex(({ hash }) => hash === record.hash)
    // It is not among them where a sync of this scanner was faster, or more waits than the server takes at once.
    if (own === -1 || set === null) return (await store.ownRecord(record.event.id))?.receipt ?? null
    const batch = queue.slice(0, own + 1)
    const receipts = await receiptsFor(batch, client, enrolment.device, set)
    await noteIfItCan(() => store.keepReceipts(receipts))
    return receipts.get(batch[own]?.place ?? 0) ?? null
  } catch (error) {
    if (error instanceof AccessEnded) await noteIfItCan(() => store.setAccessEnded(error.message))
    if (!isExpected(error) || error instanceof AccessEnded) throw error
    return null
  }
}
