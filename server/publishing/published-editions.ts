/** The policy that was published, as the snapshot in the store says: an older one that our own key signed is not taken for it. */
import { hash } from 'node:crypto'
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { type PolicyEdition, verifyPolicy } from '#evisa/policy.ts'
import { confirms, SNAPSHOT_PATH, verifySnapshot } from '#evisa/snapshot.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import type { PublishedPolicy } from '../policy/policy-in-force.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

const NONE: PublishedPolicy = { editions: null, isBelieved: false, isAltered: false }

/**
 * What the snapshot names as the policy, where that is of a newer version than the one given. The snapshot's word is enough:
 * it was ours, so the policy stands though the key that signed it was stolen since.
 */
export async function publishedPolicy(
  artefacts: readonly PublishedArtefact[],
  trust: TrustList,
  newerThan: number,
): Promise<PublishedPolicy> {
  const snapshot = artefacts.find(({ path }) => path === SNAPSHOT_PATH)
  const policy = artefacts.find(isPolicy)
  const believed = await verifySnapshot(snapshot?.body ?? '', trust)
  const said = believed.ok ? believed : await verifySnapshot(snapshot?.body ?? '', beforeTheft(trust))
  if (!said.ok) return NONE
  if (policy === undefined || !confirms(said.value, 'policy', hash('sha256', policy.body, 'base64url')))
    return { ...NONE, isAltered: true }
  // The version that counts is the one that was signed.
  const version = said.value.artefacts.policy?.version ?? 0
  return version > newerThan ? { ...NONE, editions: editionsIn(policy.body), isBelieved: believed.ok } : NONE
}

/** The same keys as if none had been stolen. */
function beforeTheft(trust: TrustList): TrustList {
  const keys = [...trust.keys].map(
    ([kid, key]) => [kid, key.state === 'compromised' ? { ...key, state: 'retired' as const } : key] as const,
  )
  return { ...trust, keys: new Map(keys) }
}

/** Null where there is no policy among these, or no key signed it that is believed. */
export async function publishedEditions(
  artefacts: readonly PublishedArtefact[],
  trust: TrustList,
): Promise<readonly PolicyEdition[] | null> {
  const policy = artefacts.find(isPolicy)
  return policy !== undefined && (await verifyPolicy(policy.body, trust)).ok ? editionsIn(policy.body) : null
}

export function isPolicy({ path }: Pick<PublishedArtefact, 'path'>): boolean {
  return path === 'policy'
}

/** Whether just these are in the text, whatever is noted beside it. */
export function isTextOf(jws: string, editions: readonly PolicyEdition[]): boolean {
  try {
    return JSON.stringify(editionsIn(jws)) === JSON.stringify(editions)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return false
    throw error
  }
}

/** Of a text whose signature was looked at, or is compared with one. */
export function editionsIn(jws: string): readonly PolicyEdition[] {
  return JSON.parse(textOfBase64url(jws.split('.')[1] ?? '')).editions
}
