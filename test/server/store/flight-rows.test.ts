import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { answerColumnsOf, flightColumnsOf, readFlightRow, readPassengerRow } from '../../../server/store/flight-rows.ts'

const plan = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00', departure: null }
const list = [{ row: 2, reference: '1A', passenger: { ok: false, error: 'no' } } as const]
const who = { id: 'f1', owner: 'KC', device: 'dev-1', carrier: null }

t.test('a flight is read as it was written', async (t) => {
  const columns = flightColumnsOf({ ...who, plan, createdAt: NOW, list, idempotency: { key: 'k', contentHash: 'h' } })
  t.match(columns, { arrivalAt: Date.parse(plan.arrival) / 1000, passengers: 1, rows: [2], key: 'k', contentHash: 'h' })
  const { counts, createdAt, passengers } = columns
  const row = { ...who, plan: columns.plan, counts, createdAt, passengers, checkedAt: null, revision: 0 }
  t.match(readFlightRow(row), { plan, counts: { clear: 0 }, revision: 0 })
  const [listed = ''] = columns.listed
  t.strictSame(readPassengerRow({ listed, answer: null, revision: 0 }), { listed: list[0], answer: null, revision: 0 })
})

t.test('a flight without an arrival is a fault of the program', async (t) => {
  const counts = { clear: 0, refer: 0, refuse: 0, not_applicable: 0 }
  const news = { plan: { ...plan, arrival: 'soon' }, checkedAt: NOW, counts, answers: new Map() }
  t.throws(() => answerColumnsOf(news), TypeError)
})
