import t from 'tap'
import { inflateBytes } from '../../../../platform/inflate-bytes.ts'
import type { Fetch } from '../../../../scanner-client/offline/http-call.ts'
import { fetchKnowledge } from '../../../../scanner-client/pwa/check-page/check-knowledge.ts'
import { type Built, build, NOW } from '../../../server/build-app.ts'
import { nextRoot } from '../../../server/next-trust-list.ts'
import { fetchOf, HERE } from './check-scene.ts'

const DAY = 86_400

const ask = (fetch: Fetch, now = NOW) =>
  fetchKnowledge({ ...HERE, fetch, now, verify: { inflate: inflateBytes }, signal: new AbortController().signal })

/** The server's answers, changed on the way. */
function onTheWay(built: Built, change: (path: string, text: string) => string | number): Fetch {
  const honest = fetchOf(built)
  return async (url, init) => {
    const answer = await honest(url, init)
    const reader = answer.body?.getReader()
    let text = ''
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      text += Buffer.from(part.value).toString('latin1')
    }
    const changed = change(new URL(url).pathname.replace('/v1/artefacts/', ''), text)
    return typeof changed === 'number'
      ? { ...answer, status: changed, body: null }
      : { ...answer, body: new Blob([Buffer.from(changed, 'latin1')]).stream() }
  }
}

t.test('knows all that the snapshot names, from the first root on', async (t) => {
  const built = await build(t)
  const known = await ask(fetchOf(built))
  if (!known.ok) throw new Error(known.error)
  t.equal(known.value.rootFingerprint, await built.publisher.rootFingerprint())
  t.ok(known.value.policy.editions[0]?.checkpoints.has('NQZ'))
  t.equal(known.value.knowledge.statusLists.size, 1)
  t.equal(known.value.knowledge.registers.size, 2)
  t.equal(known.value.knowledge.ledger, null, 'never entries')
  t.equal(known.value.knowledge.online, true)
  t.equal(known.value.knowledge.timeFloor >= known.value.signedAt, true)
})

t.test('goes on from root to root', async (t) => {
  const built = await build(t)
  built.keys.current = await nextRoot(built.world, built.keys.current, { now: NOW })
  const asked: string[] = []
  const known = await ask(fetchOf(built, asked))
  if (!known.ok) throw new Error(known.error)
  t.equal(known.value.knowledge.trust?.rootVersion, 2)
  t.equal(asked[0], '/v1/artefacts/root/1')
})

t.test('says what kept it from knowing', async (t) => {
  const built = await build(t)
  const down: Fetch = async () => {
    throw new TypeError('fetch failed')
  }
  t.same(await ask(down), { ok: false, error: 'network' })
  t.same(await ask(onTheWay(built, () => 503)), { ok: false, error: 'network' })
  t.same(await ask(onTheWay(built, () => 511)), { ok: false, error: 'sign-in' })
  t.same(await ask(onTheWay(built, () => '<!doctype html>Wi-Fi')), { ok: false, error: 'sign-in' })
  t.same(await ask(onTheWay(built, () => 404)), { ok: false, error: 'unverified' })
  t.same(await ask(fetchOf(built), NOW - 3 * DAY), { ok: false, error: 'clock' })
  t.same(await ask(fetchOf(built), NOW + 3 * DAY), { ok: false, error: 'run-out' })
})

t.test('believes nothing that was changed on the way', async (t) => {
  const built = await build(t)
  const asked: string[] = []
  await ask(fetchOf(built, asked))
  const paths = asked.map((path) => path.replace('/v1/artefacts/', ''))
  t.ok(paths.length >= 7, paths.join(' '))
  for (const target of paths) {
    const changed = onTheWay(built, (path, text) => {
      const middle = Math.floor(text.length / 2)
      const letter = text[middle] === 'A' ? 'B' : 'A'
      return path === target ? text.slice(0, middle) + letter + text.slice(middle + 1) : text
    })
    t.same(await ask(changed), { ok: false, error: 'unverified' }, target)
  }
  const flood = onTheWay(built, (path, text) => (path === '2/snapshot' ? 'A'.repeat(9_000_000) : text))
  t.same(await ask(flood), { ok: false, error: 'network' }, 'more than any snapshot has')
})
