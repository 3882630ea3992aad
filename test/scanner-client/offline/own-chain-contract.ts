/** The part of the storage contract about what a scanner did itself: its chain, its queue, receipts and double uses. */
import type { Test } from 'tap'
import { type Crossing, crossingOf } from '#evisa/entry-account.ts'
import { signCrossingEvent } from '#evisa/event-chain.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import type { OwnRecord, ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { entryOf, exitOf, referralOf, secondLineOf, shiftOf, unresolvedOf, voidOf } from '../../made-device.ts'
import { hold } from '../held-by-hand.ts'
import { enrol, receiptOf, recordAt, STATION_KEY, told, worldSet } from '../made-station.ts'

const visa = visaClaims().jti
const ALL = [0, 1000] as const

export async function ownChainContract(t: Test, open: (t: Test) => Promise<ScannerStore>): Promise<void> {
  const booth = async (t: Test) => {
    const store = await open(t)
    await enrol(store)
    return store
  }
  const places = async (store: ScannerStore, state: 'unsent' | 'rejected') =>
    (await store.queued(state, ...ALL)).map(({ event }) => event.id)
  const find = async (store: ScannerStore, id: string): Promise<OwnRecord> => {
    const found = await store.ownRecord(id)
    if (found === null) throw new Error(`no record ${id}`)
    return found
  }
  const keepReceipt = async (store: ScannerStore, id: string, change: Parameters<typeof receiptOf>[1]) => {
    const { place, hash } = await find(store, id)
    await store.keepReceipts(new Map([[place, receiptOf(change?.result === 'rejected' ? null : hash, change)]]))
  }

  t.test('records over the head of the chain, and only over that', async (t) => {
    const store = await booth(t)
    const first = await recordAt(store, entryOf(visa))
    const sign = (head: { seq: number; hash: string | null }, device = 'booth-7') =>
      signCrossingEvent(exitOf(visa), device, head, STATION_KEY)
    const late = await sign({ seq: 0, hash: null })
    t.equal(await store.record(late, { seq: 0, hash: null }), 'head-moved', 'another program was faster')
    const head = await store.chainHead()
    t.same(head, { seq: 1, hash: first.hash })
    t.equal(await store.record(await sign(head, 'booth-8'), head), 'head-moved', 'of another enrolment')
    const second = await sign(head)
    t.equal(await store.record(second, head), 'recorded')
    t.same(await store.chainHead(), { seq: 2, hash: second.hash })
    t.same(await places(store, 'unsent'), [first.event.id, second.event.id])
    await store.close()
  })

  t.test('records only on top of what the decision saw, if that is asked for', async (t) => {
    const store = await booth(t)
    const attempt = async (seen: readonly Crossing[], number = visa) => {
      const head = await store.chainHead()
      return store.record(await signCrossingEvent(entryOf(number), 'booth-7', head, STATION_KEY), head, seen)
    }
    t.equal(await attempt([]), 'recorded')
    t.equal(await attempt([]), 'crossings-moved', 'meanwhile there is another')
    t.equal(await store.countUnsent(), 1)
    t.equal(await attempt(await store.crossingsOf(visa)), 'recorded')
    t.equal(await attempt([], 'K7Q2M4XN9TC2'), 'recorded', 'another visa has its own account')
    await store.close()
  })

  t.test('refuses to record an id twice', async (t) => {
    const store = await booth(t)
    const { event } = await recordAt(store, entryOf(visa))
    await t.rejects(recordAt(store, exitOf(visa, { id: event.id })))
    t.equal(await store.countUnsent(), 1)
    t.match(await store.chainHead(), { seq: 1 })
    await store.close()
  })

  t.test('what was done here counts at once; a receipt says what it counts for, and ends the wait', async (t) => {
    const store = await booth(t)
    const ids: string[] = []
    for (let at = 0; at < 5; at++) ids.push((await recordAt(store, entryOf(visa, { at: NOW + at }))).event.id)
    const [stored = '', refused = '', held = '', rejected = '', waiting = ''] = ids
    t.same(
      (await store.crossingsOf(visa)).map(({ standing }) => standing),
      Array(5).fill('counts'),
    )
    await keepReceipt(store, stored, {})
    await keepReceipt(store, refused, { result: 'refused', because: 'entries/used-up' })
    await keepReceipt(store, held, { result: 'held', because: 'revoked-device' })
    await keepReceipt(store, rejected, { result: 'rejected', because: 'event/device' })
    t.same(await places(store, 'unsent'), [waiting])
    t.same(await places(store, 'rejected'), [rejected], 'it is offered again')
    t.equal(await store.countUnsent(), 2)
    const standings = new Map((await store.crossingsOf(visa)).map(({ id, standing }) => [id, standing]))
    t.same(
      ids.map((id) => standings.get(id)),
      ['counts', 'refused', 'held', 'counts', 'counts'],
    )
    t.match(await find(store, held), { state: 'handed-in', standing: 'held', receipt: { because: 'revoked-device' } })
    t.same(
      (await store.openRecords()).map(({ event }) => event.id),
      [held, rejected],
    )
    await store.keepReceipts(new Map([[99_999, receiptOf('of nobody')]]))
    await keepReceipt(store, rejected, {})
    t.same(await places(store, 'rejected'), [])
    await store.close()
  })

  t.test('an attempt that was rejected admitted nobody', async (t) => {
    const store = await booth(t)
    const { event } = await recordAt(store, entryOf(visa, { basis: 'online' }))
    await keepReceipt(store, event.id, { result: 'rejected', because: 'event/schema' })
    t.match(await store.crossingsOf(visa), [{ standing: 'refused' }])
    t.same(await places(store, 'rejected'), [event.id])
    await store.close()
  })

  t.test('hands out the queue in its order, from a place on', async (t) => {
    const store = await booth(t)
    const ids: string[] = []
    for (let at = 0; at < 4; at++) ids.push((await recordAt(store, entryOf(visa, { at: NOW - at }))).event.id)
    const two = await store.queued('unsent', 0, 2)
    t.same(
      two.map(({ event }) => event.id),
      ids.slice(0, 2),
    )
    t.same(
      (await store.queued('unsent', two[1]?.place ?? 0, 10)).map(({ event }) => event.id),
      ids.slice(2),
    )
    await store.close()
  })

  t.test('knows which attempts were never answered, and by what they are', async (t) => {
    const store = await booth(t)
    const unanswered = async () => (await store.openRecords()).map(({ event }) => event.id)
    const attempts: string[] = []
    const numbers = ['A', 'B', 'C', 'D'].map((letter) => `K7Q2M4XN9T${letter}2`)
    for (const number of numbers) {
      attempts.push((await recordAt(store, entryOf(number, { basis: 'online' }))).event.id)
    }
    const [shown = '', replaced = '', voided = '', seen = ''] = attempts
    await keepReceipt(store, shown, {})
    t.same(await unanswered(), attempts, 'what only the server said was shown to nobody yet')
    t.match(await find(store, shown), { isAnswered: false, standing: 'counts' })
    await store.markAnswered({ event: shown })
    t.same(await unanswered(), [replaced, voided, seen])
    await recordAt(store, entryOf(numbers[1] ?? '', { instead_of: replaced }))
    t.same(await unanswered(), [voided, seen])
    await recordAt(store, voidOf(numbers[2] ?? '', voided))
    t.same(await unanswered(), [seen])
    await store.markAnswered({ visa: numbers[3] ?? '' })
    t.same(await unanswered(), [])
    await store.close()
  })

  t.test('finds a record of its own by its id, or the last one that can be taken back', async (t) => {
    const store = await booth(t)
    const entry = await recordAt(store, entryOf(visa))
    const exit = await recordAt(store, exitOf(visa))
    await recordAt(store, voidOf(visa, exit.event.id))
    const referral = await recordAt(store, referralOf(visa))
    for (const other of [secondLineOf(visa, referral.event.id), unresolvedOf(visa), shiftOf()]) {
      await recordAt(store, other)
    }
    t.match(await store.ownRecord('last'), { event: exit.event, hash: exit.hash })
    t.match(await store.ownRecord(entry.event.id), { event: entry.event, jws: entry.jws })
    await store.addLedgerPage({ crossings: [told(crossing(1, { device: 'booth-9' }))], next: 1, asOf: NOW })
    t.equal(await store.ownRecord(crossing(1, {}).id), null, 'what others did is not its own')
    await store.close()
  })

  t.test('what the ledger tells of an own record is younger than any receipt', async (t) => {
    const store = await booth(t)
    const { event } = await recordAt(store, entryOf(visa))
    await keepReceipt(store, event.id, { result: 'held', because: 'revoked-device' })
    const accepted = crossingOf(event, 'accepted')
    await store.addLedgerPage({ crossings: [told(accepted)], next: 7, asOf: NOW })
    t.same(await store.crossingsOf(visa), [accepted])
    t.match(await find(store, event.id), { standing: 'accepted' })
    t.same(await store.openRecords(), [], 'the review is over')
    await keepReceipt(store, event.id, { result: 'held', because: 'revoked-device' })
    t.same(await store.crossingsOf(visa), [accepted], 'the same receipt again changes nothing')
    await store.close()
  })

  t.test('nobody overwrites an own record by its id, unless the authority holds it for that', async (t) => {
    const store = await booth(t)
    const { event } = await recordAt(store, entryOf(visa))
    const other = crossing(1, { id: event.id, device: 'booth-9' })
    await store.addLedgerPage({ crossings: [told(other)], next: 1, asOf: NOW })
    t.match(await store.crossingsOf(visa), [{ id: event.id, device: 'booth-7' }])
    t.same(await places(store, 'unsent'), [event.id])
    await keepReceipt(store, event.id, { result: 'held', because: 'id-reused' })
    t.same(await store.crossingsOf(visa), [other])
    t.match(await find(store, event.id), { standing: 'held' })
    t.match(await store.openRecords(), [{ event: { id: event.id } }])
    await store.close()
  })

  t.test('tells of a double use with the page that brings it to light, once, and until it was seen', async (t) => {
    const store = await booth(t)
    await store.addLedgerPage({ crossings: [], next: 1, asOf: NOW })
    const { event } = await recordAt(store, entryOf(visa, { at: NOW - 60 }))
    const own = crossingOf(event, 'counts')
    const other = crossing(1, { device: 'booth-9', at: NOW - 90 })
    const page = (crossings: readonly Crossing[], next: number) =>
      store.addLedgerPage({ crossings: crossings.map((one) => told(one)), next, asOf: NOW })
    t.same(await page([crossing(2, { visa_number: 'K7Q2M4XN9TC2' })], 2), [], 'of a visa that was not here')
    const found = { visa_number: visa, allowed: 1, own: [own], others: [other], seen: false }
    t.same(await page([other], 3), [found])
    t.same(await page([own], 4), [], 'the same is no news')
    t.same(await store.doubleUses(), [found])
    await store.markDoubleUsesSeen()
    t.same(await store.doubleUses(), [{ ...found, seen: true }], 'it stands all the same')
    const third = crossing(3, { device: 'booth-5', at: NOW - 30 })
    t.match(await page([third], 5), [{ others: [other, third], seen: false }], 'a third entry is')
    await page([crossing(4, { action: 'void', device: 'booth-5', voids: third.id, at: NOW })], 6)
    await recordAt(store, voidOf(visa, event.id, { at: NOW }))
    t.same(await store.doubleUses(), [], 'a mistake that is taken back is none')
    await store.close()
  })

  t.test('finds double uses also while the copy is first read, at the latest with its last page', async (t) => {
    const store = await booth(t)
    await recordAt(store, entryOf(visa))
    const other = told(crossing(1, { device: 'booth-9' }))
    const early = await store.addLedgerPage({ crossings: [other], next: 1, asOf: null })
    const last = await store.addLedgerPage({ crossings: [], next: 1, asOf: NOW })
    t.match([...early, ...last], [{ visa_number: visa }])
    await store.close()
  })

  t.test('a visa for any number of entries is never overused', async (t) => {
    const store = await booth(t)
    await recordAt(store, entryOf(visa))
    const page = { crossings: [told(crossing(1, { device: 'booth-9' }), null)], next: 1, asOf: NOW }
    t.same(await store.addLedgerPage(page), [])
    await store.close()
  })

  t.test('forgets with a set that asks for it the copy of the ledger and every receipt, but no record', async (t) => {
    const store = await booth(t)
    await hold(store, await worldSet(), NOW)
    const { event } = await recordAt(store, entryOf(visa, { basis: 'online' }))
    await keepReceipt(store, event.id, { result: 'refused', because: 'entries/used-up' })
    const others = [crossing(1, { device: 'booth-9' }), crossing(2, { device: 'booth-9' })]
    const crossings = [told(crossingOf(event, 'refused')), ...others.map((one) => told(one))]
    await store.addLedgerPage({ crossings, next: 41, asOf: NOW })
    const over = (await store.artefact('snapshot'))?.sha256 ?? null
    await store.saveSet({ put: [], drop: [], timeFloor: NOW, clockAnchor: null, dropLedger: true }, over)
    t.same(await store.ledgerMark(), { after: 0, asOf: null })
    t.same(await store.crossingsOf(visa), [crossingOf(event, 'counts')])
    t.same(await store.doubleUses(), [])
    t.match(await store.queued('unsent', ...ALL), [{ event, receipt: null }], 'and hands it in again')
    await store.addLedgerPage({ crossings, next: 41, asOf: NOW })
    t.equal((await store.crossingsOf(visa)).length, 3)
    await store.close()
  })

  t.test('says what it could hand in again, and makes room by the oldest of that alone', async (t) => {
    const store = await booth(t)
    t.same(await store.keptRecords(), { count: 0, since: null, dropped: 0 })
    t.equal(await store.dropOldestHandedIn(), 0)
    const first = await recordAt(store, entryOf(visa, { at: NOW - 5 }))
    const unsent = await recordAt(store, exitOf(visa))
    await keepReceipt(store, first.event.id, {})
    t.same(await store.keptRecords(), { count: 1, since: NOW - 5, dropped: 0 })
    t.equal(await store.dropOldestHandedIn(), 1)
    t.same(await store.keptRecords(), { count: 0, since: null, dropped: 1 })
    t.same(await places(store, 'unsent'), [unsent.event.id])
    t.equal((await store.crossingsOf(visa)).length, 2, 'what was done counts')
    await store.close()
  })

  t.test('a later epoch begins another copy beside that of before, and hands in again in order', async (t) => {
    const store = await booth(t)
    await hold(store, await worldSet(), NOW)
    t.equal(await store.wasRestored(), false)
    t.same(await store.lostStatuses(), {})
    const first = await recordAt(store, entryOf(visa))
    const second = await recordAt(store, exitOf(visa))
    for (const { event } of [first, second]) await keepReceipt(store, event.id, {})
    const other = crossing(1, { device: 'booth-9' })
    await store.addLedgerPage({ crossings: [told(other)], next: 41, asOf: NOW })
    const over = (await store.artefact('snapshot'))?.sha256 ?? null
    const enter = (number: number, more = {}) =>
      store.saveSet(
        {
          ...{ put: [], drop: [], timeFloor: NOW, clockAnchor: null, dropLedger: false },
          ...{ epoch: { number, id: String(number).repeat(32) }, ...more },
        },
        over,
      )
    await enter(1)
    t.same(await store.ledgerMark(), { after: 41, asOf: NOW, epoch: { number: 1, id: '1'.repeat(32) } })
    t.equal(await store.countUnsent(), 0, 'it was the first all along')
    await enter(3, { lostStatuses: { one: [[7, 'revoked']] } })
    t.same(await store.ledgerMark(), { after: 0, asOf: null, epoch: { number: 3, id: '3'.repeat(32) } })
    t.equal(await store.wasRestored(), true)
    t.same(await store.lostStatuses(), { one: [[7, 'revoked']] })
    const waiting = await store.queued('unsent', ...ALL)
    t.match(waiting, [{ hash: first.hash, receipt: { result: 'stored' } }, { hash: second.hash }])
    const own = [first, second].map(({ event }) => crossingOf(event, 'counts'))
    t.same(await store.crossingsOf(visa), own, 'what was done here counts')
    t.same((await store.crossingsBefore(visa)).length, 3, 'and what was known before is known')
    await store.keepWitnesses({ delivered: [1], toldAt: NOW })
    await store.close()
    const again = await open(t)
    t.same(await again.witnesses(), { delivered: [1], toldAt: NOW })
    t.ok((await again.crossingsBefore(visa)).some(({ id }) => id === other.id))
    await again.addLedgerPage({ crossings: [told(other)], next: 1, asOf: NOW })
    t.equal((await again.crossingsOf(visa)).length, 3)
    await again.dropDamagedLedger()
    t.equal((await again.crossingsBefore(visa)).length, 3, 'a damaged copy takes no other one with it')
    t.match(await again.ledgerMark(), { epoch: { number: 3 }, isDamaged: true })
    await again.close()
  })

  t.test('forgets an own record once it was handed in and matters no more, never before', async (t) => {
    const store = await booth(t)
    const ids: string[] = []
    for (let at = 0; at < 3; at++) ids.push((await recordAt(store, entryOf(visa, { at: NOW + at }))).event.id)
    const [done = '', unsent = '', rejected = ''] = ids
    const crossings = (await store.crossingsOf(visa)).map((one) => told(one, 5, '2026-11-21'))
    await store.addLedgerPage({ crossings, next: 3, asOf: NOW })
    await keepReceipt(store, done, {})
    await keepReceipt(store, rejected, { result: 'rejected', because: 'event/device' })
    await store.forgetBefore('2026-11-22')
    t.match(await store.ownRecord(done), { state: 'handed-in' }, 'it may have to be handed in again')
    await store.forgetBefore('2027-02-20')
    t.match(await store.ownRecord(done), { state: 'handed-in' }, 'for 90 days')
    await store.forgetBefore('2027-02-21')
    t.equal(await store.ownRecord(done), null)
    t.same(await places(store, 'unsent'), [unsent])
    t.same(await places(store, 'rejected'), [rejected])
    t.same((await store.crossingsOf(visa)).map(({ id }) => id).sort(), [unsent, rejected].sort())
    t.match(await store.chainHead(), { seq: 3 }, 'the chain goes on')
    await store.close()
  })
}
