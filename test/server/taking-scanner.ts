/** A scanner that takes what a server publishes, by the checks of a real one, and goes on from there the next time. */

import type { Refusal } from '#evisa/anti-rollback.ts'
import { type ArtefactSet, PINNED_ROOT_PATH, type ReadArtefact } from '#evisa/artefact-set.ts'
import { type Accepted, acceptSet } from '#evisa/knowledge.ts'
import type { Result } from '#evisa/result.ts'
import type { Root } from '#evisa/root.ts'
import { sha256Base64url } from '#evisa/sha256.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import type { Publisher } from '../../server/publishing/publish.ts'
import type { Call } from './build-app.ts'

export interface TakingScanner {
  /** One sync; what was taken is held from then on. */
  take(now: number): Promise<Result<Accepted, Refusal>>
  /** The same; throws where it was refused. */
  taken(now: number): Promise<ArtefactSet>
}

/** A scanner that pinned the root of this fingerprint and holds nothing yet. */
export function takingScanner(rootFingerprint: string, source: ReadArtefact): TakingScanner {
  let held: ArtefactSet | null = null
  let roots: readonly Root[] = []
  let timeFloor = 0
  // It holds what it took: what has the same hash is not asked for again.
  const texts = new Map<string, string>()
  const read: ReadArtefact = async (path, sha256) => {
    const known = sha256 === null ? undefined : texts.get(sha256)
    const text = known ?? (await source(path === PINNED_ROOT_PATH ? 'root/1' : path, sha256))
    if (text !== null) texts.set(await sha256Base64url(text), text)
    return text
  }
  const take = async (now: number) => {
    const offer = { held, roots, rootFingerprint, timeFloor, now, read, saveRoot: async () => {} }
    const result = await acceptSet(offer, { inflate: inflateBytes })
    if (result.ok) {
      held = result.value.set
      roots = held.roots
      timeFloor = result.value.timeFloor
    }
    return result
  }
  return {
    take,
    taken: async (now) => {
      const result = await take(now)
      if (!result.ok) throw new Error(`refused ${result.error.path}: ${result.error.fault}`)
      return result.value.set
    },
  }
}

/** What a publisher serves, asked for as the routes do. */
export function publishedBy(publisher: () => Publisher): ReadArtefact {
  return async (path, sha256) => {
    const found = sha256 === null ? publisher().artefact(path) : publisher().artefactOfHash(sha256)
    return (await found)?.body ?? null
  }
}

/** What a server answers over its API. */
export function servedTo(call: Call): ReadArtefact {
  return async (path, sha256) => {
    const { status, text } = await call('GET', `/v1/artefacts/${sha256 === null ? path : `by-hash/${sha256}`}`)
    return status === 200 ? text : null
  }
}
