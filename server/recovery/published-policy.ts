/** The policy that was published last, where the store has an older one: what two operators approved since the backup. */
import type { PolicyEdition } from '#evisa/policy.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { editionsIn, isPolicy, publishedEditions } from '../publishing/published-editions.ts'
import type { ApprovedPolicy } from '../store/proposal-store.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

/** All its editions, with those of the store that were signed no more; null where there is none, or it says the same. */
export async function newerPolicy(
  known: readonly PublishedArtefact[],
  own: readonly PublishedArtefact[],
  approved: ApprovedPolicy | null,
  trust: TrustList,
): Promise<readonly PolicyEdition[] | null> {
  const newest = known.filter(isPolicy).toSorted((one, other) => other.version - one.version)[0]
  const before = own.find(isPolicy)
  if (newest === undefined || newest.version <= (before?.version ?? 0)) return null
  const editions = await publishedEditions([newest], trust)
  if (editions === null) return null
  // It is signed anew now and then without a change.
  if (before !== undefined && JSON.stringify(editionsIn(before.body)) === JSON.stringify(editions)) return null
  const [first] = editions
  const over = (approved?.editions ?? []).filter(({ effective_from }) => effective_from < (first?.effective_from ?? ''))
  return [...over, ...editions]
}
