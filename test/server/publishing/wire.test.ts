import t from 'tap'
import { membersOn, pathOn } from '../../../server/publishing/wire.ts'
import type { PublishedArtefact } from '../../../server/store/publishing-store.ts'

const artefact = (path: string): PublishedArtefact => ({
  path,
  version: 1,
  kid: 'k',
  signedAt: 1,
  contentHash: '',
  sha256: `hash of ${path}`,
  body: '',
})
const all = new Map(
  ['root/1', 'trust', '2/trust', 'policy', 'status/2', 'snapshot', '2/snapshot'].map((path) => [path, artefact(path)]),
)
const named = (wire: 1 | 2) => Object.fromEntries([...membersOn(wire, all)].map(([path, one]) => [path, one.path]))

t.test('each wire names what it has of its own, and what both have', async (t) => {
  const shared = { 'root/1': 'root/1', policy: 'policy', 'status/2': 'status/2' }
  t.same(named(1), { ...shared, trust: 'trust' })
  t.same(named(2), { ...shared, trust: '2/trust' })
  t.same([pathOn(1, 'snapshot'), pathOn(2, 'snapshot')], ['snapshot', '2/snapshot'])
})
