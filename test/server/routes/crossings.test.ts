import { randomBytes } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import t from 'tap'
import { type CrossingReceipt, verifyReceipts } from '#evisa/crossing-receipt.ts'
import type { SignedCrossing } from '#evisa/event-chain.ts'
import { type FeedPage, verifyFeedPage } from '#evisa/feed-page.ts'
import { packEvisa } from '#evisa/packed-evisa.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { unwrap } from '../../made.ts'
import { entryOf, exitOf, type MadeChain, madeChain, voidOf } from '../../made-device.ts'
import { build, type Call, NOW, problemOf } from '../build-app.ts'
import { statusIn } from '../publishing/made-publisher.ts'
import { listedConflicts } from '../store/listed-conflicts.ts'
import { servedTo, takingScanner } from '../taking-scanner.ts'

type Booth = MadeChain & { readonly call: Call }

/** The server with a booth and a single-entry e-visa. */
async function given(t: Parameters<typeof build>[0]) {
  const built = await build(t)
  const { trust } = await takingScanner(built.world.rootFingerprint, servedTo(built.nobody)).taken(NOW)
  const booth = async (): Promise<Booth> => {
    const { id, key, call } = await built.enrol('border')
    return Object.assign(madeChain(id, key), { call })
  }
  const visa = await built.issue()
  const handIn = async ({ call }: Booth, ...events: readonly (SignedCrossing | string)[]) => {
    const jws = events.map((event) => (typeof event === 'string' ? event : event.jws))
    const answer = await call('POST', '/v1/crossings', { events: jws })
    if (answer.status !== 200) throw new Error(`${answer.status} ${problemOf(answer)} ${answer.body?.detail}`)
    return unwrap(await verifyReceipts(answer.body.receipts, trust))
  }
  const page = async ({ call }: Booth, after: number): Promise<FeedPage> => {
    const answer = await call('GET', `/v1/crossings/feed?after=${after}`)
    if (answer.status !== 200) throw new Error(problemOf(answer))
    return unwrap(await verifyFeedPage(answer.text, trust))
  }
  return { ...built, booth, visa, number: visa.visa_number, handIn, page, trust }
}

t.test('an entry is counted once it is handed in, and answered by the same signed receipts again', async (t) => {
  const { booth, number, handIn, authority, page } = await given(t)
  const one = await booth()
  const entry = await one.sign(entryOf(number, { basis: 'online', flight: 'KC104', operator: 'B-17' }))
  const receipt: CrossingReceipt = {
    hash: entry.hash,
    result: 'stored',
    because: null,
    position: 1,
    received_at: NOW,
    used_by: null,
  }
  t.same(await handIn(one, entry), { iat: NOW, device: one.id, receipts: [receipt] })
  const exit = await one.sign(exitOf(number, { at: NOW + 1 }))
  t.match((await handIn(one, exit, entry)).receipts, [{ position: 2 }, receipt])
  t.equal((await authority('GET', `/v1/visas/${number}`)).body.entries_used, 1)
  t.match(await page(one, 0), {
    after: 0,
    next: 2,
    complete: true,
    crossings: [
      { crossing: { id: entry.event.id, action: 'entry', standing: 'counts' }, allowed: 1, until: '2027-01-20' },
      { crossing: { id: exit.event.id } },
    ],
  })
})

t.test('online a used-up visa is refused, and it is said where and when it was used', async (t) => {
  const { booth, number, handIn } = await given(t)
  const [one, two] = [await booth(), await booth()]
  const first = await one.sign(entryOf(number, { checkpoint: 'ALA', at: NOW - 60 }))
  await handIn(one, first)
  const late = await handIn(two, await two.sign(entryOf(number, { basis: 'online' })))
  t.match(late.receipts, [
    {
      result: 'refused',
      because: 'entries/used-up',
      used_by: { id: first.event.id, at: NOW - 60, checkpoint: 'ALA', device: one.id },
    },
  ])
})

t.test('of fifty attempts at the same moment one admits', async (t) => {
  const { booth, number, handIn, store } = await given(t)
  const booths = await Promise.all(Array.from({ length: 10 }, booth))
  const attempts = booths.flatMap((one) => [0, 1, 2, 3, 4].map(() => one))
  const events: (readonly [Booth, SignedCrossing])[] = []
  for (const one of attempts) events.push([one, await one.sign(entryOf(number, { basis: 'online' }))])
  const answers = await Promise.all(events.map(([one, event]) => handIn(one, event)))
  const results = answers.map(({ receipts }) => receipts[0]?.result)
  t.equal(results.filter((result) => result === 'stored').length, 1)
  t.equal(results.filter((result) => result === 'refused').length, 49)
  t.equal((await store.crossingsOf(number)).length, 50, 'every attempt is kept')
  const kinds = new Set((await listedConflicts(store)).map(({ kind }) => kind))
  t.notOk(kinds.has('over-use'))
})

