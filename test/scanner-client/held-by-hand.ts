/** What a scanner holds, put there and read back by hand. For a page too: it needs nothing of Node. */
import { sha256Base64url } from '#evisa/sha256.ts'
import type { HeldArtefact, ScannerStore } from '../../scanner-client/offline/scanner-store.ts'
import type { ClockAnchor } from '../../scanner-client/offline/steady-clock.ts'

/** Puts a set where a scanner holds it, as if it had been accepted. */
export async function hold(
  store: ScannerStore,
  set: ReadonlyMap<string, string>,
  timeFloor: number,
  clockAnchor: ClockAnchor | null = null,
): Promise<void> {
  const put: HeldArtefact[] = []
  for (const [path, body] of set) {
    put.push({ path: path === 'root/1' ? 'root/pinned' : path, body, sha256: await sha256Base64url(body) })
  }
  const over = (await store.artefact('snapshot'))?.sha256 ?? null
  await store.saveSet({ put, drop: [], timeFloor, clockAnchor, dropLedger: false }, over)
}

/** What a scanner holds, by path. */
export async function heldBy(store: ScannerStore): Promise<Record<string, string>> {
  const held: Record<string, string> = {}
  for (const path of await store.artefactPaths()) held[path] = (await store.artefact(path))?.body ?? ''
  return held
}
