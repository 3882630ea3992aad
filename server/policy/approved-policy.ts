/** The policy that is to be signed: the one that two operators approved last, or that of the settings before there is one. */

import type { ApprovedPolicy } from '../store/proposal-store.ts'
import type { Store } from '../store/store.ts'
import type { PolicyContent } from './policy-content.ts'

/** Revision 0 is that of the settings. Looks at each call whether another one was approved, by whatever process; the same object for as long as not. */
export function approvedPolicy(
  store: Pick<Store, 'approvedPolicy' | 'policyRevision'>,
  ofSettings: PolicyContent,
): () => Promise<ApprovedPolicy> {
  let held: ApprovedPolicy = { revision: 0, editions: ofSettings.editions }
  return async () => {
    if ((await store.policyRevision()) !== held.revision) held = (await store.approvedPolicy()) ?? held
    return held
  }
}