t.test('the list that is published next says that the visa is used up', async (t) => {
  const { booth, visa, number, handIn, nobody, world, clock } = await given(t)
  const one = await booth()
  const { taken } = takingScanner(world.rootFingerprint, servedTo(nobody))
  const listed = async () => {
    const set = await taken(clock.now)
    return [statusIn(set, visa), set.snapshot.ledger.position]
  }
  t.same(await listed(), ['valid', 0])
  const entry = await one.sign(entryOf(number))
  await handIn(one, entry)
  t.same(await listed(), ['valid', 0], 'not within the same second')
  clock.now += 1
  t.same(await listed(), ['exhausted', 1])
  await handIn(one, await one.sign(voidOf(number, entry.event.id)))
  t.same(await listed(), ['valid', 2], 'but what is given back at once')
})

t.test('whoever hands them in, events count by the key of their own device', async (t) => {
  const { booth, number, handIn, store } = await given(t)
  const [lost, courier] = [await booth(), await booth()]
  const carried = await lost.sign(entryOf(number))
  t.match((await handIn(courier, carried)).receipts, [{ result: 'stored' }])
  t.match(await store.chainOf(lost.id, 0, 10), [{ hash: carried.hash, receivedFrom: courier.id }])
  const pretended = madeChain(lost.id, { kid: 'AAAAAAAAAAA', sign: async () => new Uint8Array(64).fill(1) })
  t.match((await handIn(courier, await pretended.sign(entryOf(number)))).receipts, [
    { result: 'rejected', because: 'event/kid' },
  ])
})

t.test('what is no true event is rejected by a reason, and keeps nothing else from being taken', async (t) => {
  const { booth, number, handIn, store, enrol } = await given(t)
  const one = await booth()
  const good = await one.sign(entryOf(number))
  const carrier = await enrol('carrier')
  const ofCarrier = await madeChain(carrier.id, carrier.key).sign(entryOf(number))
  const [header, payload = '', signature] = good.jws.split('.')
  const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"NQZ"', '"ALA"')).toString(
    'base64url',
  )
  const { receipts } = await handIn(one, 'nothing', `${header}.${changed}.${signature}`, ofCarrier, good)
  t.same(
    receipts.map(({ because, result }) => because ?? result),
    ['event/format', 'event/signature', 'event/device', 'stored'],
  )
  t.equal((await store.crossingsOf(number)).length, 1)
})

t.test('a hand-in has 1 to 500 events', async (t) => {
  const { booth, number, handIn, store } = await given(t)
  const one = await booth()
  const batch: SignedCrossing[] = []
  for (let at = 0; at < 501; at++) batch.push(await one.sign(exitOf(number, { operator: 'x'.repeat(40) })))
  const answer = await one.call('POST', '/v1/crossings', { events: batch.map(({ jws }) => jws) })
  t.strictSame([answer.status, problemOf(answer)], [413, 'too-large'])
  t.match(answer.body.detail, /500/)
  const tooLong = await one.call('POST', '/v1/crossings', { events: ['x'.repeat(6_000_000)] })
  t.strictSame([tooLong.status, problemOf(tooLong)], [413, 'too-large'])
  for (const body of [{ events: [] }, {}, { events: [1] }, { events: ['x'], more: 1 }, [], null]) {
    t.equal(problemOf(await one.call('POST', '/v1/crossings', body)), 'bad-request', JSON.stringify(body))
  }
  t.equal((await store.ledgerEnd()).position, 0)
  t.equal((await handIn(one, ...batch.slice(0, 500))).receipts.length, 500)
})

t.test('the feed gives every crossing once, in order, page by page', async (t) => {
  const { booth, store, clock, page, nobody } = await given(t)
  const one = await booth()
  const all: SignedCrossing[] = []
  for (let at = 0; at < 5003; at++) all.push(await one.sign(exitOf(makeVisaNumber(randomBytes))))
  for (let at = 0; at < all.length; at += 500) await store.appendCrossings(all.slice(at, at + 500), one.id, NOW)
  clock.now += 7
  const first = await page(one, 0)
  t.match(first, { after: 0, next: 5000, complete: false, iat: clock.now })
  t.equal(first.crossings.length, 5000)
  const second = await page(one, first.next)
  t.match(second, { after: 5000, next: 5003, complete: true })
  t.same(
    [...first.crossings, ...second.crossings].map(({ crossing }) => crossing.id),
    all.map(({ event }) => event.id),
  )
  t.match(await page(one, 5003), { crossings: [], after: 5003, next: 5003, complete: true })
  for (const after of ['', '-1', 'x', '1.5', '1e3', '9'.repeat(16), '0&limit=1']) {
    t.equal(problemOf(await one.call('GET', `/v1/crossings/feed?after=${after}`)), 'bad-request', after)
  }
  t.equal(problemOf(await nobody('GET', '/v1/crossings/feed?after=0')), 'not-signed-in')
})

