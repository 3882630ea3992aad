import t from 'tap'
import { crossingOf } from '#evisa/entry-account.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { type EventContext, judgeEvent } from '../../../server/store/judge-event.ts'
import { entryOf, exitOf, madeDevice, overrideOf } from '../../made-device.ts'
import { TERMS } from './made-terms.ts'

const NUMBER = 'K7Q2M4XN9TBC'
const KNOWN: EventContext = {
  isIdTaken: false,
  isRevoked: false,
  terms: TERMS,
  isEvisaProven: false,
  crossings: [],
  receivedAt: NOW,
  epochBegan: 0,
}
const booth = await madeDevice('dev-1')
const other = await madeDevice('dev-2')
const attempt = (await booth.sign(entryOf(NUMBER, { basis: 'online' }))).event
const entry = crossingOf((await other.sign(entryOf(NUMBER, { at: NOW - 60 }))).event, 'counts')
const exit = crossingOf((await other.sign(exitOf(NUMBER, { at: NOW - 30 }))).event, 'counts')

t.test('an online entry counts only while the visa stands, no stay is open and an entry is left', async (t) => {
  const terms = { ...KNOWN.terms, allowed: 2 } as EventContext['terms']
  for (const [what, change, because] of [
    ['the first one', {}, null],
    ['the last second', { receivedAt: attempt.at + 300 }, null],
    ['nobody waits any more', { receivedAt: attempt.at + 301 }, 'attempt/stale'],
    ['revoked', { terms: { ...KNOWN.terms, status: 'revoked' } }, 'status/revoked'],
    ['used up', { crossings: [entry, exit] }, 'entries/used-up'],
    ['still inside', { terms, crossings: [entry] }, 'entries/stay-open'],
    ['left again', { terms, crossings: [entry, exit] }, null],
    ['a visa of nobody', { terms: undefined, crossings: [entry] }, 'unknown-visa'],
  ] as const) {
    const judged = judgeEvent(attempt, { ...KNOWN, ...change } as EventContext)
    t.match(judged, { standing: because === null ? 'counts' : 'refused', because }, what)
  }
})

t.test('a refusal names the admission that used the entry, if there was one', async (t) => {
  const { id, at, checkpoint } = entry
  const usedBy = { id, at, checkpoint, device: 'dev-2' }
  t.same(judgeEvent(attempt, { ...KNOWN, crossings: [entry, exit] }).usedBy, usedBy)
  t.equal(judgeEvent(attempt, { ...KNOWN, receivedAt: NOW + DAY }).usedBy, null)
})

t.test('a second person of the same booth may answer for it', async (t) => {
  const override = await booth.sign(overrideOf(NUMBER))
  const answered = (await booth.sign(entryOf(NUMBER, { basis: 'online', override: override.event.id }))).event
  const note = crossingOf(override.event, 'counts')
  t.equal(judgeEvent(answered, { ...KNOWN, crossings: [entry, note] }).standing, 'counts')
  t.equal(judgeEvent(answered, { ...KNOWN, crossings: [entry] }).because, 'entries/used-up')
  t.equal(judgeEvent(answered, { ...KNOWN, crossings: [entry, { ...note, device: 'dev-2' }] }).standing, 'refused')
})

t.test('an override lets in one person once, and nobody on what was revoked', async (t) => {
  const override = await booth.sign(overrideOf(NUMBER))
  const answered = (await booth.sign(entryOf(NUMBER, { basis: 'online', override: override.event.id }))).event
  const note = crossingOf(override.event, 'counts')
  const usedUp = { ...entry, override: override.event.id }
  t.equal(judgeEvent(answered, { ...KNOWN, crossings: [usedUp, note] }).because, 'entries/used-up')
  for (const [status, because] of [
    ['suspended', null],
    ['revoked', 'status/revoked'],
  ] as const) {
    t.equal(judgeEvent(answered, { ...KNOWN, crossings: [note], terms: { ...TERMS, status } }).because, because, status)
  }
})

