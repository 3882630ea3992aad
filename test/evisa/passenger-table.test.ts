import fc from 'fast-check'
import t from 'tap'
import type { FlightAnswer } from '#evisa/flight-answer.ts'
import {
  answerHeader,
  answerRows,
  listPassengers,
  MAX_PASSENGERS,
  PASSENGER_COLUMNS,
  readPassengerTable,
  sumsOf,
} from '#evisa/passenger-table.ts'
import { unwrap } from '../made.ts'

const table = (...rows: string[][]) => readPassengerTable(rows.map((cells) => ({ cells, fault: null })))
const fault = (...rows: string[][]) => {
  const read = table(...rows)
  return read.ok ? null : read.error
}

t.test('columns in any order and under any of their names', async (t) => {
  for (const [field, names] of Object.entries(PASSENGER_COLUMNS)) {
    for (const name of names) {
      const spelled = [name, name.toUpperCase(), [...name].join('_'), ` ${name.replace(/(.{3})/, '$1 ')} `]
      for (const heading of spelled) t.match(table([heading], ['1990-01-01']), { ok: true }, `${field}: ${heading}`)
    }
  }
  const { passengers, ignored, flight } = unwrap(
    table(['Surname', 'DOB', 'Flight', 'Seat', 'Citizenship', ''], ['X', '1990-01-01', 'KC104', '1A', 'KAZ', '']),
  )
  t.same(passengers, [
    {
      row: 2,
      reference: '1A',
      passenger: { ok: true, value: { reference: '1A', nationality: 'KAZ', birth_date: '1990-01-01' } },
    },
  ])
  t.same([ignored, flight], [['Surname'], { flight: 'KC104' }])
})

t.test('rows are numbered as the spreadsheet does, blank ones are left out', async (t) => {
  const { passengers } = unwrap(table(['nationality'], ['KAZ'], [''], [' '], ['DEU']))
  t.same(
    passengers.map(({ row }) => row),
    [2, 5],
  )
})

t.test('what is wrong with the whole of it', async (t) => {
  t.equal(fault(), 'the file is empty')
  t.equal(fault(['', ' ']), 'the file is empty')
  t.match(fault(['a', 'b'], ['1', '2']), /no row names a column that is known: reference, type/)
  t.match(fault(['visa', 'evisa'], ['1', '2']), /two columns are both visa_number/)
  t.match(fault(['nationality'], ['']), /no passenger below its heading/)
  t.equal(table(['nationality'], ...Array(MAX_PASSENGERS).fill(['KAZ'])).ok, true)
  t.match(fault(['nationality'], ...Array(MAX_PASSENGERS + 1).fill(['KAZ'])), /at most 1000/)
  t.match(fault(['nationality', 'airport'], ['KAZ', 'NQZ'], ['KAZ', ''], ['KAZ', 'ALA']), /row 4 has checkpoint "ALA"/)
})

t.test('each row is answered, skipped with its reason, or named', async (t) => {
  const { passengers, skipped, hasPassports } = unwrap(
    readPassengerTable([
      ...[
        [''],
        ['Flight KC 904'],
        ['', ''],
        ['seat', 'remark', 'nationality'],
        ['12A', '', 'DEU'],
        [''],
        ['', '', ''],
      ].map((cells) => ({ cells, fault: null })),
      { cells: ['seat', 'remark', 'nationality'], fault: null },
      { cells: ['12B', '"bag', 'DEU'], fault: 'a quotation mark' },
      { cells: ['12C', '', 'Germany'], fault: null },
    ]),
  )
  t.match(
    passengers.map(({ row, reference, passenger }) => [row, reference, passenger.ok ? 'ok' : passenger.error]),
    [
      [5, '12A', 'ok'],
      [9, '12B', 'a quotation mark'],
      [10, '12C', /"Germany" is not the three letters of the passport/],
    ],
  )
  t.same(skipped, [
    { from: 1, to: 1, why: 'blank' },
    { from: 2, to: 2, why: 'above-heading' },
    { from: 3, to: 3, why: 'blank' },
    { from: 4, to: 4, why: 'heading' },
    { from: 6, to: 7, why: 'blank' },
    { from: 8, to: 8, why: 'heading' },
  ])
  t.same(sumsOf(passengers, skipped), { all: 10, read: 1, skipped: 7, named: 2 })
  t.same(sumsOf(listPassengers([{}, 3])), { all: 2, read: 1, skipped: 0, named: 1 })
  t.equal(hasPassports, false)
})

