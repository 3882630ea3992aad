import fc from 'fast-check'
import t from 'tap'
import { Compile } from 'typebox/schema'
import {
  accountEntries,
  allowedEntries,
  Crossing,
  crossingOf,
  dayOf,
  lastPermittedDay,
  overUses,
  type Standing,
} from '#evisa/entry-account.ts'
import { DAY, makeClaims, NOW } from '../made.ts'
import { entryOf, madeDevice, overrideOf } from '../made-device.ts'

const NUMBER = makeClaims().jti
const idOf = (number: number) => `01934f00-0000-7000-8000-${String(number).padStart(12, '0')}`

function event(number: number, action: Crossing['action'], change: Partial<Crossing> = {}): Crossing {
  return {
    id: idOf(number),
    visa_number: NUMBER,
    action,
    checkpoint: 'NQZ',
    device: 'booth-7',
    at: NOW + number * DAY,
    standing: 'counts',
    ...change,
  }
}

t.test('without a crossing nothing is used and nothing is open', async (t) => {
  t.same(accountEntries([]), {
    used: 0,
    open: null,
    events: [],
    notes: [],
    unresolved: [],
    attempts: [],
    pendingVoids: [],
    voided: [],
  })
})

t.test('an entry is used up and open until its exit', async (t) => {
  const [entry, exit] = [event(1, 'entry'), event(5, 'exit')]
  t.match(accountEntries([entry]), { used: 1, open: { id: entry.id } })
  t.match(accountEntries([entry, exit]), { used: 1, open: null })
  t.match(accountEntries([entry, exit, event(8, 'entry')]), { used: 2, open: { id: idOf(8) } })
  t.match(accountEntries([exit]), { used: 0, open: null }, 'an exit alone uses nothing')
})

t.test('time orders crossings, not the device that made their ids', async (t) => {
  const [entry, exit] = [event(9, 'entry', { at: NOW }), event(5, 'exit', { at: NOW + DAY })]
  t.match(accountEntries([exit, entry]), { used: 1, open: null, events: [{ id: entry.id }, { id: exit.id }] })
})

t.test('only what counts, or was accepted, uses an entry', async (t) => {
  const used = (standing: Standing) => accountEntries([event(1, 'entry', { standing })]).used
  t.same((['counts', 'accepted', 'refused', 'held'] as const).map(used), [1, 1, 0, 0])
})

t.test('refusals and overrides are told and use nothing', async (t) => {
  const account = accountEntries([event(1, 'refusal'), event(2, 'entry'), event(3, 'override')])
  t.match(account, { used: 1, open: { id: idOf(2) }, notes: [{ action: 'refusal' }, { action: 'override' }] })
})

t.test('a voided crossing never was, and a void of nothing changes nothing', async (t) => {
  const [entry, exit] = [event(1, 'entry'), event(5, 'exit')]
  const undo = (of: Crossing, secondsLater: number, change: Partial<Crossing> = {}) =>
    event(90, 'void', { voids: of.id, at: of.at + secondsLater, ...change })
  for (const later of [0, 900]) {
    t.match(accountEntries([entry, undo(entry, later)]), { used: 0, open: null, events: [], pendingVoids: [] })
  }
  t.match(accountEntries([entry, exit, undo(exit, 60)]), { used: 1, open: { id: entry.id } })
  const waits = (one: Crossing, why: string) =>
    t.match(accountEntries([entry, one]), { used: 1, pendingVoids: [{ id: one.id }] }, why)
  waits(undo(entry, 901), 'too late for the booth itself')
  waits(undo(entry, -1), 'before there was anything to void')
  waits(undo(entry, 60, { device: 'booth-8' }), "another booth's")
  waits(undo(entry, 60, { device: 'booth-8', supervised: true }), "another booth's, by a supervisor of its own")
  waits(event(7, 'void', { voids: idOf(99) }), 'of nothing that is known')
  t.match(accountEntries([entry, undo(entry, 9999, { supervised: true })]), { used: 0 }, 'late, by two persons')
  t.match(accountEntries([entry, undo(entry, 9999, { standing: 'accepted' })]), { used: 0 }, 'accepted')
  t.match(accountEntries([entry, undo(entry, 60, { standing: 'held' })]), { used: 1, pendingVoids: [] }, 'held')
})

t.test('a booth alone takes back no referral, no act of second line and no unconfirmed admission', async (t) => {
  for (const action of ['referral', 'second-line', 'unresolved'] as const) {
    const told = event(1, action)
    const undo = event(2, 'void', { voids: told.id, at: told.at + 60 })
    for (const one of [undo, { ...undo, supervised: true as const }]) {
      t.match(accountEntries([told, one]), { pendingVoids: [{ id: undo.id }], voided: [] }, action)
    }
    const accepted = accountEntries([told, { ...undo, standing: 'accepted' }])
    t.match(accepted, { pendingVoids: [], voided: [told.id], unresolved: [] }, `${action}, accepted`)
  }
})

