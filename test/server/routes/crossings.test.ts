import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { decodeProtectedHeader } from 'jose'
import t from 'tap'
import { type FeedPage, verifyFeedPage } from '#evisa/feed-page.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { unwrap } from '../../made.ts'
import { type Built, build, type Call, crossingOf, NOW, problemOf } from '../build-app.ts'
import { statusIn } from '../made-publisher.ts'
import { servedTo, takingScanner } from '../taking-scanner.ts'

/** A page of the ledger, verified as a border device does. */
async function pageOf({ nobody, world }: Built, call: Call, after: number): Promise<FeedPage> {
  const { trust } = await takingScanner(world.rootFingerprint, servedTo(nobody)).taken(NOW)
  const answer = await call('GET', `/v1/crossings/feed?after=${after}`)
  if (answer.status !== 200) throw new Error(problemOf(answer))
  return unwrap(await verifyFeedPage(answer.text, trust))
}

const handIn = (booth: Awaited<ReturnType<Built['enrol']>>, ...events: unknown[]) =>
  booth.call('POST', '/v1/crossings', { events })

t.test('an entry is stored and counted; handed in again it is known', async (t) => {
  const { enrol, issue, authority, store } = await build(t)
  const booth = await enrol('border')
  const { visa_number } = await issue()
  const entry = crossingOf(booth.id, visa_number, { flight: 'KC104', operator: 'B-17' })
  const stored = { id: entry.id, position: 1, entries_used: 1, over_used: false, used_by: null }
  const first = await handIn(booth, entry)
  t.equal(first.status, 200)
  t.same(first.body, { receipts: [{ ...stored, result: 'stored' }] })
  t.same((await handIn(booth, entry)).body, { receipts: [{ ...stored, result: 'known' }] })
  const exit = crossingOf(booth.id, visa_number, { action: 'exit' })
  t.match((await handIn(booth, entry, exit)).body.receipts, [{ result: 'known' }, { result: 'stored', position: 2 }])
  t.equal((await authority('GET', `/v1/visas/${visa_number}`)).body.entries_used, 1)
  t.strictSame(await store.eventsOf(visa_number), [entry, exit])
})

t.test('online a used-up visa is refused, and it is said where and when it was used', async (t) => {
  const { enrol, issue, store } = await build(t)
  const [one, two] = [await enrol('border'), await enrol('border')]
  const { visa_number } = await issue()
  await handIn(one, crossingOf(one.id, visa_number, { checkpoint: 'ALA', at: NOW - 60 }))
  const late = crossingOf(two.id, visa_number)
  t.same((await handIn(two, late)).body.receipts, [
    {
      id: late.id,
      result: 'refused',
      position: null,
      entries_used: 1,
      over_used: false,
      used_by: { at: NOW - 60, checkpoint: 'ALA', device: one.id },
    },
  ])
  t.equal((await store.eventsOf(visa_number)).length, 1)
})

t.test('of fifty booths that admit a visa at the same moment, one does', async (t) => {
  const { enrol, issue } = await build(t)
  const booth = await enrol('border')
  const { visa_number } = await issue()
  const all = await Promise.all(Array.from({ length: 50 }, () => handIn(booth, crossingOf(booth.id, visa_number))))
  const results = all.map(({ body }) => body.receipts[0].result)
  t.equal(results.filter((result) => result === 'stored').length, 1)
  t.equal(results.filter((result) => result === 'refused').length, 49)
})

t.test('what was done offline is kept and flagged, and a void gives the entry back', async (t) => {
  const { enrol, issue, authority } = await build(t)
  const booth = await enrol('border')
  const { visa_number } = await issue()
  const [first, second] = [
    crossingOf(booth.id, visa_number, { basis: 'offline' }),
    crossingOf(booth.id, visa_number, { basis: 'offline' }),
  ]
  t.match((await handIn(booth, first, second)).body.receipts, [
    { result: 'stored', entries_used: 1, over_used: false },
    { result: 'stored', entries_used: 2, over_used: true },
  ])
  const undo = (voids: string) => crossingOf(booth.id, visa_number, { action: 'void', voids })
  t.match((await handIn(booth, undo(second.id))).body.receipts, [{ entries_used: 1, over_used: false }])
  t.match((await handIn(booth, undo(first.id))).body.receipts, [{ entries_used: 0 }])
  t.equal((await authority('GET', `/v1/visas/${visa_number}`)).body.entries_used, 0)
  t.match((await handIn(booth, crossingOf(booth.id, visa_number))).body.receipts, [{ result: 'stored' }])
})

t.test('the list that is published next says that the visa is used up', async (t) => {
  const { enrol, issue, nobody, world, clock } = await build(t)
  const booth = await enrol('border')
  const visa = await issue()
  const { visa_number } = visa
  const { taken } = takingScanner(world.rootFingerprint, servedTo(nobody))
  const listed = async () => {
    const set = await taken(clock.now)
    return [statusIn(set, visa), set.snapshot.ledger.position]
  }
  t.same(await listed(), ['valid', 0])
  const entry = crossingOf(booth.id, visa_number)
  await handIn(booth, entry)
  t.same(await listed(), ['valid', 0], 'not within the same second')
  clock.now += 1
  t.same(await listed(), ['exhausted', 1])
  await handIn(booth, crossingOf(booth.id, visa_number, { action: 'void', voids: entry.id }))
  t.same(await listed(), ['valid', 2], 'but what is given back at once')
})