t.test('the usual headings of a passport are known', async (t) => {
  const headings = [
    'Document No',
    'Passport #',
    'Travel Document Number',
    '№ паспорта',
    'Passport No.',
    'DOC. NO (TD3)',
    'Номер паспорта',
  ]
  for (const heading of headings) {
    const { passengers, hasPassports } = unwrap(table([heading, 'Seat', 'PNR'], ['N1234567', '1A', 'X']))
    t.match(passengers, [{ reference: '1A', passenger: { value: { passport_number: 'N1234567' } } }], heading)
    t.ok(hasPassports)
  }
})

t.test('a heading that is none is refused at once, however long', async (t) => {
  t.match(fault(['seat', '('.repeat(60_000)], ['1A', '']), /row 1 is no heading/)
})

t.test('what is wrong with a row stands with that row', async (t) => {
  const { passengers } = unwrap(
    table(['seat', 'nationality'], ['1A', 'KAZ', 'more'], ['1B', 'K\ufffdZ'], ['1C', 'KZ'], ['1D'], ['1E', 'KAZ', '']),
  )
  t.match(
    passengers.map(({ row, reference, passenger }) => [row, reference, passenger.ok ? 'ok' : passenger.error]),
    [
      [2, '1A', /3 columns, the first row 2/],
      [3, '1B', /no UTF-8/],
      [4, '1C', /three letters/],
      [5, '1D', 'ok'],
      [6, '1E', 'ok'],
    ],
  )
  t.match(listPassengers([{ reference: 'x\u001b'.repeat(40), nationality: 3 }, null]), [
    { row: 1, reference: 'x'.repeat(20), passenger: { ok: false } },
    { row: 2, reference: null, passenger: { ok: false } },
  ])
})

t.test('any cells at all give a table or words', async (t) => {
  const names = Object.values(PASSENGER_COLUMNS).flat()
  const row = fc.array(fc.string(), { maxLength: 6 })
  const header = fc.array(fc.oneof(fc.string(), fc.constantFrom(...names)), { maxLength: 6 })
  fc.assert(
    fc.property(header, fc.array(row, { maxLength: 8 }), (first, rows) => {
      const read = table(first, ...rows)
      if (!read.ok && read.error === '') throw new Error('an error says something')
    }),
    { numRuns: 500 },
  )
  t.pass()
})

t.test('answers as rows', async (t) => {
  const text = { en: 'one', ru: 'два', kk: 'үш' }
  const answer: FlightAnswer = {
    ...({ row: 3, reference: null, outcome: 'refuse', reason: 'dates/expired' } as const),
    ...{ detail: {}, findings: [], visa: null, specimen: false },
    ...{ asked_for: '2026-11-23', decided_at: 1, word: text, instruction: text },
    changed_from: { outcome: 'clear', reason: null },
  }
  t.same(answerRows([answer], 'ru'), [
    answerHeader(),
    ['3', '', 'два', 'два', 'dates/expired', '', '2026-11-23', 'clear', ''],
  ])
  t.same(answerRows([{ ...answer, changed_from: null }], 'en')[1]?.at(-2), '')
  t.same(answerRows([{ ...answer, specimen: true }], 'en')[1]?.at(-1), 'SPECIMEN · ОБРАЗЕЦ · ҮЛГІ')
})
