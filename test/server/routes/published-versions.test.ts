import t from 'tap'
import { verifyPublishedVersions } from '#evisa/published-versions.ts'
import { unwrap } from '../../made.ts'
import { build, NOW, problemOf } from '../build-app.ts'
import { servedTo, takingScanner } from '../taking-scanner.ts'

t.test('anybody learns which versions were published and when, signed, each that was asked about once', async (t) => {
  const { nobody, publisher, clock, world } = await build(t)
  const first = (await publisher.artefact('snapshot'))?.version ?? 0
  clock.now += 301
  const second = (await publisher.artefact('snapshot'))?.version ?? 0
  t.equal(second, first + 1)
  const policy = (await publisher.artefact('policy'))?.version ?? 0
  const { trust } = await takingScanner(world.rootFingerprint, servedTo(nobody)).taken(clock.now)
  const answer = await nobody(
    'GET',
    `/v1/published-versions?snapshot=${first},${second},999999,${first}&policy=${policy}&trust-list=${trust.version},0`,
  )
  t.match(answer.headers, { 'content-type': /^application\/jwt/, 'cache-control': 'no-store' })
  const { iat, versions } = unwrap(await verifyPublishedVersions(answer.text, trust))
  t.equal(iat, NOW + 301)
  t.same(
    versions.map(({ artefact, version, published, published_at }) => [artefact, version, published, published_at]),
    [
      ['trust-list', trust.version, 'yes', NOW],
      ['trust-list', 0, 'no', null],
      ['policy', policy, 'yes', NOW],
      ['snapshot', first, 'yes', NOW],
      ['snapshot', second, 'yes', NOW + 301],
      ['snapshot', 999_999, 'no', null],
    ],
  )
})

t.test('what is no question about versions is refused', async (t) => {
  const { nobody } = await build(t)
  const many = Array.from({ length: 101 }, (_, version) => version).join(',')
  for (const query of [
    '',
    '?snapshot=',
    '?snapshot=x',
    '?snapshot=-1',
    '?snapshot=01',
    '?snapshot=1,',
    `?snapshot=${many}`,
    '?ledger=1',
  ])
    t.equal(problemOf(await nobody('GET', `/v1/published-versions${query}`)), 'bad-request', query)
})
