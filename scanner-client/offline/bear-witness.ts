/**
 * A scanner hands its signed sets to the authority: that of an epoch which ended, once, and the one that it holds where it is
 * offered an older one, so that a store that went back is noticed and learns what it lost.
 */
import { loadRoots } from '#evisa/artefact-set.ts'
import { peekSnapshot, SECOND_WIRE, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { AccessEnded, type AuthorityClient, Rejected, type Witnessed } from './authority-client.ts'
import type { Enrolment, ScannerStore } from './scanner-store.ts'
import { beforePrefix, epochsBefore, isOfBefore } from './sets-of-before.ts'

type Store = Pick<ScannerStore, 'artefact' | 'artefactPaths' | 'witnesses' | 'keepWitnesses'>

/** How often the same is told to a server that goes on offering what is older. */
const TELL_EVERY_SECONDS = 3600
/** Of no use to a store: its officers are in no backup that lacks them. */
const NOT_TOLD = 'roster'

/**
 * Tells what is due. What a server of before does not take is offered again at the next sync, and what it refuses in an
 * hour: nothing else of a sync depends on it. Throws `Unreachable` or `AccessEnded`.
 */
export async function bearWitness(
  store: Store,
  { rootFingerprint }: Pick<Enrolment, 'rootFingerprint'>,
  client: Pick<AuthorityClient, 'witness'>,
  { now, goesBack }: { readonly now: number; readonly goesBack: boolean },
): Promise<void> {
  let { delivered, toldAt, refusedAt = null } = await store.witnesses()
  const tell = async (prefix: string) =>
    client.witness(await witnessed(store, rootFingerprint, prefix)).catch(ifRefused)
  for (const epoch of isRecent(refusedAt, now) ? [] : await epochsBefore(store)) {
    if (delivered.includes(epoch)) continue
    const answer = await tell(beforePrefix(epoch))
    if (answer === null) break
    if (answer === 'refused') refusedAt = now
    else delivered = [...delivered, epoch]
    await store.keepWitnesses({ delivered, toldAt, refusedAt })
  }
  if (!goesBack || isRecent(toldAt, now)) return
  await tell('')
  toldAt = now
  await store.keepWitnesses({ delivered, toldAt, refusedAt })
}

function isRecent(at: number | null, now: number): boolean {
  return at !== null && now - at < TELL_EVERY_SECONDS && now >= at
}

/** It proves nothing to this server, by a key that is believed no longer; asked at each sync no sync would end well. */
function ifRefused(error: unknown): 'refused' {
  if (error instanceof Rejected && !(error instanceof AccessEnded)) return 'refused'
  throw error
}

/** A set by the paths under which a server has it. */
async function witnessed(store: Store, rootFingerprint: string, prefix: string): Promise<readonly Witnessed[]> {
  const text = async (path: string) => (await store.artefact(path))?.body ?? null
  const snapshot = peekSnapshot((await text(`${prefix}${SNAPSHOT_PATH}`)) ?? '')
  const wire = snapshot.ok && snapshot.value.wire === 2 ? SECOND_WIRE : ''
  const roots = await loadRoots(text, rootFingerprint)
  const told: Witnessed[] = []
  for (const path of await store.artefactPaths()) {
    const isRoot = path.startsWith('root/')
    const isOfSet = prefix === '' ? !isOfBefore(path) : path.startsWith(prefix)
    const body = isRoot || isOfSet ? await text(path) : null
    const name = isRoot ? path : path.slice(prefix.length)
    if (body === null || name === NOT_TOLD) continue
    const own = name === SNAPSHOT_PATH || name === 'trust' ? `${wire}${name}` : name
    told.push({ path: own === 'root/pinned' ? `root/${roots.ok ? roots.value[0]?.version : 1}` : own, body })
  }
  return told
}
