/**
 * What is served: the artefacts of the present snapshot, and for some minutes those of the ones before, so that a scanner
 * that has just read a snapshot still finds everything that it names.
 */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'

export interface RecentArtefacts {
  ofPath(path: string): PublishedArtefact | null
  ofHash(sha256: string): PublishedArtefact | null
  replace(artefacts: readonly PublishedArtefact[]): void
}

const KEEP_SECONDS = 600

export function recentArtefacts(now: () => EpochSeconds): RecentArtefacts {
  let paths = new Map<string, PublishedArtefact>()
  let hashes = new Map<string, { readonly artefact: PublishedArtefact; readonly until: EpochSeconds }>()
  return {
    ofPath: (path) => paths.get(path) ?? null,
    ofHash: (sha256) => hashes.get(sha256)?.artefact ?? null,
    replace: (artefacts) => {
      const next = new Map<string, { readonly artefact: PublishedArtefact; readonly until: EpochSeconds }>()
      for (const artefact of artefacts) {
        // Two wires may share a text, which keeps its own path.
        if (!next.has(artefact.sha256)) next.set(artefact.sha256, { artefact, until: Number.POSITIVE_INFINITY })
      }
      for (const [sha256, { artefact, until }] of hashes) {
        const still = Math.min(until, now() + KEEP_SECONDS)
        if (!next.has(sha256) && still > now()) next.set(sha256, { artefact, until: still })
      }
      hashes = next
      paths = new Map(artefacts.map((artefact) => [artefact.path, artefact]))
    },
  }
}
