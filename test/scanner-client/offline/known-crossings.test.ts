import t from 'tap'
import { crossing, NOW } from '../../../fixtures/made-world.ts'
import { keptUntil, knownCrossings, standingBy } from '../../../scanner-client/offline/known-crossings.ts'
import { receiptOf } from '../made-station.ts'

const isOwn = (device: string) => device === 'booth-7'

t.test('of one crossing told twice the last telling counts', async (t) => {
  const [first, other] = [crossing(1, {}), crossing(2, {})]
  const accepted = { ...first, standing: 'accepted' } as const
  t.same(knownCrossings([first, other, accepted], isOwn), [accepted, other])
})

t.test('of two devices with one id the own event counts, in either order, unless it is held', async (t) => {
  const [own, foreign] = [crossing(1, {}), crossing(1, { device: 'booth-9' })]
  t.same(knownCrossings([own, foreign], isOwn), [own])
  t.same(knownCrossings([foreign, own], isOwn), [own])
  const held = { ...own, standing: 'held' } as const
  t.same(knownCrossings([held, foreign], isOwn), [foreign])
  t.same(knownCrossings([foreign, held], isOwn), [foreign])
})

t.test('a record counts as its receipt says, and until there is one', async (t) => {
  t.equal(standingBy(null, true), 'counts')
  t.equal(standingBy(receiptOf('h'), true), 'counts')
  t.equal(standingBy(receiptOf('h', { result: 'refused' }), true), 'refused')
  t.equal(standingBy(receiptOf('h', { result: 'held' }), false), 'held')
  t.equal(standingBy(receiptOf(null, { result: 'rejected' }), true), 'refused', 'nobody was admitted by it')
  t.equal(standingBy(receiptOf(null, { result: 'rejected' }), false), 'counts', 'it was done all the same')
})

t.test('keeps an own crossing longer than any visa runs', async (t) => {
  t.equal(keptUntil(crossing(1, { at: NOW })), '2027-12-27')
})