t.test('a page of the feed is signed: nobody on the way can change, shorten or make one up', async (t) => {
  const { booth, number, handIn, authority, world, nobody, trust } = await given(t)
  const one = await booth()
  await handIn(one, await one.sign(entryOf(number)))
  const answer = await authority('GET', '/v1/crossings/feed?after=0')
  t.match(answer.headers['content-type'], /^application\/jwt/)
  t.equal(decodeProtectedHeader(answer.text).kid, world.keys.snapshot?.signer.kid)
  t.match(await verifyFeedPage(answer.text, trust), { ok: true })
  const [head, payload = '', signature] = answer.text.split('.')
  const page = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const changed = Buffer.from(JSON.stringify({ ...page, crossings: [], next: 0 })).toString('base64url')
  t.match(await verifyFeedPage(`${head}.${changed}.${signature}`, trust), { ok: false, error: 'artefact/signature' })
  const snapshot = (await nobody('GET', '/v1/artefacts/snapshot')).text
  t.match(await verifyFeedPage(snapshot, trust), { ok: false, error: 'artefact/header' }, 'nor is a snapshot one')
})

t.test('a device hears what is open about its records until it is reviewed, and nothing of the review', async (t) => {
  const { booth, number, handIn, authority, enrol, nobody } = await given(t)
  const [one, two] = [await booth(), await booth()]
  const path = '/v1/crossings/conflicts'
  const told = async ({ call }: Booth, query = '') => {
    const answer = await call('GET', `${path}${query}`)
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
    return answer.body
  }
  t.same(await told(one), { conflicts: [], more: false, closed: [] })
  const own = await one.sign(entryOf(number))
  const other = await two.sign(entryOf(number, { at: NOW + 1 }))
  await handIn(one, own)
  await handIn(two, other)
  const id = `over-use:${other.event.id}`
  const conflict = { id, kind: 'over-use', visa_number: number, raised_at: NOW, events: [own.event.id] }
  const named = `?double_uses=222222222222,${number}`
  t.same(await told(one, named), { conflicts: [conflict], more: false, closed: [] })
  const review = { verdict: 'close', reason: 'a secret reason' }
  t.equal((await authority('POST', `/v1/conflicts/${encodeURIComponent(id)}/review`, review)).status, 204)
  t.same(await told(one, named), { conflicts: [], more: false, closed: [number] })
  for (const wrong of [
    'double_uses=',
    'double_uses=1',
    `double_uses=${number},`,
    'device=dev-1',
    `double_uses=${Array(51).fill(number)}`,
  ])
    t.equal(problemOf(await one.call('GET', `${path}?${wrong}`)), 'bad-request', wrong)
  t.equal(problemOf(await (await enrol('carrier')).call('GET', path)), 'not-allowed')
  t.equal(problemOf(await authority('GET', path)), 'not-allowed', 'the authority has a list of its own')
  t.equal((await nobody('GET', path)).status, 401)
})

t.test('of more conflicts than an answer holds the newest are told, and that there are others', async (t) => {
  const { booth, handIn } = await given(t)
  const one = await booth()
  const events: SignedCrossing[] = []
  for (let at = 0; at <= 100; at++) events.push(await one.sign(entryOf(makeVisaNumber(randomBytes), { at: NOW + at })))
  await handIn(one, ...events)
  const { body } = await one.call('GET', '/v1/crossings/conflicts')
  t.equal(body.conflicts.length, 100)
  t.equal(body.more, true)
  t.match(body.conflicts[0], { kind: 'unknown-visa', events: [events.at(-1)?.event.id] })
})

t.test('an attempt on an unknown number is held, and no hand-in fails, while nothing can be published', async (t) => {
  const { enrol, issue, keys } = await build(t)
  const { visa_number: number } = await issue()
  const booth = await enrol('border')
  keys.current = { ...keys.current, trustText: 'broken' }
  const attempt = entryOf('K7Q2M4XN9TBC', { basis: 'online', evisa: 'A'.repeat(200) })
  t.match(await booth.handIn(exitOf(number), attempt), [{ result: 'stored' }, { result: 'refused' }], 'garbage is none')
  const lost = await (await build(t)).issue()
  const shown = entryOf(lost.visa_number, { basis: 'online', evisa: packEvisa(lost.jws) ?? '' })
  t.match(await booth.handIn(shown), [{ result: 'held', because: 'unknown-visa', used_by: null }])
})
