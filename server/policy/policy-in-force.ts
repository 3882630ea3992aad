/** Which policy of a store is in force: what is published, and what two people signed beyond it. Never one that was superseded. */
import type { PolicyEdition } from '#evisa/policy.ts'
import { signedEditions } from '../../evisa/policy/editions.ts'
import { wholeEditions } from '../store/proposal-rows.ts'
import type { ApprovedPolicy, KeptPolicy, ProposalStore } from '../store/proposal-store.ts'
import type { PolicyContent } from './policy-content.ts'
import { faultOfPolicy, type PolicyFault, type PolicyProving } from './prove-policy.ts'

export interface PublishedPolicy {
  /** Null where the snapshot proves none. */
  readonly editions: readonly PolicyEdition[] | null
  /** Whether the key of the snapshot is believed still; otherwise it was ours, and was stolen since. */
  readonly isBelieved: boolean
  /** Whether the snapshot names another text than the one that is there. */
  readonly isAltered: boolean
}

export interface InForceGround extends PolicyProving {
  readonly store: PolicyProving['store'] & Pick<ProposalStore, 'policies'>
  /** That of the settings, over which the first one was signed. */
  readonly policy: PolicyContent
  /** What is published and newer than what this process published itself. */
  readonly published: () => Promise<PublishedPolicy>
}

export interface PolicyOfStore {
  readonly editions: readonly PolicyEdition[]
  /** Of the newest one. */
  readonly fault: PolicyFault | null
}

/** `held` is what this process held until now; null at a start. Throws where nothing says what is in force. */
export async function policyOfStore(held: ApprovedPolicy | null, ground: InForceGround): Promise<PolicyOfStore> {
  const [kept, published] = [await ground.store.policies(), await ground.published()]
  const newest = kept.at(-1)
  // Damage is nobody's hand: nothing is signed over it, and it is told as what it is.
  if (newest !== undefined) wholeEditions('policies', newest)
  const base = await baseOf(kept, published, held, ground)
  if (ground.keyPlace === null) return { editions: base.editions, fault: null }
  let { editions } = base
  let fault: PolicyFault | null = newest !== undefined && says(newest, editions) ? null : 'superseded'
  for (const one of kept.filter(({ revision }) => revision > base.revision)) {
    fault = says(one, editions) ? null : await faultOfPolicy(one, editions, ground)
    if (fault === null) editions = editionsOf(one)
  }
  return { editions, fault: fault ?? (held === null && published.isAltered ? 'not-as-published' : null) }
}

/** What is in force whatever the rows beyond it say. */
async function baseOf(
  kept: readonly KeptPolicy[],
  { editions: signed, isBelieved }: PublishedPolicy,
  held: ApprovedPolicy | null,
  ground: InForceGround,
): Promise<ApprovedPolicy> {
  if (signed !== null && isBelieved) return asPublished(kept, signed, held)
  if (held !== null) return held
  const proven = await newestProven(kept, ground)
  if (proven !== null) return proven
  // Nobody signed one. Who writes in the database alone makes no snapshot, not even one of a key that was stolen since.
  if (signed !== null) return asPublished(kept, signed, held)
  throw new Error(
    'no policy of the store is proven, neither by two signatures nor by what was published: nothing is signed; see docs/policy.md',
  )
}

/** With those editions of the row that says so that are signed no more. */
function asPublished(
  kept: readonly KeptPolicy[],
  signed: readonly PolicyEdition[],
  held: ApprovedPolicy | null,
): ApprovedPolicy {
  const row = kept.findLast((one) => isPublished(one, signed))
  return row === undefined
    ? { revision: held?.revision ?? 0, editions: signed }
    : { revision: row.revision, editions: editionsOf(row) }
}

/** The newest that two people signed over one of before, whose hash they signed: so it needs no proof of its own. */
async function newestProven(kept: readonly KeptPolicy[], ground: InForceGround): Promise<ApprovedPolicy | null> {
  const before = [ground.policy.editions, ...kept.map(readEditions)]
  for (const [at, one] of [...kept.entries()].reverse())
    for (const over of before.slice(0, at + 1).reverse())
      if (over !== null && (await faultOfPolicy(one, over, ground)) === null)
        return { revision: one.revision, editions: editionsOf(one) }
  return null
}

function editionsOf(policy: KeptPolicy): readonly PolicyEdition[] {
  return JSON.parse(wholeEditions('policies', policy))
}

/** Null of what is no JSON. */
function readEditions(policy: KeptPolicy): readonly PolicyEdition[] | null {
  try {
    return editionsOf(policy)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function says({ editions }: KeptPolicy, others: readonly PolicyEdition[]): boolean {
  return editions === JSON.stringify(others)
}

function isPublished(policy: KeptPolicy, signed: readonly PolicyEdition[]): boolean {
  try {
    return JSON.stringify(signedEditions(JSON.parse(policy.editions))) === JSON.stringify(signed)
  } catch (error) {
    // Of what is no editions.
    if (error instanceof SyntaxError || error instanceof TypeError) return false
    throw error
  }
}
