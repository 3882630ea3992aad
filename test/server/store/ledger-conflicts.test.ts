import t from 'tap'
import { type Crossing, crossingOf, type Standing } from '#evisa/entry-account.ts'
import type { NewCrossingEvent } from '#evisa/event-chain.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import {
  chainConflicts,
  isAboutVisa,
  type JudgedRecord,
  raise,
  recordsOf,
  reviewFault,
} from '../../../server/store/ledger-conflicts.ts'
import { type Conflict, type SignedEvent, VISA_KINDS } from '../../../server/store/ledger-store.ts'
import { entryOf, exitOf, madeDevice, overrideOf, voidOf } from '../../made-device.ts'

const NUMBER = 'K7Q2M4XN9TBC'

let position = 0

function record(
  signed: SignedEvent,
  standing: Standing = 'counts',
  isTold = true,
): JudgedRecord & { crossing: Crossing } {
  position += 1
  const crossing = crossingOf(signed.event, standing)
  const { device } = signed.event
  return { ...signed, position, standing, crossing, isTold, receivedAt: NOW, receivedFrom: device }
}

t.test('a fork is where the chains part, a gap where nothing leads on', async (t) => {
  const device = await madeDevice('dev-1')
  const one = await device.sign(entryOf(NUMBER))
  const fork = device.head
  const two = await device.sign(exitOf(NUMBER))
  const three = await device.sign(entryOf(NUMBER))
  device.head = fork
  const other = await device.sign(entryOf(NUMBER))
  const others = await device.sign(exitOf(NUMBER))
  const chain = [one, two, three]
  const eventsAt = (_: string, seq: number) =>
    chain.filter(({ event }) => event.seq === seq).map(({ hash, event }) => ({ hash, prev: event.prev }))
  const kinds = (signed: SignedEvent) => chainConflicts(signed, eventsAt, NOW).map(({ id }) => id)
  t.same(kinds(other), ['forked-chain:dev-1:2'])
  t.same(kinds(others), [`gap:${others.hash}`], 'its own branch is not there yet')
  chain.push(other)
  t.same(kinds(others), [], 'the fork was told of at its root')
  device.head = { seq: 0, hash: one.hash }
  t.same(kinds(await device.sign(entryOf(NUMBER))), [`gap:${device.head.hash}`], 'a first one that follows another')
  device.head = { seq: 7, hash: null }
  t.same(kinds(await device.sign(entryOf(NUMBER))), [`gap:${device.head.hash}`], 'a later one that follows none')
})

t.test('a conflict has the records that it is about', async (t) => {
  const [here, there] = await Promise.all(['dev-1', 'dev-2'].map(madeDevice))
  if (!here || !there) throw new Error('two')
  const first = record(await here.sign(entryOf(NUMBER)))
  const second = record(await there.sign(entryOf(NUMBER, { at: NOW + 5 })))
  const overUse = raise('over-use', second.crossing, NOW)
  t.same(recordsOf(overUse, [second, first]), [first, second])
  const foreign = record(await there.sign(voidOf(NUMBER, first.event.id, { at: NOW + 9 })))
  t.same(recordsOf(raise('late-void', foreign.crossing, NOW), [first, foreign, second]), [first, foreign])
  const reused = record(await there.sign(exitOf(NUMBER, { id: first.event.id, at: NOW + 1 })), 'held', false)
  t.same(recordsOf(raise('id-reused', reused, NOW), [reused, first, second]), [first, reused])
  t.same(recordsOf(overUse, [second, first, reused]), [first, second], 'what is not told of is not counted either')
  const future = raise('future-time', first, NOW)
  t.same(recordsOf(future, [first, second]), [first])
  t.same(recordsOf(future, []), [])
  t.same(recordsOf(raise('withdrawn-use', first.crossing, NOW), [second, first]), [first, second], 'all of the e-visa')
})

