/** The policy that is to be signed: the one that two people approved last, or that of the settings before there is one. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import { signedEditions } from '../../evisa/policy/editions.ts'
import { shareTurns } from '../../platform/in-turn.ts'
import { wholeEditions } from '../store/proposal-rows.ts'
import type { ApprovedPolicy, KeptPolicy, ProposalStore } from '../store/proposal-store.ts'
import type { PolicyContent } from './policy-content.ts'
import { faultOfPolicy, type PolicyFault, type PolicyProving } from './prove-policy.ts'

export interface PolicyGround extends PolicyProving {
  readonly store: PolicyProving['store'] & Pick<ProposalStore, 'approvedPolicy' | 'policies' | 'policyRevision'>
  /** What is signed until two people approve another one. */
  readonly policy: PolicyContent
  /** Whether a token alone changes no policy. */
  readonly mustSign: () => Promise<boolean>
  /** The editions that are published, signed by a key that is believed; null where there are none. */
  readonly published: () => Promise<readonly PolicyEdition[] | null>
  /** Told where the newest one of the store is not proven, and another one stays in force. */
  readonly policyNotProven?: (revision: number, fault: PolicyFault) => void
  readonly now: () => EpochSeconds
}

type Ground = Omit<PolicyGround, 'policy'>

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

export function approvedPolicy({ policy, ...ground }: PolicyGround): PolicySource {
  const { store, mustSign, policyNotProven, now } = ground
  let held: ApprovedPolicy = { revision: 0, editions: policy.editions }
  let since: EpochSeconds | null = null
  const bringUp = shareTurns(async () => {
    const revision = await store.policyRevision()
    if (revision === held.revision) return
    if (!(await mustSign())) {
      held = (await store.approvedPolicy()) ?? held
      return
    }
    const { editions, fault } = await provenPolicy(held, ground)
    held = { revision, editions }
    since = fault === null ? null : (since ?? now())
    if (fault !== null) policyNotProven?.(revision, fault)
  })
  return {
    toSign: async () => {
      if ((await store.policyRevision()) !== held.revision) await bringUp()
      return held
    },
    unprovenSince: () => since,
  }
}

interface ProvenPolicy {
  readonly editions: readonly PolicyEdition[]
  /** Of the newest one. */
  readonly fault: PolicyFault | null
}

/** What is published, and all that is proven beyond it. A row that says what is published is no news: our own key signed that. */
async function provenPolicy(held: ApprovedPolicy, { published, ...proving }: Ground): Promise<ProvenPolicy> {
  const [kept, signed] = [await proving.store.policies(), await published()]
  const newest = kept.at(-1)
  // Damage is nobody's hand: nothing is signed over it, and it is told as what it is.
  if (newest !== undefined) wholeEditions('policies', newest)
  const at = kept.findLastIndex(({ editions }) => signed !== null && isPublished(editions, signed))
  const base = kept[at]
  // At a start nothing is held but the settings.
  const inForce = held.revision === 0 ? (signed ?? held.editions) : held.editions
  let editions = base === undefined ? inForce : editionsOf(base)
  let fault: PolicyFault | null = null
  for (const one of kept.slice(at + 1)) {
    fault = await faultOfPolicy(one, editions, proving)
    if (fault === null) editions = editionsOf(one)
  }
  return { editions, fault }
}

function editionsOf(policy: KeptPolicy): readonly PolicyEdition[] {
  return JSON.parse(wholeEditions('policies', policy))
}

function isPublished(text: string, signed: readonly PolicyEdition[]): boolean {
  try {
    return JSON.stringify(signedEditions(JSON.parse(text))) === JSON.stringify(signed)
  } catch (error) {
    // Of what is no editions.
    if (error instanceof SyntaxError || error instanceof TypeError) return false
    throw error
  }
}
