import t from 'tap'
import { timelineOf } from '#evisa/key-timeline.ts'
import { DAY, keyDocument, NOW, YEAR } from '../keys/made-store.ts'

const ROOT = { version: 2, iat: NOW - YEAR, exp: NOW + 4 * YEAR }

t.test('a row for the root, then the keys by purpose and age', async (t) => {
  const keys = [
    keyDocument('status00001', { purpose: 'status' }),
    keyDocument('visaNewer01'),
    keyDocument('visaOlder01', { active_from: NOW - YEAR }),
  ]
  const { rows } = timelineOf(keys, ROOT, NOW)
  t.same(
    rows.map(({ name }) => name),
    ['root 2', 'visaOlder01', 'visaNewer01', 'status00001'],
  )
  t.match(rows[0], { purpose: 'root', signs: { from: ROOT.iat, to: ROOT.exp }, verifies: null })
})

t.test('a key signs, then verifies only', async (t) => {
  const key = keyDocument('k0N1dK0N1dA')
  const [, row] = timelineOf([key], ROOT, NOW).rows
  t.same(row, {
    name: key.kid,
    purpose: 'visa',
    state: 'active',
    signs: { from: NOW, to: NOW + YEAR },
    verifies: { from: NOW + YEAR, to: NOW + 3 * YEAR },
    compromisedAt: null,
  })
})

t.test('a compromised key signs no more; of it only visas verify, by their register', async (t) => {
  const given = { state: 'compromised', compromised_at: NOW + DAY } as const
  const keys = [
    keyDocument('visaStolen1', given),
    keyDocument('policyStol1', { ...given, purpose: 'policy' }),
    keyDocument('snapStolen1', { ...given, purpose: 'snapshot', compromised_at: NOW - 9 * YEAR }),
  ]
  const [, visa, policy, snapshot] = timelineOf(keys, ROOT, NOW).rows
  t.match(visa, { signs: { from: NOW, to: NOW + DAY }, verifies: { from: NOW + DAY, to: NOW + 3 * YEAR } })
  t.match(visa, { compromisedAt: NOW + DAY })
  t.match(policy, { signs: { to: NOW + DAY }, verifies: null })
  t.match(snapshot, { signs: null, verifies: null, compromisedAt: NOW }, 'never before it was a key')
})

t.test('a key that was withdrawn never signs', async (t) => {
  const key = keyDocument('withdrawn01', { state: 'retired', active_from: NOW + DAY, sign_until: NOW })
  t.match(timelineOf([key], ROOT, NOW).rows[1], { signs: null })
})

t.test('spans all of it and now, with a tick for each year or quarter', async (t) => {
  const long = timelineOf([keyDocument('k0N1dK0N1dA', { active_from: NOW - 2 * YEAR })], ROOT, NOW)
  t.ok(long.from < NOW - 2 * YEAR && long.to > ROOT.exp)
  t.same(
    long.ticks.map(({ label }) => label),
    ['2025', '2026', '2027', '2028', '2029', '2030'],
  )
  const short = timelineOf([], { version: 1, iat: NOW, exp: NOW + YEAR / 2 }, NOW)
  t.same(
    short.ticks.map(({ label }) => label),
    ['2027-01-01', '2027-04-01'],
  )
})
