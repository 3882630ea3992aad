import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import type { ConflictsAnswer, ToldConflicts } from '../../../scanner-client/offline/conflicts-answer.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
import { hearConflicts, openConflicts, openDoubleUses } from '../../../scanner-client/offline/told-conflicts.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { admit, ENTRY, mend, onCall, scene, syncOf } from '../booth-scene.ts'
import { CONTEXT, enrol, madeAuthority, NOBODY_ANSWERS, recordAt, told } from '../made-station.ts'

const visa = visaClaims().jti
const overUse = { id: 'over-use:2', kind: 'over-use', visa_number: visa, raised_at: NOW, events: ['a'] }
const gap = { ...overUse, id: 'gap:1', kind: 'gap' }
const nothing = { conflicts: [], more: false, closed: [] }

/** A booth that admitted on an e-visa that was used at another one, too. */
async function booth(t: Test) {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  await enrol(store)
  await recordAt(store, entryOf(visa))
  await store.addLedgerPage({ crossings: [told(crossing(1, { device: 'booth-9' }))], next: 1, asOf: NOW })
  const asked: (readonly string[])[] = []
  const hear = (answer: ConflictsAnswer | null, now = NOW) => {
    const conflicts = async (named: readonly string[]) => {
      asked.push(named)
      return answer
    }
    return hearConflicts(store, { conflicts }, now)
  }
  return { store, hear, asked }
}

t.test('a double use is told until the authority has reviewed it, and again once it was used once more', async (t) => {
  const { store, hear, asked } = await booth(t)
  await hear({ ...nothing, conflicts: [overUse] })
  t.match(await openDoubleUses(store), [{ visa_number: visa }])
  t.same((await openConflicts(store))?.conflicts, [], 'it is shown from the records themselves')
  await hear({ ...nothing, closed: [visa] })
  t.same(await openDoubleUses(store), [])
  await hear(nothing)
  t.same(await openDoubleUses(store), [], 'and it is not forgotten')
  t.same(asked, [[visa], [visa], []])
  await store.addLedgerPage({ crossings: [told(crossing(3, { device: 'booth-5' }))], next: 2, asOf: NOW })
  t.match(await openDoubleUses(store), [{ visa_number: visa, seen: false }])
})

t.test('of more than one question holds each is asked about in the end, and the newest first', async (t) => {
  const use = (at: number) => {
    const visa_number = makeVisaNumber(randomBytes)
    const own = [crossing(1, { id: visa_number, at: NOW - 1000 + at })]
    return { visa_number, allowed: 1, own, others: [], seen: false }
  }
  const uses = Array.from({ length: 120 }, (_, at) => use(at))
  let kept: ToldConflicts | null = null
  const store = {
    doubleUses: async () => uses,
    toldConflicts: async () => kept,
    keepConflicts: async (told: ToldConflicts) => {
      kept = told
    },
  }
  const ask = async () => {
    let named: readonly string[] = []
    const conflicts = async (given: readonly string[]) => {
      named = given
      return nothing
    }
    await hearConflicts(store, { conflicts }, NOW)
    return named
  }
  const numbers = uses.toReversed().map(({ visa_number }) => visa_number)
  t.same(await ask(), numbers.slice(0, 50))
  const late = use(500)
  uses.push(late)
  t.same(await ask(), [late.visa_number, ...numbers.slice(50, 99)], 'what is new is asked about at once')
  t.same((await ask()).slice(0, 21), numbers.slice(99))
  t.same(await ask(), [late.visa_number, ...numbers.slice(0, 49)], 'and round it goes')
})

t.test('what else is open about its own records is kept with its age, and goes with the next answer', async (t) => {
  const { store, hear } = await booth(t)
  t.equal(await openConflicts(store), null)
  await hear({ ...nothing, conflicts: [gap], more: true })
  t.same(await openConflicts(store), { asOf: NOW, more: true, conflicts: [gap] })
  await hear(nothing, NOW + 60)
  t.same(await openConflicts(store), { asOf: NOW + 60, more: false, conflicts: [] })
})

t.test('a server of before is told of nothing: what is computed here stands', async (t) => {
  const { store, hear } = await booth(t)
  await hear(null)
  t.match(await openDoubleUses(store), [{ visa_number: visa }])
  t.equal(await openConflicts(store), null)
})

t.test('it is asked at a sync, after what was done here was handed in, and not while a traveller waits', async (t) => {
  const { store } = await booth(t)
  const authority = await madeAuthority()
  authority.conflicts = async () => {
    authority.asked.push('conflicts')
    return { ...nothing, conflicts: [gap] }
  }
  await sync(store, authority, CONTEXT, true)
  t.notOk(authority.asked.includes('conflicts'))
  await sync(store, authority, CONTEXT)
  t.same(authority.asked.slice(-3), ['feed 1', 'conflicts', 'report'])
  const carrier = openStationStore(join(t.testdir(), 'carrier.db'))
  t.teardown(() => carrier.close())
  await enrol(carrier, { role: 'carrier' })
  authority.asked.length = 0
  await sync(carrier, authority, CONTEXT)
  t.notOk(authority.asked.includes('conflicts'), 'nor by a carrier')
})

t.test('two booths and an authority: what was reviewed is said no more, on either side, and offline', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [one, two] = stations
  for (const station of [one, two]) {
    station.meddle = NOBODY_ANSWERS
    await admit(station, visa)
    built.clock.now += 60
    mend(station)
  }
  for (const station of [one, two, one]) await syncOf(station)
  for (const { store } of [one, two]) t.match(await openDoubleUses(store), [{ visa_number: visa.visa_number }])
  const { body } = await built.authority('GET', '/v1/conflicts')
  const [conflict] = body.conflicts
  t.equal(conflict.kind, 'over-use')
  const review = { verdict: 'close', reason: 'twins' }
  await built.authority('POST', `/v1/conflicts/${encodeURIComponent(conflict.id)}/review`, review)
  t.match(await check([visa.qr_text], ENTRY, one.platform()), { overUsed: [{ visa_number: visa.visa_number }] })
  await syncOf(one)
  t.same((await check([visa.qr_text], ENTRY, one.platform())).overUsed, [])
  t.same((await check([visa.qr_text], ENTRY, one.platform({ client: null }))).overUsed, [])
  onCall(two, 'GET /v1/crossings/conflicts', async () => ({ status: 404, text: '{}', headers: {} }))
  await syncOf(two)
  t.match(await openDoubleUses(two.store), [{ visa_number: visa.visa_number }], 'as a server of before has it')
  mend(two)
  await syncOf(two)
  t.same(await openDoubleUses(two.store), [])
})
