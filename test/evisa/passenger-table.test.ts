import fc from 'fast-check'
import t from 'tap'
import type { FlightAnswer } from '#evisa/flight-answer.ts'
import {
  answerHeader,
  answerRows,
  listPassengers,
  MAX_PASSENGERS,
  readPassengerTable,
  sumsOf,
} from '#evisa/passenger-table.ts'
import { unwrap } from '../made.ts'

const table = (...rows: string[][]) => readPassengerTable(rows.map((cells) => ({ cells, fault: null })))
const fault = (...rows: string[][]) => {
  const read = table(...rows)
  return read.ok ? null : read.error
}

t.test('columns in any order, and which of them were left aside', async (t) => {
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

t.test('a column that is filled under no heading is named', async (t) => {
  const { ignored } = unwrap(table(['seat', '', 'name', '', 'nationality', ' * '], ['1A', 'N1', 'X', ' ', 'KAZ', 'Y']))
  t.same(ignored, ['#2', 'name', '#6'])
})

t.test('cells that were merged over two rows head their columns', async (t) => {
  const read = unwrap(
    table(
      ['Flight KC104'],
      ['Seat', 'Passport', '', '', 'QR'],
      ['', 'Number', 'Nationality', 'Expiry', ''],
      ['12A', 'N1234567', 'DEU', '2026-01-01', 'EV1:1'],
      ['', 'Number', 'Nationality', 'Expiry', ''],
    ),
  )
  const value = { reference: '12A', passport_number: 'N1234567', nationality: 'DEU', passport_expires: '2026-01-01' }
  t.match(read, {
    ignored: [],
    hasPassports: true,
    passengers: [{ row: 4, passenger: { value: { ...value, text: 'EV1:1' } } }],
  })
  t.same(read.skipped, [
    { from: 1, to: 1, why: 'above-heading' },
    { from: 2, to: 3, why: 'heading' },
    { from: 5, to: 5, why: 'heading' },
  ])
})

t.test('a passenger above the heading, of a page that has none, is named; a title is not', async (t) => {
  const rowsOf = (...rows: string[][]) =>
    unwrap(table(...rows)).passengers.map(({ row, reference, passenger }) => [
      row,
      reference,
      passenger.ok ? 'ok' : passenger.error,
    ])
  t.match(rowsOf(['1A', 'N1', 'IND'], ['1B', '', 'IND'], ['Seat', 'Passport', 'Nationality'], ['1C', 'N3', 'IND']), [
    [1, '1A', 'it stands above the row that heads the columns, 3: put it below'],
    [2, '1B', /stands above/],
    [4, '1C', 'ok'],
  ])
  const titles = [
    ['Passengers of KC104', '', ''],
    ['Flight', 'KC104', 'NQZ'],
    ['22.11.2026', '', ''],
    ['Booking', 'ABC123'],
    ['Nationality:', 'all'],
  ]
  t.same(rowsOf(...titles, ['Seat', 'Passport', 'Nationality'], ['1C', 'N3', 'IND']), [[7, '1C', 'ok']])
})

t.test('a flight is the same one however it is written', async (t) => {
  const flightOf = (heading: string, ...cells: string[]) => {
    const read = table([heading, 'nationality'], ...cells.map((cell) => [cell, 'KAZ']))
    return read.ok ? Object.values(read.value.flight)[0] : read.error
  }
  t.equal(flightOf('flight', 'KC104', 'kc 104', '', 'KC-104'), 'KC104')
  t.match(flightOf('flight', 'KC104', 'KC 105'), /row 3 has flight "KC 105", rows above it "KC104"/)
  t.equal(flightOf('airport', 'NQZ', 'nqz'), 'NQZ')
  t.equal(flightOf('sta', '2026-11-22 23:50', '22.11.2026 23:50', '2026-11-22T23:50:00+05:00'), '2026-11-22 23:50')
  t.match(flightOf('sta', '2026-11-22 23:50', '2026-11-22 23:51'), /check each flight by itself/)
  t.match(flightOf('std', 'soon', 'later'), /check each flight by itself/)
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
      [2, '1A', /3 columns, the heading 2/],
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

t.test('any cells at all give a table or words, and every row of a table is accounted for once', async (t) => {
  const names = ['', ...'Seat,Passport,Number,Nationality,Expiry,Type,QR,Visa No,DOB,Flight,Name,Место'.split(',')]
  const data = [
    '',
    '',
    '12A',
    'N1234567',
    'KAZ',
    'ANNA',
    '1990-01-01',
    'KC104',
    'KC 104',
    'EV1:1',
    'x'.repeat(201),
    '\ufffd',
  ]
  const cell = fc.oneof(fc.constantFrom(...names), fc.constantFrom(...data), fc.string({ maxLength: 8 }))
  const row = fc.oneof(
    fc.shuffledSubarray(names, { maxLength: 6 }),
    fc.array(fc.constantFrom(...data), { maxLength: 6 }),
    fc.array(cell, { maxLength: 6 }),
  )
  const faulty = fc.record({ cells: row, fault: fc.constantFrom(...Array(9).fill(null), 'a quotation mark') })
  let tables = 0
  fc.assert(
    fc.property(fc.array(faulty, { maxLength: 16 }), (rows) => {
      const read = readPassengerTable(rows)
      if (!read.ok) return read.error !== ''
      tables += 1
      const { passengers, skipped } = read.value
      const skips = skipped.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at))
      const seen = [...passengers.map((one) => one.row), ...skips].toSorted((one, other) => one - other)
      const sums = sumsOf(passengers, skipped)
      const isAll = sums.all === rows.length && sums.read + sums.skipped + sums.named === sums.all
      return isAll && seen.join() === rows.map((_, at) => at + 1).join()
    }),
    { numRuns: 3000 },
  )
  t.ok(tables > 500, `${tables} were tables`)
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
