import t from 'tap'
import { readList } from '../../../server/flights/read-list.ts'
import { unwrap } from '../../made.ts'

const csv = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n`)
const rowsOf = (sent: unknown) =>
  unwrap(readList(sent, {})).list.map(({ row, reference, passenger }) => [row, reference, passenger.ok])

t.test('a file: rows as a spreadsheet numbers them, and the columns that were left aside', async (t) => {
  const sent = csv('seat,nationality,shoe size', '12A,KAZ,44', '12B,Sri Lanka,43')
  t.same(rowsOf(sent), [
    [2, '12A', true],
    [3, '12B', false],
  ])
  t.match(unwrap(readList(sent, {})).table, {
    ignored: ['shoe size'],
    skipped: [{ from: 1, to: 1, why: 'heading' }],
    hasPassports: false,
  })
})

t.test('what is said beside a file comes before what the file says of its flight', async (t) => {
  const sent = csv('flight,airport,nationality', 'KC104,NQZ,KAZ')
  t.same(unwrap(readList(sent, { checkpoint: 'ALA' })).given, { flight: 'KC104', checkpoint: 'ALA' })
})

t.test('a value: rows are counted from 1, and nothing beside it is said of its flight', async (t) => {
  const sent = { flight: 'KC104', passengers: [{ reference: 'A', nationality: 'KAZ' }, 3] }
  t.same(rowsOf(sent), [
    [1, 'A', true],
    [2, null, false],
  ])
  t.match(unwrap(readList(sent, { flight: 'KC1' })), { given: { flight: 'KC104' }, table: null })
})

t.test('what is wrong with a whole list is told, and what to do', async (t) => {
  const passengers = [{}]
  for (const [sent, reason, message] of [
    [csv(''), 'list/format', /^The list was not understood: the file is empty\.$/],
    [csv('nationality', ...Array(1001).fill('KAZ')), 'list/format', /at most 1000 passengers/],
    [[], 'list/format', /^Send an object with flight/],
    [null, 'list/format', /^Send an object/],
    [{ passengers, airport: 'NQZ' }, 'list/format', /^"airport" is no member of a flight$/],
    [{ passengers, flight: 104 }, 'list/format', /^flight is no text$/],
    [{ passengers: [] }, 'list/format', /at least one passenger/],
    [{ passengers: 3 }, 'list/format', /at least one passenger/],
    [{ passengers: Array(1001).fill({}) }, 'list/too-long', /^A flight has at most 1000 passengers, not 1001\.$/],
  ] as const)
    t.match(readList(sent, {}), { ok: false, error: { reason, message } })
})