t.test('an attempt and what was done in its stead are one admission, whichever counts', async (t) => {
  const attempt = event(1, 'entry')
  const stead = event(2, 'entry', { instead_of: attempt.id, at: attempt.at })
  for (const standing of ['counts', 'refused'] as const) {
    const account = accountEntries([{ ...attempt, standing }, stead])
    t.match(account, { used: 1, events: [{ id: attempt.id }] })
  }
  t.match(accountEntries([stead]), { used: 1, events: [{ id: attempt.id }] }, 'before the attempt is known')
  const undo = event(3, 'void', { voids: stead.id, at: attempt.at + 60 })
  t.match(accountEntries([attempt, stead, undo]), { used: 0 }, 'voided as one')
})

t.test('no second admission hides behind an attempt', async (t) => {
  const attempt = event(1, 'entry')
  const stead = event(2, 'entry', { instead_of: attempt.id, at: attempt.at })
  for (const change of [{ device: 'booth-8' }, { at: attempt.at + 1 }]) {
    t.equal(accountEntries([attempt, { ...stead, ...change }]).used, 2, JSON.stringify(change))
  }
  t.equal(accountEntries([attempt, stead, { ...stead, id: idOf(3) }]).used, 2, 'an attempt is stood in for once')
  t.equal(accountEntries([event(1, 'exit'), stead]).used, 1, 'an exit is no attempt')
  t.equal(accountEntries([event(1, 'exit'), stead]).events.length, 2)
})

t.test('the entries beyond the limit are the later ones', async (t) => {
  const account = accountEntries([event(5, 'entry'), event(1, 'entry'), event(3, 'exit'), event(9, 'entry')])
  const ids = (allowed: number) => overUses(account, allowed).map(({ id }) => id)
  t.same(ids(1), [idOf(5), idOf(9)])
  t.same(ids(2), [idOf(9)])
  t.same(ids(3), [])
  t.same(ids(Number.POSITIVE_INFINITY), [])
})

t.test('order of arrival and repeated arrival change nothing', async () => {
  const device = fc.constantFrom('booth-1', 'booth-2')
  const number = fc.integer({ min: 1, max: 6 })
  const crossing = fc
    .record({
      action: fc.constantFrom('entry', 'exit', 'void', 'refusal', 'override') as fc.Arbitrary<Crossing['action']>,
      device,
      at: fc.integer({ min: NOW, max: NOW + 1000 }),
      standing: fc.constantFrom('counts', 'accepted', 'refused', 'held') as fc.Arbitrary<Standing>,
      about: number,
      isStead: fc.boolean(),
      supervised: fc.boolean(),
    })
    .map(({ about, isStead, supervised, ...one }) => ({
      ...one,
      ...(one.action === 'void' && { voids: idOf(about), ...(supervised && { supervised: true as const }) }),
      ...(one.action === 'entry' && isStead && { instead_of: idOf(about) }),
    }))
  const all = fc.array(crossing, { maxLength: 6 }).map((made) => made.map((one, at) => event(at + 1, one.action, one)))
  const arrivals = all.chain((made) =>
    fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }), fc.subarray(made)),
  )
  const said = (made: readonly Crossing[]) => {
    const account = accountEntries(made)
    return JSON.stringify([account, overUses(account, 1)])
  }
  fc.assert(
    fc.property(arrivals, ([made, shuffled, again]) => said(made) === said([...shuffled, ...again])),
    { numRuns: 3000 },
  )
})

t.test('what the ledger tells of an event has its form, and names no officer', async (t) => {
  const device = await madeDevice('booth-7')
  const shape = Compile(Crossing)
  const { event: override } = await device.sign(overrideOf(NUMBER, { operator: 'KZ-1', supervisor: 'KZ-2' }))
  const { event: entry } = await device.sign(
    entryOf(NUMBER, { override: override.id, instead_of: idOf(3), operator: 'KZ-1', flight: 'KC104' }),
  )
  t.ok(shape.Check(crossingOf(override, 'counts')))
  t.match(crossingOf(override, 'counts'), { supervised: true })
  t.ok(shape.Check(crossingOf(entry, 'refused')))
  t.match(crossingOf(entry, 'refused'), { override: override.id, instead_of: idOf(3), standing: 'refused' })
  t.notMatch(JSON.stringify([crossingOf(override, 'counts'), crossingOf(entry, 'counts')]), /KZ-|KC104|stamped/)
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

t.test('a crossing belongs to the day in Kazakhstan', async (t) => {
  t.equal(dayOf({ at: Date.UTC(2026, 10, 22, 18, 59, 59) / 1000 }), '2026-11-22')
  t.equal(dayOf({ at: Date.UTC(2026, 10, 22, 19) / 1000 }), '2026-11-23')
})
