/** What the server knows by its version of the wire: nothing else is signed for it. */
import { type VerifyPlatform, wireOfSet } from '#evisa/artefact-set.ts'
import { heldSet } from './held-knowledge.ts'
import type { ScannerStore } from './scanner-store.ts'

/** Whether the server takes referrals and the other records of wire version 2. Where nothing is held it is not known to. */
export async function takesReferrals({
  store,
  verify,
}: {
  readonly store: ScannerStore
  readonly verify: VerifyPlatform
}): Promise<boolean> {
  const set = await heldSet(store, verify)
  return set !== null && wireOfSet(set) === 2
}
