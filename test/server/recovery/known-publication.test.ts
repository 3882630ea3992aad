import t from 'tap'
import { verifyKeys } from '../../../server/publishing/verify-published.ts'
import { knownIn } from '../../../server/recovery/known-publication.ts'
import { type Built, build } from '../build-app.ts'

const PATHS = ['snapshot', '2/snapshot', 'policy', 'status/0']

async function setOf({ nobody }: Built) {
  return Promise.all(PATHS.map(async (path) => ({ path, body: (await nobody('GET', `/v1/artefacts/${path}`)).text })))
}

t.test('what a set proves of the store that published it', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  await built.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'suspended', reason: 'a test' })
  const { trust } = await verifyKeys(built.keys.current)
  const set = await setOf(built)
  const known = await knownIn(set, trust)
  const { version } = known?.snapshot ?? { version: 0 }
  t.match(known, {
    snapshot: { epoch: { number: 1 }, wire: 2 },
    places: [{ list: 0, place: visa.claims.status.status_list.idx, status: 'suspended' }],
    lastList: 0,
  })
  const versions = new Map(known?.artefacts.map((one) => [one.path, one.version]))
  t.same([versions.get('snapshot'), versions.get('2/snapshot')], [version, version])
  t.same([...versions.keys()].toSorted(), [...PATHS].toSorted())
  t.equal(await knownIn([], trust), null)
  t.equal(await knownIn(set.slice(2), trust), null, 'without a snapshot nothing says what belongs together')
})

t.test('nothing that was put among it is believed', async (t) => {
  const built = await build(t)
  const first = await setOf(built)
  const visa = await built.issue()
  await built.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  const later = await setOf(built)
  const { trust } = await verifyKeys(built.keys.current)
  const mixed = [...first.filter(({ path }) => path !== 'status/0'), ...later.filter(({ path }) => path === 'status/0')]
  t.match(await knownIn(mixed, trust), { places: [] }, 'a list that its snapshot does not name')
  const forged = first.map(({ path, body }) => ({ path, body: `${body.slice(0, -4)}AAAA` }))
  t.equal(await knownIn(forged, trust), null)
  t.equal(
    await knownIn(
      [
        { path: 'snapshot', body: 'x' },
        { path: '2/snapshot', body: '' },
      ],
      trust,
    ),
    null,
  )
})
