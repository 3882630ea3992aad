/** What the server says of versions that receipts name: published and when, never, or older than what it noted. */
import { type PublishedVersion, VERSIONED_ARTEFACTS, type VersionedArtefact } from '#evisa/published-versions.ts'
import type { NotedVersions } from '../store/publishing-store.ts'
import type { Store } from '../store/store.ts'

export type AskedVersions = Readonly<Partial<Record<VersionedArtefact, readonly number[]>>>

const PATHS: Readonly<Record<VersionedArtefact, string>> = {
  'trust-list': 'trust',
  policy: 'policy',
  snapshot: 'snapshot',
}

/** Says it of each version that is asked about, once. */
export async function publishedVersions(
  store: Pick<Store, 'notedVersions'>,
  asked: AskedVersions,
): Promise<PublishedVersion[]> {
  const found: PublishedVersion[] = []
  for (const artefact of VERSIONED_ARTEFACTS) {
    const versions = [...new Set(asked[artefact])]
    if (versions.length === 0) continue
    const noted = await store.notedVersions(PATHS[artefact], versions)
    found.push(...versions.map((version) => ({ artefact, version, ...saidOf(version, noted) })))
  }
  return found
}

function saidOf(version: number, { first, times }: NotedVersions): Omit<PublishedVersion, 'artefact' | 'version'> {
  const at = times.get(version)
  if (at !== undefined) return { published: 'yes', published_at: at }
  // What this server published before it took notes it cannot deny.
  const isBefore = first === null || (version > 0 && version < first)
  return { published: isBefore ? 'not-noted' : 'no', published_at: null }
}
