/** When a publication is due; what it signs and how it fails is told by the tests of the publisher. */
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { type Ground, isDue, type Publication, publishOn, signingTime } from '../../../server/publishing/publication.ts'
import type { RosterContent } from '../../../server/publishing/roster-content.ts'
import { statusBytes } from '../../../server/publishing/status-bytes.ts'
import { signingKeys } from '../build-app.ts'
import { madePublisher, WORLD } from './made-publisher.ts'

const keys = signingKeys(WORLD)
const PEOPLE: RosterContent = { rpId: 'border.example', origins: [], officers: [] }
const UNCHANGED = { lists: new Set<number>(), urgent: false }

/** What stands in a store, as the process knows it that published it. */
async function published(t: Parameters<typeof madePublisher>[0]) {
  const { store, running } = await madePublisher(t)
  const statuses = statusBytes(store)
  await statuses.follow()
  const workshop = { store, statuses, settled: new Set<string>() }
  const policy = await running.publisher.policyToSign()
  const before = new Map((await store.publishedArtefacts()).map((artefact) => [artefact.path, artefact]))
  const ground: Ground = { at: NOW, keys, policy, roster: null, changed: UNCHANGED, held: null, before }
  const held = (await publishOn(ground, workshop)) as Publication
  return { held, store, workshop, ground: { ...ground, held, before: held.artefacts } }
}

t.test('is due for every reason there is, and for no other', async (t) => {
  const { ground } = await published(t)
  const used = { lists: new Set([0]), urgent: false }
  for (const [what, change, expected] of [
    ['nothing happened', {}, false],
    ['time went by', { at: NOW + 299 }, false],
    ['five minutes went by', { at: NOW + 300 }, true],
    ['the clock was set back', { at: NOW - 7200 }, false],
    ['a status was set', { changed: { ...used, urgent: true } }, true],
    ['entries were used up within the second', { changed: used }, false],
    ['entries were used up before', { changed: used, at: NOW + 1 }, true],
    ['other keys', { keys: { ...keys } }, true],
    ['other people', { roster: PEOPLE }, true],
    ['another policy', { policy: { ...ground.policy } }, true],
    ['another process published', { before: new Map(ground.before) }, true],
    ['nothing was published yet', { before: new Map(), held: null }, true],
  ] as const) {
    t.equal(isDue({ ...ground, ...change }), expected, what)
  }
})

t.test('nothing is signed at a time before that of the snapshot', async (t) => {
  const { ground, held } = await published(t)
  const { trust } = held.anchors
  t.equal(signingTime({ ...ground, at: NOW - 1 }, trust), NOW)
  t.equal(signingTime({ ...ground, at: NOW + 1 }, trust), NOW + 1)
  t.equal(signingTime({ ...ground, at: NOW - 1, before: new Map() }, trust), NOW - 1)
  const without = { ...trust, keys: new Map([...trust.keys].filter(([, { purpose }]) => purpose !== 'snapshot')) }
  t.equal(signingTime({ ...ground, at: NOW - 1 }, without), NOW - 1, 'unless its key is believed no longer')
})

t.test('a snapshot that is still good is taken over from the store, and nothing is written', async (t) => {
  const { held, ground, workshop, store } = await published(t)
  t.equal(held.artefacts.get('snapshot'), ground.before.get('snapshot'))
  const refusing = { ...store, publish: async () => t.fail('nothing is to be written') }
  t.ok(await publishOn(ground, { ...workshop, store: refusing }))
})

t.test('is null where another process was first', async (t) => {
  const { ground, workshop, store } = await published(t)
  const late = { ...workshop, store: { ...store, publish: async () => false } }
  t.equal(await publishOn({ ...ground, at: NOW + 300 }, late), null)
})