t.test('a device hands in its own events only', async (t) => {
  const { enrol, issue, store } = await build(t)
  const [one, two] = [await enrol('border'), await enrol('border')]
  const { visa_number } = await issue()
  const answer = await handIn(one, crossingOf(one.id, visa_number), crossingOf(two.id, visa_number))
  t.strictSame([answer.status, problemOf(answer)], [403, 'not-allowed'])
  t.same(await store.eventsOf(visa_number), [], 'nothing of the batch')
})

t.test('a batch has 1 to 500 events of the right shape', async (t) => {
  const { enrol, issue, store } = await build(t)
  const booth = await enrol('border')
  const { visa_number } = await issue()
  const exit = () => crossingOf(booth.id, visa_number, { action: 'exit' })
  const batch = Array.from({ length: 501 }, exit)
  for (const events of [batch, []]) {
    const answer = await handIn(booth, ...events)
    t.strictSame([answer.status, problemOf(answer)], [400, 'bad-request'], `${events.length} events`)
    t.match(answer.body.detail, /events/)
  }
  for (const [change, member] of [
    [{ id: '0193510e-0000-4000-8000-000000000001' }, /events\/1\/id/],
    [{ visa_number: 'OOOOOOOOOOOO' }, /visa_number/],
    [{ action: 'admit' }, /action/],
    [{ at: '2026-11-22' }, /at/],
    [{ at: NOW + 0.5 }, /at/],
    [{ basis: 'maybe' }, /basis/],
    [{ flight: "KC'; --" }, /flight/],
    [{ operator: '' }, /operator/],
    [{ operator: 'x'.repeat(41) }, /operator/],
    [{ holder: 'PERERA' }, /holder/],
  ] as const) {
    const answer = await handIn(booth, exit(), { ...exit(), ...change })
    t.equal(problemOf(answer), 'bad-request', String(member))
    t.match(answer.body.detail, member)
  }
  t.same(await store.eventsOf(visa_number), [])
  t.equal((await handIn(booth, ...batch.slice(1))).body.receipts.length, 500)
})

t.test('texts are kept as they are, whatever SQL would make of them', async (t) => {
  const built = await build(t)
  const { enrol, issue, store } = built
  const booth = await enrol('border')
  const { visa_number } = await issue()
  const hostile = "x'); DROP TABLE visas; --"
  const entry = crossingOf(booth.id, visa_number, { operator: hostile, checkpoint: '%_" OR 1=1' })
  t.match((await handIn(booth, entry)).body.receipts, [{ result: 'stored' }])
  t.strictSame((await pageOf(built, booth.call, 0)).events, [entry])
  t.equal(await store.countVisas(), 1)
})

t.test('the feed gives every event once, in order, page by page', async (t) => {
  const built = await build(t)
  const { enrol, store, clock, nobody } = built
  const booth = await enrol('border')
  const all = Array.from({ length: 5003 }, () => crossingOf(booth.id, makeVisaNumber(randomBytes), { action: 'exit' }))
  for (let at = 0; at < all.length; at += 500) await store.appendCrossings(all.slice(at, at + 500) as never, NOW)
  clock.now += 7
  const page = (after: number) => pageOf(built, booth.call, after)
  const first = await page(0)
  t.match(first, { after: 0, next: 5000, complete: false, iat: clock.now })
  t.equal(first.events.length, 5000)
  const second = await page(first.next)
  t.match(second, { after: 5000, next: 5003, complete: true })
  t.ok(isDeepStrictEqual([...first.events, ...second.events], all), 'in the order in which they were handed in')
  t.match(await page(5003), { events: [], after: 5003, next: 5003, complete: true })
  t.match(await page(999_999), { events: [], next: 999_999, complete: true }, 'beyond the end')
  await store.appendCrossings([crossingOf(booth.id, makeVisaNumber(randomBytes))] as never, NOW)
  t.match(await page(5003), { events: [{ action: 'entry' }], next: 5004, complete: true })
  for (const after of ['', '-1', 'x', '1.5', '1e3', '9'.repeat(16), '0&limit=1']) {
    const answer = await booth.call('GET', `/v1/crossings/feed?after=${after}`)
    t.equal(problemOf(answer), 'bad-request', after)
  }
  t.equal(problemOf(await nobody('GET', '/v1/crossings/feed?after=0')), 'not-signed-in')
})

t.test('a page of the feed is signed: nobody on the way can change, shorten or make one up', async (t) => {
  const built = await build(t)
  const { authority, world, enrol, issue, nobody } = built
  const booth = await enrol('border')
  const { visa_number } = await issue()
  await handIn(booth, crossingOf(booth.id, visa_number))
  const { trust } = await takingScanner(world.rootFingerprint, servedTo(nobody)).taken(NOW)
  const answer = await authority('GET', '/v1/crossings/feed?after=0')
  t.match(answer.headers['content-type'], /^application\/jwt/)
  t.equal(decodeProtectedHeader(answer.text).kid, world.keys.snapshot?.signer.kid)
  t.match(await verifyFeedPage(answer.text, trust), { ok: true, value: { events: [{ visa_number }] } })
  const [head, payload = '', signature] = answer.text.split('.')
  const page = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const changed = Buffer.from(JSON.stringify({ ...page, events: [], next: 0 })).toString('base64url')
  t.match(await verifyFeedPage(`${head}.${changed}.${signature}`, trust), { ok: false, error: 'artefact/signature' })
  const snapshot = (await nobody('GET', '/v1/artefacts/snapshot')).text
  t.match(await verifyFeedPage(snapshot, trust), { ok: false, error: 'artefact/header' }, 'nor is a snapshot one')
})
