/** What a store published before it noted versions, and what it is to know of that afterwards. */
import { NOW } from '../../../fixtures/made-world.ts'
import type { NotedVersions } from '../../../server/store/publishing-store.ts'
import type { Store } from '../../../server/store/store.ts'

/** Trust lists 3 and 4, policies 1 and 2, snapshots 8 to 10. */
export async function publishBefore(store: Store): Promise<void> {
  const made = (path: string, version: number, signedAt: number) => {
    return { path, version, kid: 'k', signedAt, contentHash: '', sha256: `${path} ${version}`, body: '' }
  }
  await store.publish([made('trust', 3, NOW), made('policy', 1, NOW), made('snapshot', 8, NOW)], 0, NOW)
  await store.publish([made('trust', 4, NOW + 1), made('snapshot', 9, NOW + 1)], 8, NOW + 1)
  await store.publish([made('policy', 2, NOW + 2), made('snapshot', 10, NOW + 2)], 9, NOW + 2)
}

export async function notedOf(store: Store): Promise<NotedVersions[]> {
  const upToTen = Array.from({ length: 11 }, (_, version) => version)
  return Promise.all(['trust', 'policy', 'snapshot'].map((path) => store.notedVersions(path, upToTen)))
}

export const NOTED_OF_BEFORE: readonly NotedVersions[] = [
  {
    first: 3,
    times: new Map([
      [3, NOW],
      [4, NOW + 1],
    ]),
  },
  {
    first: 1,
    times: new Map([
      [1, NOW],
      [2, NOW + 2],
    ]),
  },
  { first: 10, times: new Map([[10, NOW + 2]]) },
]
