/** The attacks on ledger and desk, over HTTP, on whatever store the server has. */
import { randomBytes } from 'node:crypto'
import t, { type Test } from 'tap'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { packEvisa } from '#evisa/packed-evisa.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { signCompact } from '../../../keys/signer.ts'
import { eventKeys } from '../../../server/ledger/event-keys.ts'
import { takeHandIn } from '../../../server/ledger/take-hand-in.ts'
import type { Store } from '../../../server/store/store.ts'
import { makeClaims } from '../../made.ts'
import { entryOf, exitOf, overrideOf, referralOf, secondLineOf, voidOf } from '../../made-device.ts'
import { type Built, build, type EnrolledDevice, NOW } from '../build-app.ts'
import { makeDeviceKey } from '../dpop-device.ts'
import { enrolledDevice } from '../store/ledger-contract.ts'
import { listedConflicts } from '../store/listed-conflicts.ts'
import { FAULTS, KINDS, NOBODY_ID } from './hostile-table.ts'

const results = (receipts: readonly CrossingReceipt[]) => receipts.map(({ result, because }) => because ?? result)

/** Runs the table; `open` gives an empty store, or null for the server's own. */
export function hostileEvents(name: string, open: (t: Test) => Promise<Store | null>): void {
  const given = async (t: Test) => {
    const other = await open(t)
    const built = await build(t, other === null ? {} : { store: () => other })
    const number = (await built.issue({ category: 'A5', entries: 'multiple' })).visa_number
    const [booth, second] = [await built.enrol('border'), await built.enrol('border')]
    return { ...built, number, booth, second }
  }
  const kindsOf = async ({ store }: Pick<Built, 'store'>) =>
    (await listedConflicts(store)).map(({ kind }) => kind).toSorted()
  const handInBy = async ({ call }: EnrolledDevice, events: readonly string[]): Promise<CrossingReceipt[]> => {
    const { status, body } = await call('POST', '/v1/crossings', { events })
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
    return receiptsIn(body.receipts)
  }
  const signAll = async ({ chain }: EnrolledDevice, number: string): Promise<string[]> => {
    const all: string[] = []
    for (const make of Object.values(KINDS)) all.push((await chain.sign(make(number))).jws)
    return all
  }
  const referralsOf = (store: Store) => store.referrals({ isOpen: false, limit: 99 })

  t.test(`${name}: no event of any kind is taken with a fault, and each says which`, async (t) => {
    const { number, booth, second, store, enrol } = await given(t)
    const { id, key, chain } = booth
    const carrier = await enrol('carrier')
    const by = { id, key, strange: await makeDeviceKey(), carrier }
    const place = { device: id, seq: chain.head.seq + 1, prev: chain.head.hash }
    const rows: { readonly what: string; readonly because: string; readonly jws: string }[] = []
    for (const [kind, make] of Object.entries(KINDS)) {
      for (const [fault, [because, forge]] of Object.entries(FAULTS))
        rows.push({ what: `${kind}, ${fault}`, because, jws: await forge({ ...make(number), ...place }, by) })
    }
    const receipts = await handInBy(
      second,
      rows.map(({ jws }) => jws),
    )
    for (const [at, { what, because }] of rows.entries())
      t.match(receipts[at], { result: 'rejected', because, hash: null, position: null }, what)
    t.equal(rows.length, Object.keys(KINDS).length * Object.keys(FAULTS).length)
    t.equal((await store.ledgerEnd()).position, 0)
    t.same([await kindsOf({ store }), await referralsOf(store)], [[], []])
  })

  t.test(`${name}: every kind replayed or turned round is answered the same, and changes nothing`, async (t) => {
    const { number, booth, second, store } = await given(t)
    const events = await signAll(booth, number)
    const first = await handInBy(booth, events)
    t.same(
      results(first),
      Object.keys(KINDS).map(() => 'stored'),
    )
    const seen = async () => [await listedConflicts(store, 'all'), await referralsOf(store), await store.ledgerEnd()]
    const before = await seen()
    t.same(await handInBy(second, events), first, 'by somebody else')
    t.same((await handInBy(booth, events.toReversed())).toReversed(), first)
    t.same(await handInBy(booth, [...events, ...events]), [...first, ...first])
    t.same(await seen(), before)
    const backwards = await signAll(second, number)
    for (const jws of backwards.toReversed()) await handInBy(second, [jws])
    const kinds = (await listedConflicts(store)).map(({ kind, device }) => `${kind} ${device === second.id}`)
    t.notOk(
      kinds.some((kind) => /gap|forked/.test(kind)),
      'once all came, nothing is missing',
    )
    t.equal((await referralsOf(store)).length, 4)
  })

  t.test(`${name}: nothing that a revoked booth hands in counts, of any kind`, async (t) => {
    const { number, booth, second, store, authority } = await given(t)
    const events = await signAll(booth, number)
    await authority('DELETE', `/v1/devices/${booth.id}`)
    t.equal((await booth.call('POST', '/v1/crossings', { events })).status, 401)
    t.same(
      results(await handInBy(second, events)),
      events.map(() => 'revoked-device'),
    )
    t.same(
      await kindsOf({ store }),
      events.map(() => 'revoked-device'),
    )
    t.same(await referralsOf(store), [])
    t.match(await store.findVisa(number), { entriesUsed: 0 })
  })

  t.test(`${name}: on a number that nobody knows nothing admits, and all is kept`, async (t) => {
    const { booth, store } = await given(t)
    const unknown = makeVisaNumber(randomBytes)
    const receipts = await handInBy(booth, await signAll(booth, unknown))
    t.same(
      results(receipts),
      Object.keys(KINDS).map((kind) => (kind === 'entry' ? 'unknown-visa' : 'stored')),
    )
    t.match(receipts[0], { result: 'refused' })
    t.ok((await kindsOf({ store })).includes('unknown-visa'))
  })

  t.test(`${name}: an e-visa proves its own number, and nothing else admits by it`, async (t) => {
    const { booth, issue, world, authority } = await given(t)
    const [lost, stranger] = [makeClaims(), makeClaims()]
    const signed = async (claims: object, key: string) => {
      const { signer } = world.keys[key] ?? {}
      return signer === undefined ? '' : (packEvisa(await signCompact({ ...signer }, 'evisa+jwt', claims)) ?? '')
    }
    const own = await signed(lost, 'visa')
    const flipped = `${own.slice(0, -9)}${own.at(-9) === 'A' ? 'B' : 'A'}${own.slice(-8)}`
    const known = packEvisa((await issue()).jws) ?? ''
    const rows: readonly (readonly [string, string | undefined, string])[] = [
      ['of another number', await signed(stranger, 'visa'), 'refused'],
      ['of a number that is known', known, 'refused'],
      ['by a key that signs no e-visas', await signed(lost, 'snapshot'), 'refused'],
      ['with a letter changed', flipped, 'refused'],
      ['garbage', 'A'.repeat(300), 'refused'],
      ['none', undefined, 'refused'],
      ['its own', own, 'held'],
    ]
    for (const [at, [what, evisa, result]] of rows.entries()) {
      const event = entryOf(lost.jti, { basis: 'online', at: NOW + at, ...(evisa !== undefined && { evisa }) })
      t.match(await booth.handIn(event), [{ result, because: 'unknown-visa', used_by: null }], what)
    }
    const { conflicts } = (await authority('GET', '/v1/conflicts?kind=unknown-visa')).body
    t.same(
      conflicts.map(({ count }: { count: number }) => count),
      [6, 1],
    )
    const id = encodeURIComponent(conflicts[0].id)
    const accept = { verdict: 'accept', reason: 'let them in' }
    t.equal((await authority('POST', `/v1/conflicts/${id}/review`, accept)).status, 409, 'what was refused stays so')
  })

  t.test(`${name}: what names somebody else’s record changes nothing of it`, async (t) => {
    const { number, booth, second, issue, store } = await given(t)
    const other = (await issue()).visa_number
    const referral = referralOf(number)
    const [entry, override] = [entryOf(number, { at: NOW - 60 }), overrideOf(number)]
    await booth.handIn(referral, entry, override, exitOf(number, { at: NOW - 30 }))
    const used = async () => [(await store.findVisa(number))?.entriesUsed, (await referralsOf(store))[0]?.state]
    t.same(await used(), [1, 'open'])
    const rows: readonly (readonly [string, NewCrossingEvent, string | null])[] = [
      ["another booth's void", voidOf(number, entry.id), 'late-void'],
      ["another e-visa's void", voidOf(other, entry.id), 'late-void'],
      ["a void of nobody's", { ...voidOf(number, entry.id), visa_number: null }, null],
      ['a void of a record that there is not', voidOf(number, NOBODY_ID), 'late-void'],
      ["another booth's override", entryOf(other, { override: override.id, at: NOW + 1 }), 'override-misused'],
      ["another e-visa's referral", exitOf(other, { referral: referral.id, at: NOW + 2 }), null],
      ['second line elsewhere', secondLineOf(number, referral.id, { did: 'closed', checkpoint: 'ALA' }), null],
      ['a referral that there is not', secondLineOf(number, NOBODY_ID, { did: 'closed' }), null],
      ['an attempt of another booth', exitOf(number, { at: NOW + 3, id: entry.id }), 'id-reused'],
    ]
    for (const [what, event, kind] of rows) {
      const before = (await kindsOf({ store })).filter((one) => one === kind).length
      await second.handIn(event)
      t.same(await used(), [1, 'open'], what)
      const after = (await kindsOf({ store })).filter((one) => one === kind).length
      if (kind !== null) t.equal(after, before + 1, `${what} is told of`)
    }
  })

  t.test(`${name}: who floods is answered, and so is everybody else meanwhile`, async (t) => {
    const { number, booth, second, store } = await given(t)
    const batches: string[][] = []
    for (let batch = 0; batch < 3; batch++) {
      const events: string[] = []
      for (let at = 0; at < 500; at++) events.push((await booth.chain.sign(exitOf(number, { at: NOW + at }))).jws)
      batches.push(events)
    }
    const order: string[] = []
    const flood = (async () => {
      for (const events of batches) order.push(`flood ${(await handInBy(booth, events)).length}`)
    })()
    const [receipt] = await second.handIn(exitOf(number, { at: NOW - 9 }))
    order.push('other')
    await flood
    t.match(receipt, { result: 'stored' })
    t.ok(order.indexOf('other') < 2, `not after all of them: ${order.join(', ')}`)
    t.equal((await store.ledgerEnd()).position, 1501)
  })

  t.test(`${name}: 500 booths that return at once are all answered, and nothing is lost`, async (t) => {
    const { number, store, publisher, keys } = await given(t)
    // They call the act itself: to sign in five hundred times is not what is asked.
    const key = keys.current.key('snapshot', NOW)
    if (key === null) throw new Error('a key')
    const context = { store, knowledge: publisher.knowledge, keyOf: eventKeys(store), key, epoch: null, now: NOW }
    const booths = await Promise.all(Array.from({ length: 500 }, () => enrolledDevice(store)))
    const events = await Promise.all(booths.map((booth, at) => booth.sign(exitOf(number, { at: NOW - at }))))
    const answers = await Promise.all(events.map(({ jws, event }) => takeHandIn([jws], event.device, context)))
    const receipts = answers.flatMap(receiptsIn)
    t.same(
      receipts.map(({ result, hash }) => [result, hash]),
      events.map(({ hash }) => ['stored', hash]),
    )
    const places = receipts.map(({ position }) => position ?? 0).toSorted((one, other) => one - other)
    t.same(
      places,
      events.map((_, at) => at + 1),
      'each in a place of its own',
    )
    t.equal((await store.crossingsOf(number)).length, 500)
  })
}

function receiptsIn(jws: string): CrossingReceipt[] {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).receipts
}
