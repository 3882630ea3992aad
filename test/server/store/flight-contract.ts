/** What every store must do with flights. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { NewFlight, StoredAnswer } from '../../../server/store/flight-store.ts'
import type { Store } from '../../../server/store/store.ts'

const plan = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00', departure: null }
const COUNTS = { clear: 1, refer: 0, refuse: 0, not_applicable: 0 }

function flight(id: string, change: Partial<NewFlight> = {}, passengers = 3): NewFlight {
  const list = Array.from({ length: passengers }, (_, at) => ({
    row: at + 2,
    reference: `'${at}; --`,
    passenger: { ok: true, value: { nationality: 'KAZ' } } as const,
  }))
  const who = { owner: 'KC', device: 'dev-1', carrier: 'KC' }
  return { id, ...who, plan, createdAt: NOW, list, idempotency: null, ...change }
}

function answer(row: number, outcome: 'clear' | 'refuse' = 'clear'): StoredAnswer {
  const result = {
    ...{ row, reference: null, outcome, reason: null, detail: {}, findings: [], visa: null, specimen: false },
    ...{ asked_for: '2026-11-22', decided_at: NOW, online: true, knew: [], not_known: [] },
  }
  return { result, changedFrom: null, receipt: { receipt: 'a.b.c', salt: 'Нұр' }, place: { list: 0, place: row } }
}

const news = (rows: readonly number[], outcome: 'clear' | 'refuse' = 'clear') => ({
  ...{ plan, checkedAt: NOW + 1, counts: COUNTS },
  answers: new Map(rows.map((row) => [row, answer(row, outcome)])),
})

/** Runs the contract on a store that `open` gives empty. */
export function flightContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps a flight for its owner alone`, async (t) => {
    const store = await open(t)
    const made = flight('f1')
    t.strictSame(await store.addFlight(made), { id: 'f1', isNew: true })
    const kept = await store.findFlight('f1', 'KC')
    t.strictSame(kept, {
      ...{ id: 'f1', owner: 'KC', device: 'dev-1', carrier: 'KC', plan, createdAt: NOW, checkedAt: null, revision: 0 },
      ...{ passengers: 3, counts: { clear: 0, refer: 0, refuse: 0, not_applicable: 0 } },
    })
    t.equal(await store.findFlight('f1', 'FS'), null)
    t.equal(await store.findFlight('f2', 'KC'), null)
    t.strictSame(
      (await store.passengersOf('f1')).map(({ listed, answer, revision }) => [listed, answer, revision]),
      made.list.map((listed) => [listed, null, 0]),
    )
    await store.addFlight(flight('f0', { plan: { ...plan, arrival: '2026-11-23T01:00:00+05:00' } }))
    await store.addFlight(flight('f9', { owner: 'FS', carrier: null }))
    t.same(
      (await store.flightsOf('KC', 10)).map(({ id }) => id),
      ['f0', 'f1'],
      'the latest arrival first',
    )
    t.same(
      (await store.flightsOf('KC', 1)).map(({ id }) => id),
      ['f0'],
    )
    t.equal(await store.removeFlight('f1', 'FS'), false)
    t.equal(await store.removeFlight('f1', 'KC'), true)
    t.equal(await store.removeFlight('f1', 'KC'), false)
    t.same(await store.passengersOf('f1'), [], 'with its passengers')
    t.equal((await store.passengersOf('f0')).length, 3)
  })

  t.test(`${name} keeps answers as the next revision, or not at all`, async (t) => {
    const store = await open(t)
    await store.addFlight(flight('f1'))
    t.equal(await store.saveAnswers('f1', 0, news([2, 3, 4])), true)
    t.equal(await store.saveAnswers('f1', 0, news([2], 'refuse')), false, 'it is at another by now')
    const late = { ...plan, arrival: '2026-11-23T00:40:00+05:00' }
    t.equal(await store.saveAnswers('f1', 1, { ...news([3], 'refuse'), plan: late }), true)
    t.match(await store.findFlight('f1', 'KC'), { revision: 2, checkedAt: NOW + 1, counts: COUNTS, plan: late })
    t.match(await store.passengersOf('f1'), [
      { revision: 1, answer: answer(2) },
      { revision: 2, answer: { result: { outcome: 'refuse' } } },
      { revision: 1 },
    ])
    const both = await Promise.all([2, 3].map((row) => store.saveAnswers('f1', 2, news([row]))))
    t.same(both.toSorted(), [false, true], 'of two at once one is first')
    t.equal(await store.saveAnswers('f1', 3, news([])), true, 'nothing but the time')
    t.equal(await store.saveAnswers('f2', 0, news([])), false)
  })

  t.test(`${name} knows a request again by its mark`, async (t) => {
    const store = await open(t)
    const marked = (id: string, contentHash = 'h', owner = 'KC') =>
      store.addFlight(flight(id, { owner, idempotency: { key: 'k', contentHash } }))
    const added = await Promise.all(['a', 'b', 'c'].map((id) => marked(id)))
    const ids = new Set(added.map((one) => (one === 'conflict' ? 'conflict' : one.id)))
    t.equal(ids.size, 1, 'of three at once one is kept')
    t.equal(added.filter((one) => one !== 'conflict' && one.isNew).length, 1)
    t.equal((await store.flightsOf('KC', 10)).length, 1)
    t.equal(await marked('d', 'other'), 'conflict')
    t.strictSame(await marked('e', 'other', 'FS'), { id: 'e', isNew: true })
    await store.addFlight(flight('f'))
    await store.addFlight(flight('g'))
    t.equal((await store.flightsOf('KC', 10)).length, 3, 'without a mark each is its own')
  })

  t.test(`${name} forgets flights that arrived before a time, as the plan stands then`, async (t) => {
    const store = await open(t)
    const arrival = Date.parse(plan.arrival) / 1000
    for (const id of ['f1', 'f2']) await store.addFlight(flight(id))
    await store.saveAnswers('f2', 0, { ...news([]), plan: { ...plan, arrival: '2026-11-23T00:40:00+05:00' } })
    await store.forgetFlights(arrival)
    t.equal((await store.flightsOf('KC', 10)).length, 2)
    await store.forgetFlights(arrival + 1)
    t.same(
      (await store.flightsOf('KC', 10)).map(({ id }) => id),
      ['f2'],
    )
  })

  t.test(`${name} keeps a thousand passengers`, async (t) => {
    const store = await open(t)
    await store.addFlight(flight('f1', {}, 1000))
    const rows = Array.from({ length: 1000 }, (_, at) => at + 2)
    t.equal(await store.saveAnswers('f1', 0, news(rows)), true)
    const passengers = await store.passengersOf('f1')
    t.same(
      passengers.map(({ listed, answer }) => [listed.row, answer?.result.row]),
      rows.map((row) => [row, row]),
    )
  })
}
