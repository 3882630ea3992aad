/** The trust list as the desk's commands believe it. */
import { loadRoots } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { rootFingerprint } from '#evisa/root.ts'
import { SECOND_WIRE } from '#evisa/snapshot.ts'
import { type TrustList, verifyTrustList } from '#evisa/trust-list.ts'
import { type AuthorityCalls, CallFailed } from './authority-calls.ts'

/**
 * The server's trust list, walked to from the root as a scanner does; from the server's first root where none is pinned.
 * Throws `CallFailed`.
 */
export async function trustOf(
  { send }: Pick<AuthorityCalls, 'send'>,
  root: string | undefined,
  now: EpochSeconds,
): Promise<TrustList> {
  const get = async (path: string) => (await send('GET', `/v1/artefacts/${path}`)).toString()
  const read = (path: string, sha256: string | null) =>
    get(sha256 === null ? path : `by-hash/${sha256}`).catch((error: unknown) => {
      if (error instanceof CallFailed) return null
      throw error
    })
  const roots = await loadRoots(read, root ?? (await rootFingerprint(await get('root/1'))))
  if (!roots.ok) throw new CallFailed(`the root is not the one that was expected: ${roots.error.fault}`)
  const newest = roots.value.at(-1)
  const trust = newest === undefined ? null : await verifyTrustList(await get(`${SECOND_WIRE}trust`), newest)
  if (!trust?.ok) throw new CallFailed('the trust list of the server does not verify')
  // An old one would not know which keys were stolen since.
  if (trust.value.exp < now) throw new CallFailed('the trust list of the server has run out: publish a new one')
  return trust.value
}
