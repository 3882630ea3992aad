import fc from 'fast-check'
import t from 'tap'
import { Compile } from 'typebox/compile'
import { accountEntries, allowedEntries, CrossingEvent, dayOf, lastPermittedDay } from '#evisa/crossing-event.ts'
import { DAY, makeClaims, NOW } from '../made.ts'

const claims = makeClaims()
const idOf = (number: number) => `01934f00-0000-7000-8000-${String(number).padStart(12, '0')}`

function event(number: number, action: CrossingEvent['action'], overrides: Partial<CrossingEvent> = {}): CrossingEvent {
  return {
    id: idOf(number),
    visa_number: claims.jti,
    action,
    checkpoint: 'NQZ',
    device: 'booth-7',
    at: NOW + number * DAY,
    basis: 'online',
    reason: null,
    ...overrides,
  }
}

t.test('an event has the shape that devices send, and no other', async (t) => {
  const shape = Compile(CrossingEvent)
  t.ok(shape.Check(event(1, 'entry')))
  t.ok(
    shape.Check(event(1, 'void', { voids: idOf(2), flight: 'KC104', operator: 'A17', reason: 'dates/near-boundary' })),
  )
  const bad: Record<string, unknown>[] = [
    { id: 'x' },
    { id: '01934f00-0000-4000-8000-000000000001' },
    { visa_number: 'K7Q2' },
    { action: 'transit' },
    { at: 1.5 },
    { at: -1 },
    { basis: 'paper' },
    { flight: 'kc1' },
    { note: 'hello' },
  ]
  for (const members of bad) t.notOk(shape.Check({ ...event(1, 'entry'), ...members }), JSON.stringify(members))
})

t.test('without an event nothing is used and nothing is open', async (t) => {
  t.same(accountEntries([]), { used: 0, open: null, events: [] })
})

t.test('an entry is used up and open until its exit', async (t) => {
  const [entry, exit] = [event(1, 'entry'), event(5, 'exit')]
  t.match(accountEntries([entry]), { used: 1, open: { id: entry.id } })
  t.match(accountEntries([entry, exit]), { used: 1, open: null })
  t.match(accountEntries([entry, exit, event(8, 'entry')]), { used: 2, open: { id: idOf(8) } })
  t.match(accountEntries([exit]), { used: 0, open: null }, 'an exit alone uses nothing')
})

t.test('time orders events, not the device that made their ids', async (t) => {
  const [entry, exit] = [event(9, 'entry', { at: NOW }), event(5, 'exit', { at: NOW + DAY })]
  t.match(accountEntries([exit, entry]), { used: 1, open: null, events: [{ id: entry.id }, { id: exit.id }] })
})

t.test('a voided event never was, and a void of nothing changes nothing', async (t) => {
  const [entry, exit] = [event(1, 'entry'), event(5, 'exit')]
  const void_ = (of: CrossingEvent, secondsLater: number, more: Partial<CrossingEvent> = {}) =>
    event(90, 'void', { voids: of.id, at: of.at + secondsLater, ...more })
  for (const later of [0, 900]) {
    t.match(accountEntries([entry, void_(entry, later)]), { used: 0, open: null, events: [] })
  }
  t.match(accountEntries([entry, exit, void_(exit, 60)]), { used: 1, open: { id: entry.id } })
  t.match(accountEntries([entry, void_(entry, 901)]), { used: 1 }, 'too late for the booth itself')
  t.match(accountEntries([entry, void_(entry, -1)]), { used: 1 }, 'before there was anything to void')
  t.match(accountEntries([entry, void_(entry, 60, { device: 'booth-8' })]), { used: 1 }, "another booth's")
  t.match(accountEntries([entry, event(6, 'void', { voids: idOf(99) }), event(7, 'void')]), {
    used: 1,
    open: { id: entry.id },
  })
})

t.test('order of arrival and repeated arrival change nothing', async () => {
  const events = [
    event(1, 'entry'),
    event(5, 'exit'),
    event(9, 'entry'),
    event(10, 'void', { voids: idOf(9), at: NOW + 9 * DAY + 60 }),
    event(12, 'entry'),
    event(12.5, 'exit', { id: idOf(13), at: NOW + 12 * DAY }),
  ]
  const expected = JSON.stringify(accountEntries(events))
  const arrivals = fc.tuple(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events))
  fc.assert(fc.property(arrivals, ([all, again]) => JSON.stringify(accountEntries([...all, ...again])) === expected))
})

t.test('counts the entries that a visa allows', async (t) => {
  t.equal(allowedEntries({ entries: 1 }), 1)
  t.equal(allowedEntries({ entries: 2 }), 2)
  t.equal(allowedEntries({ entries: 'multiple' }), Number.POSITIVE_INFINITY)
})

t.test('day 1 of a stay is the day of entry; the visa may cap it', async (t) => {
  const visa = { stay_days: 30, valid_until: '2026-12-19' }
  t.equal(lastPermittedDay(visa, '2026-11-20', true), '2026-12-19')
  t.equal(lastPermittedDay(visa, '2026-11-20', false), '2026-12-19')
  t.equal(lastPermittedDay(visa, '2026-11-21', true), '2026-12-19')
  t.equal(lastPermittedDay(visa, '2026-11-21', false), '2026-12-20')
  t.equal(lastPermittedDay({ ...visa, stay_days: 1 }, '2026-11-20', true), '2026-11-20')
})

t.test('an event belongs to the day in Kazakhstan', async (t) => {
  t.equal(dayOf({ at: Date.UTC(2026, 10, 22, 18, 59, 59) / 1000 }), '2026-11-22')
  t.equal(dayOf({ at: Date.UTC(2026, 10, 22, 19) / 1000 }), '2026-11-23')
})
