/** The editions of the policy that was published, as they are in its text. */
import { textOfBase64url } from '#evisa/base64url-text.ts'
import { type PolicyEdition, verifyPolicy } from '#evisa/policy.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

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

/** Of a text whose signature was looked at, or is compared with one. */
export function editionsIn(jws: string): readonly PolicyEdition[] {
  return JSON.parse(textOfBase64url(jws.split('.')[1] ?? '')).editions
}
