import t from 'tap'
import { FEED_TYP, type FeedCrossing, type FeedPage, MAX_FEED_CHARACTERS, verifyFeedPage } from '#evisa/feed-page.ts'
import { SNAPSHOT_TYP } from '#evisa/snapshot.ts'
import { DAY, makeClaims, makeTrustList, NOW, trustedKey } from '../made.ts'
import { base64urlOf, KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const told: FeedCrossing = {
  crossing: {
    id: '0193510e-0000-7000-8000-000000000001',
    visa_number: makeClaims().jti,
    action: 'entry',
    checkpoint: 'NQZ',
    device: 'booth-1',
    at: NOW - 60,
    standing: 'counts',
  },
  allowed: 1,
  until: '2027-01-20',
}
const crossing = (change: object): FeedCrossing => ({ ...told, crossing: { ...told.crossing, ...change } })
const page = (change: object = {}): FeedPage => ({
  iat: NOW,
  after: 11,
  next: 12,
  complete: true,
  crossings: [told],
  ...change,
})
const verify = (payload: object, key = KEYS.snapshot, typ = FEED_TYP) =>
  verifyFeedPage(signArtefact(key, typ, payload), trust)

t.test('a page of the snapshot key gives its crossings, in their order', async (t) => {
  t.same(await verify(page()), { ok: true, value: page() })
  const second = crossing({ id: '0193510e-0000-7000-8000-000000000002', action: 'exit' })
  t.same(await verify(page({ crossings: [second, told], next: 13 })), {
    ok: true,
    value: page({ crossings: [second, told], next: 13 }),
  })
  t.ok((await verify(page({ crossings: [], next: 11 }))).ok, 'nothing new')
})

t.test('nobody else makes up an entry or hides one', async (t) => {
  t.same(await verify(page(), KEYS.stranger), { ok: false, error: 'artefact/key-unknown' })
  for (const key of [KEYS.status, KEYS.policy, KEYS.visa]) {
    t.same(await verify(page(), key), { ok: false, error: 'artefact/key-purpose' })
  }
  t.same(await verify(page(), KEYS.snapshot, SNAPSHOT_TYP), { ok: false, error: 'artefact/header' }, 'a snapshot')
  const [header = '', , signature = ''] = signArtefact(KEYS.snapshot, FEED_TYP, page()).split('.')
  const hidden = `${header}.${base64urlOf(JSON.stringify(page({ crossings: [] })))}.${signature}`
  t.same(await verifyFeedPage(hidden, trust), { ok: false, error: 'artefact/signature' })
})

t.test('a page of a stolen key, or of one out of its time, is not believed', async (t) => {
  const under = async (change: object) => {
    const keys = [trustedKey(KEYS.snapshot, 'snapshot', change)]
    return verifyFeedPage(signArtefact(KEYS.snapshot, FEED_TYP, page()), await makeTrustList({ keys }))
  }
  t.same(await under({ state: 'compromised' }), { ok: false, error: 'artefact/key-compromised' })
  t.same(await under({ active_from: NOW + 1 }), { ok: false, error: 'artefact/key-not-active' })
  t.same(await under({ sign_until: NOW - 7 * DAY }), { ok: false, error: 'artefact/key-not-active' })
  t.ok((await under({ state: 'retired', active_from: NOW - DAY, sign_until: NOW + 7200 })).ok)
})

t.test('refuses another schema or size, and never throws', async (t) => {
  const bad: Record<string, object> = {
    'an unknown member': { more: 1 },
    'a negative position': { after: -1 },
    'a position beyond all integers': { next: 2 ** 53 },
    'half a position': { next: 11.5 },
    'no word whether that is all': { complete: undefined },
    'one crossing that is no list': { crossings: told },
    'a crossing with more': { crossings: [crossing({ more: 1 })] },
    'a crossing of no visa': { crossings: [crossing({ visa_number: 'X' })] },
    'a crossing of no known standing': { crossings: [crossing({ standing: 'unsure' })] },
    'one bad crossing among good ones': { crossings: [told, crossing({ action: 'transit' }), told] },
    'a visa that allows no entry': { crossings: [{ ...told, allowed: 0 }] },
    'no last day': { crossings: [{ ...told, until: 'for ever' }] },
  }
  for (const [name, change] of Object.entries(bad)) {
    t.same(await verify(page(change)), { ok: false, error: 'artefact/schema' }, name)
  }
  const long = 'x'.repeat(MAX_FEED_CHARACTERS + 1)
  t.same(await verifyFeedPage(long, trust), { ok: false, error: 'artefact/too-large' })
  t.same(await verifyFeedPage('', trust), { ok: false, error: 'artefact/format' })
})
