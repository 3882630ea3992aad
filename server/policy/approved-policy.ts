/** The policy that is to be signed: the one that two people approved last, or that of the settings before there is one. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { shareTurns } from '../../platform/in-turn.ts'
import type { ApprovedPolicy, ProposalStore } from '../store/proposal-store.ts'
import type { PublishingStore } from '../store/publishing-store.ts'
import type { PolicyContent } from './policy-content.ts'
import { type InForceGround, policyOfStore } from './policy-in-force.ts'
import type { PolicyFault } from './prove-policy.ts'

export interface PolicyGround extends InForceGround {
  readonly store: InForceGround['store'] &
    Pick<ProposalStore, 'approvedPolicy' | 'policyRevision'> &
    Pick<PublishingStore, 'snapshotVersion'>
  /** What is signed until two people approve another one. */
  readonly policy: PolicyContent
  /** Whether a token alone changes no policy. */
  readonly mustSign: () => Promise<boolean>
  /** Told where the newest one of the store is not proven, and another one stays in force. */
  readonly policyNotProven?: (revision: number, fault: PolicyFault) => void
  readonly now: () => EpochSeconds
}

export interface PolicySource {
  /**
   * Looks at each call whether another one was approved, by whatever process; the same object for as long as not. Revision 0 is that
   * of the settings. Where the newest one is not proven its revision stands over the editions that are in force, so that
   * the next one can be proposed over them.
   */
  toSign(): Promise<ApprovedPolicy>
  /** Since when it is known that the newest one of the store is not proven; null where it is. */
  unprovenSince(): EpochSeconds | null
}

export function approvedPolicy(ground: PolicyGround): PolicySource {
  const { store, policy, keyPlace, mustSign, policyNotProven, now } = ground
  let held: ApprovedPolicy = { revision: 0, editions: policy.editions }
  let isStart = true
  let since: EpochSeconds | null = null
  let followed = 0
  /** Without a console nobody's signature can be looked at here: what another server publishes is taken over, whenever it does. */
  const isNewsOfOthers = async () =>
    keyPlace === null && (await store.snapshotVersion()) !== followed && (await mustSign())
  const isDue = async (revision: number) => revision !== held.revision || (revision > 0 && (await isNewsOfOthers()))
  const bringUp = shareTurns(async () => {
    const revision = await store.policyRevision()
    if (!(await isDue(revision))) return
    if (!(await mustSign())) {
      held = (await store.approvedPolicy()) ?? held
      return
    }
    const snapshot = await store.snapshotVersion()
    const { editions, fault } = await policyOfStore(isStart ? null : held, ground)
    followed = snapshot
    // The same object where nothing is new: another one has the policy looked at by whoever signs.
    const isSame = revision === held.revision && JSON.stringify(editions) === JSON.stringify(held.editions)
    if (!isSame) held = { revision, editions }
    since = fault === null ? null : (since ?? now())
    if (fault !== null) policyNotProven?.(revision, fault)
  })
  return {
    toSign: async () => {
      if (await isDue(await store.policyRevision())) await bringUp()
      isStart = false
      return held
    },
    unprovenSince: () => since,
  }
}
