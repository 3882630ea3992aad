/** A store that published something, for the tests of backups. */
import type { Test } from 'tap'
import { makeWorld, NOW } from '../../../../fixtures/made-world.ts'
import type { Store } from '../../../../server/store/store.ts'
import { madeAuthority } from '../made-authority.ts'
import { ACT, newVisa } from '../made-visas.ts'

/** Publishes a root and a snapshot of this version, as the first start of a server does. */
export async function publishRoot(store: Store, { version = 1, over = 0, root = 'root-1' } = {}): Promise<void> {
  const { artefacts } = await makeWorld()
  const artefact = { version, kid: '', signedAt: NOW, contentHash: 'c', sha256: 's' }
  const body = artefacts[root] ?? `the root ${root}`
  await store.publish(
    [
      { ...artefact, path: 'root/1', body },
      { ...artefact, path: 'snapshot', body: 's' },
    ],
    over,
    NOW,
  )
}

/** An authority with some of everything, as `madeAuthority`, which published its root. */
export async function publishedAuthority(t: Test) {
  const made = await madeAuthority(t)
  await publishRoot(made.store, { version: 4, over: 3 })
  return made
}

/** Issues so many e-visas more. */
export async function issueMore(store: Store, count: number): Promise<void> {
  for (let left = count; left > 0; left--) await store.recordVisas([await newVisa()], ACT)
}