t.test('what is found in the use of one e-visa is one matter by kind, a void and an event each its own', async (t) => {
  const [here, there] = await Promise.all(['dev-1', 'dev-2'].map(madeDevice))
  if (!here || !there) throw new Error('two')
  const [one, two] = [record(await here.sign(entryOf(NUMBER))), record(await there.sign(entryOf(NUMBER)))]
  for (const kind of VISA_KINDS) {
    const matters = [one, two].map(({ crossing }) => raise(kind, crossing, NOW).matter)
    t.equal(new Set(matters).size, kind === 'late-void' ? 2 : 1, kind)
  }
  t.equal(raise('gap', one, NOW).matter, `gap:${one.hash}`)
})

t.test('an attempt and what was done in its stead are shown together', async (t) => {
  const [here, there] = await Promise.all(['dev-1', 'dev-2'].map(madeDevice))
  if (!here || !there) throw new Error('two')
  const attempt = record(await here.sign(entryOf(NUMBER, { basis: 'online' })), 'refused')
  const stead = record(await here.sign(entryOf(NUMBER, { instead_of: attempt.event.id })))
  const other = record(await there.sign(entryOf(NUMBER, { at: NOW - 60 })))
  const about = { ...stead.crossing, id: attempt.event.id }
  t.same(recordsOf(raise('over-use', about, NOW), [attempt, stead, other]), [other, attempt, stead])
})

t.test('what is about a visa needs its records, the rest those of a chain', async (t) => {
  for (const kind of [...VISA_KINDS, 'id-reused'] as const) t.ok(isAboutVisa({ kind }), kind)
  for (const kind of ['gap', 'forked-chain', 'revoked-device', 'too-new', 'future-time'] as const)
    t.notOk(isAboutVisa({ kind }))
})

t.test('a review accepts only what was held back', async (t) => {
  const conflict: Conflict = {
    id: 'x',
    kind: 'over-use',
    visaNumber: NUMBER,
    device: 'dev-1',
    checkpoint: null,
    raisedAt: NOW,
    place: 1,
    count: 1,
    review: null,
  }
  t.equal(reviewFault(null, 'close', null), 'no-such-conflict')
  t.equal(reviewFault(conflict, 'close', null), null)
  t.equal(reviewFault(conflict, 'accept', null), 'nothing-to-accept')
  t.equal(reviewFault({ ...conflict, kind: 'revoked-device' }, 'accept', null), null)
  t.equal(reviewFault({ ...conflict, kind: 'too-new' }, 'accept', null), null)
  t.equal(reviewFault({ ...conflict, kind: 'late-void' }, 'accept', null), null)
  const unknown = { ...conflict, kind: 'unknown-visa' } as const
  t.equal(reviewFault(unknown, 'accept', 'unknown-visa'), null)
  t.equal(reviewFault(unknown, 'accept', null), 'nothing-to-accept', 'it counts already, or was refused')
  t.equal(reviewFault(unknown, 'accept', 'revoked-device'), 'nothing-to-accept', 'that is accepted where it is told of')
  const review = { verdict: 'close', reason: 'seen', actor: 'authority', at: NOW } as const
  t.equal(reviewFault({ ...conflict, review }, 'close', null), 'already-reviewed')
})

t.test(
  'what was done in a shift that nobody began is one matter, and who answered for another one is its own',
  async (t) => {
    const device = await madeDevice('dev-1')
    const shift = '0193510e-0000-7000-8000-000000000009'
    const matterOf = async (event: NewCrossingEvent) => raise('unproven', await device.sign(event), NOW).matter
    t.equal(await matterOf(entryOf(NUMBER, { shift })), `unproven:dev-1:${shift}`)
    t.equal(await matterOf(exitOf(NUMBER, { shift })), `unproven:dev-1:${shift}`)
    t.equal(await matterOf(overrideOf(NUMBER, { shift })), `unproven:${device.head.hash}`)
  },
)
