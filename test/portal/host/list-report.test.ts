import t from 'tap'
import { listReport, type TakenList } from '../../../portal/host/list-report.ts'

const TAKEN: TakenList = {
  list: 'abc',
  sums: { all: 6, taken: 1, already: 1, named: 1, skipped: 2 },
  ignored: ['Hotel'],
  skipped: [
    { row: 1, why: 'heading' },
    { row: 4, why: 'blank' },
  ],
  rows: [
    { row: 2, became: 'taken', invitation: 'K7Q2', state: 'submitted', errors: [] },
    { row: 3, became: 'already', invitation: 'M4XN', state: 'approved', errors: [] },
    {
      ...{ row: 5, became: 'named', invitation: null, state: null },
      errors: [
        { field: 'valid_from', rule: 'shape', message: '"a \\"b\\"": takes a day' },
        { field: 'row', rule: 'shape', message: 'has more cells than the heading' },
      ],
    },
  ],
}

t.test('every row is in the report once, with what is to be done', async (t) => {
  const { named, taken, skipped, sums, ignored, address } = listReport(TAKEN, 'en')
  t.strictSame(
    [...taken, ...named, ...skipped].map(({ row }) => row),
    ['Row 2', 'Row 3', 'Row 5', 'Row 1', 'Row 4'],
  )
  t.match(named[0]?.faults, [
    { column: 'Valid from', typed: 'You have “a "b"”.' },
    { column: null, typed: null, text: /quotation/ },
  ])
  t.match(taken, [{ href: '/en/host/invitations/K7Q2', text: 'taken' }, { text: 'there before' }])
  t.match(sums, '6 rows in all: 1 taken, 1 there before, 1 to be corrected, 2 skipped')
  t.match(ignored, 'Hotel')
  t.equal(address, '/en/host?list=abc')
})
