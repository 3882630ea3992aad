import t from 'tap'
import { crossingOf } from '#evisa/entry-account.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import type { HandIn, LedgerView } from '../../../server/store/ledger-view.ts'
import { isMarked, takeEvents } from '../../../server/store/take-events.ts'
import { entryOf, exitOf, madeDevice, overrideOf } from '../../made-device.ts'
import { TERMS } from './made-terms.ts'

const NUMBER = 'K7Q2M4XN9TBC'

/** A ledger that ends at 40 and holds what is given. */
function viewOf(change: Partial<LedgerView> = {}): LedgerView {
  return {
    end: 40,
    epochBegan: 0,
    receiptOf: () => undefined,
    holderOf: () => undefined,
    eventsAt: () => [],
    isRevoked: () => false,
    visa: () => TERMS,
    provenEntries: () => null,
    crossingsOf: () => [],
    standing: () => [],
    ...change,
  }
}

const handIn = (events: HandIn['events'], receivedAt = NOW): HandIn => ({ events, from: 'dev-1', receivedAt })

t.test('hand-ins of one commit see each other: the first admission wins, whoever handed it in', async (t) => {
  const booths = await Promise.all(['dev-1', 'dev-2', 'dev-3'].map(madeDevice))
  const events = await Promise.all(booths.map((booth) => booth.sign(entryOf(NUMBER, { basis: 'online' }))))
  const taken = takeEvents(
    viewOf(),
    events.map((event) => handIn([event])),
  )
  t.match(taken.receipts, [
    [{ result: 'stored', position: 41 }],
    [{ result: 'refused', position: 42, used_by: { device: 'dev-1' } }],
    [{ result: 'refused', position: 43, used_by: { device: 'dev-1' } }],
  ])
  t.match(taken.visas, [{ number: NUMBER, used: 1, isMarked: true }])
  t.same(taken.conflicts, [])
  t.match(taken.rows, [
    { allowed: 1, until: '2027-01-08' },
    { feedPosition: 42 },
    { crossing: { standing: 'refused' } },
  ])
})

t.test('the same event twice in one commit is one', async (t) => {
  const booth = await madeDevice('dev-1')
  const event = await booth.sign(entryOf(NUMBER))
  const { rows, receipts } = takeEvents(viewOf(), [handIn([event]), handIn([event, event])])
  t.equal(rows.length, 1)
  t.same(
    receipts.flat().map(({ position }) => position),
    [41, 41, 41],
  )
})

t.test('a visa that was never issued here is no reason to lose what was done', async (t) => {
  const booth = await madeDevice('dev-1')
  const { rows, receipts, visas } = takeEvents(viewOf({ visa: () => undefined }), [
    handIn([await booth.sign(exitOf(NUMBER)), await booth.sign(entryOf(NUMBER))]),
  ])
  t.match(receipts, [[{ result: 'stored' }, { result: 'stored' }]])
  t.match(rows, [{ allowed: null, until: '2027-12-27' }])
  t.match(visas, [{ used: 1, isMarked: false }])
})

t.test('an attempt on a number that is unknown is told of by itself where it may be accepted', async (t) => {
  const booth = await madeDevice('dev-1')
  const attempts = [
    await booth.sign(entryOf(NUMBER, { basis: 'online' })),
    { ...(await booth.sign(entryOf(NUMBER, { basis: 'online', at: NOW + 1 }))), isEvisaProven: true },
  ]
  const { receipts, visas, conflicts } = takeEvents(viewOf({ visa: () => undefined }), [handIn(attempts)])
  t.match(receipts, [
    [
      { result: 'refused', because: 'unknown-visa' },
      { result: 'held', because: 'unknown-visa' },
    ],
  ])
  t.match(visas, [{ used: 0 }])
  const [refused, held] = attempts.map(({ event }) => `unknown-visa:${event.id}`)
  t.match(conflicts, [
    { id: refused, kind: 'unknown-visa', matter: `unknown-visa:${NUMBER}` },
    { id: held, kind: 'unknown-visa', matter: held },
  ])
  t.equal(conflicts.length, 2)
})

t.test('a crossing long after a visa is over is told for some days', async (t) => {
  const booth = await madeDevice('dev-1')
  const exit = await booth.sign(exitOf(NUMBER))
  const old = viewOf({ visa: () => ({ ...TERMS, validUntil: '2026-01-01' }) })
  t.match(takeEvents(old, [handIn([exit])]).rows, [{ until: '2026-11-24' }])
})

t.test('overrides and voids are noted in the audit trail', async (t) => {
  const booth = await madeDevice('dev-1')
  const override = await booth.sign(overrideOf(NUMBER))
  const { audit } = takeEvents(viewOf(), [handIn([override, await booth.sign(entryOf(NUMBER))])])
  t.same(audit, [
    {
      actor: 'dev-1',
      at: NOW,
      act: 'override',
      subject: NUMBER,
      detail: { event: override.event.id, supervisor: 'KZ-2', text: 'never stamped', code: 'STAMPS_CHECKED' },
    },
  ])
})

t.test('a change of a visa is marked only where the lists say something else', async (t) => {
  t.equal(isMarked(TERMS, 0, 1), true)
  t.equal(isMarked(TERMS, 1, 2), false)
  t.equal(isMarked(TERMS, 1, 0), true)
  t.equal(isMarked(TERMS, 0, 0), false)
  t.equal(isMarked(undefined, 0, 9), false)
})

t.test('records that were missing are missing no more once they come, in one commit or two', async (t) => {
  const booth = await madeDevice('dev-1')
  const [one, two] = [await booth.sign(entryOf(NUMBER)), await booth.sign(exitOf(NUMBER, { at: NOW + 1 }))]
  const late = takeEvents(viewOf(), [handIn([two])])
  t.match(late.conflicts, [{ id: `gap:${two.hash}` }])
  const eventsAt: LedgerView['eventsAt'] = (_, seq) => (seq === 2 ? [{ hash: two.hash, prev: one.hash }] : [])
  t.match(takeEvents(viewOf({ eventsAt }), [handIn([one])]), { conflicts: [], settled: [`gap:${two.hash}`] })
  t.match(takeEvents(viewOf(), [handIn([two, one])]), { conflicts: [], settled: [] }, 'nobody was told of it')
})

t.test('crossingOf tells what the ledger tells, and no officer', async (t) => {
  const booth = await madeDevice('dev-1')
  const { event } = await booth.sign(entryOf(NUMBER, { operator: 'KZ-1', flight: 'KC104' }))
  const told = crossingOf(event, 'counts')
  t.same(Object.keys(told).sort(), ['action', 'at', 'checkpoint', 'device', 'id', 'standing', 'visa_number'])
})