t.test('an e-visa that the store does not know is held if it is proven, and admits nobody if not', async (t) => {
  const unknown = { ...KNOWN, terms: undefined }
  const because = 'unknown-visa'
  t.same(judgeEvent(attempt, unknown), { standing: 'refused', because, usedBy: null })
  t.same(judgeEvent(attempt, { ...unknown, isEvisaProven: true }), { standing: 'held', because, usedBy: null })
  t.equal(judgeEvent(attempt, { ...KNOWN, isEvisaProven: false }).standing, 'counts', 'what is known needs no proof')
  const override = await booth.sign(overrideOf(NUMBER))
  const answered = (await booth.sign(entryOf(NUMBER, { basis: 'online', override: override.event.id }))).event
  const crossings = [crossingOf(override.event, 'counts')]
  t.equal(judgeEvent(answered, { ...unknown, crossings }).because, because, 'nobody answers for what nothing proves')
  t.equal(judgeEvent(answered, { ...unknown, crossings, isEvisaProven: true }).standing, 'counts')
  const unchecked = { ...unknown, isEvisaProven: null }
  t.match(judgeEvent(attempt, unchecked), { standing: 'held', because }, 'nor is it refused for good')
  t.match(judgeEvent(answered, { ...unchecked, crossings }), { standing: 'held', because }, 'nobody answers for it')
  const late = { ...unknown, isEvisaProven: true, receivedAt: NOW + DAY }
  t.match(judgeEvent(attempt, late), { standing: 'refused', because: 'attempt/stale' })
  for (const event of [entryOf(NUMBER), exitOf(NUMBER)]) {
    t.equal(judgeEvent((await booth.sign(event)).event, unknown).standing, 'counts', 'what was done is a fact')
  }
})

t.test('an attempt that the store which was lost may have answered is a fact; a later one is not', async (t) => {
  const late = { ...KNOWN, terms: { ...TERMS, status: 'revoked' }, crossings: [entry], receivedAt: NOW + DAY } as const
  t.equal(judgeEvent(attempt, { ...late, epochBegan: attempt.at + 1 }).standing, 'counts')
  t.equal(judgeEvent(attempt, { ...late, epochBegan: attempt.at }).because, 'attempt/stale')
  const waited = { ...late, receivedAt: attempt.at + 300, epochBegan: attempt.at + 1 }
  t.equal(judgeEvent(attempt, waited).because, 'status/revoked', 'somebody may wait for the answer')
})

t.test('what was done offline counts, whatever the ledger says', async (t) => {
  const { event } = await booth.sign(entryOf(NUMBER))
  const judged = judgeEvent(event, { ...KNOWN, crossings: [entry], receivedAt: NOW + DAY })
  t.equal(judged.standing, 'counts')
})

t.test('an id of another event and a revoked device are held, whatever the event', async (t) => {
  const held = { standing: 'held', usedBy: null }
  t.same(judgeEvent(attempt, { ...KNOWN, isRevoked: true }), { ...held, because: 'revoked-device' })
  t.same(judgeEvent(attempt, { ...KNOWN, isRevoked: true, isIdTaken: true }), { ...held, because: 'id-reused' })
})

t.test('what says something that must be known and is not waits, whatever it is', async (t) => {
  const held = { standing: 'held', because: 'too-new', usedBy: null }
  const extension = (must: boolean) => ({ extensions: [{ name: 'nobody-knows', must, value: { only: 1 } }] })
  for (const event of [entryOf(NUMBER, { basis: 'online' }), entryOf(NUMBER), exitOf(NUMBER)]) {
    const signed = async (must: boolean) => (await booth.sign({ ...event, ...extension(must) })).event
    t.same(judgeEvent(await signed(true), KNOWN), held)
    t.equal(judgeEvent(await signed(false), KNOWN).standing, 'counts', 'it is passed over')
    t.match(judgeEvent(await signed(true), { ...KNOWN, isRevoked: true }), { because: 'revoked-device' })
  }
})
