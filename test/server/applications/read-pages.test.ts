import t from 'tap'
import { daysOfTrip, readPage, readPages } from '../../../server/applications/read-pages.ts'
import { typedBy } from '../made-application.ts'

const TODAY = '2026-11-22'
const told = (faults: readonly { field: string; rule: string }[]) => faults.map(({ field, rule }) => `${field} ${rule}`)

t.test('pages without a fault say what they say', async (t) => {
  const { said, faults } = readPages(typedBy('4719302853', 'N1234567'), TODAY)
  t.strictSame(faults, [])
  t.match(said, {
    trip: { purpose: 'tourism', expected_entry: '2026-11-25', expected_exit: '2026-12-04' },
    passport: { number: 'N1234567', issuer: 'LKA', surname: 'PERERA', given_names: 'NIMALI SANDUNI', sex: 'F' },
    background: { refused_before: false, explanation: '' },
    declaration: { is_true: true, terms_revision: 0 },
  })
  t.equal(said && daysOfTrip(said.trip), 10)
})

t.test('every fault of every page is told at once', async (t) => {
  const { said, faults } = readPages({ trip: { purpose: 'tourism', expected_entry: 'soon' } }, TODAY)
  t.equal(said, null)
  t.equal(faults.length, 20 - 1)
  t.match(told(faults).slice(0, 3), [
    'trip.expected_entry date',
    'trip.expected_exit required',
    'invitation.visa_support_number required',
  ])
})

t.test('answers of one page are held against each other and the day', async (t) => {
  const trip = (expected_entry: string, expected_exit: string) =>
    told(readPage('trip', { purpose: 'tourism', expected_entry, expected_exit }, TODAY).faults)
  t.strictSame(trip('2026-11-22', '2026-11-22'), [])
  t.strictSame(trip('2026-11-21', '2026-11-30'), ['expected_entry not-past'])
  t.strictSame(trip('2026-11-30', '2026-11-29'), ['expected_exit order'])
  const { passport, background } = typedBy('', 'N1234567')
  const faults = (change: object) => told(readPage('passport', { ...passport, mrz: ' ', ...change }, TODAY).faults)
  t.strictSame(faults({}), [])
  t.strictSame(faults({ given_names: '' }), [], 'some have one name')
  t.strictSame(faults({ expires: '2026-11-21' }), ['expires passport-valid'])
  t.strictSame(faults({ birth_date: '2026-11-23' }), ['birth_date not-future'])
  t.strictSame(told(readPage('background', { ...background, convicted: 'yes' }, TODAY).faults), [
    'explanation required',
  ])
  t.strictSame(readPage('background', { ...background, convicted: 'yes', explanation: 'In 2001' }, TODAY).faults, [])
})
