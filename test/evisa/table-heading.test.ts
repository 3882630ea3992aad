import t from 'tap'
import { filledIn, findHeading, isBlank, namesColumns } from '#evisa/table-heading.ts'
import { unwrap } from '../made.ts'

const rowsOf = (...rows: string[]) => rows.map((row) => ({ cells: row.split(','), fault: null }))
/** Its rows, and what each of its columns is. */
const heading = (...rows: string[]) => {
  const { from, to, columns } = unwrap(findHeading(rowsOf(...rows)))
  return [from, to, columns.map(({ passenger, flight }) => passenger ?? flight ?? '-').join()]
}
const fault = (...rows: string[]) => {
  const found = findHeading(rowsOf(...rows))
  return found.ok ? null : found.error
}
const SEATS = ['1A,N1234567,IND', '1B,N7654321,IND']

t.test('of rows that name columns the one that names most heads the table', async (t) => {
  const own = 'Seat,Passport No,Nationality'
  const found = 'reference,passport_number,nationality'
  t.same(heading(own, ...SEATS), [0, 0, found])
  for (const title of [
    'Booking,ABC123',
    'Type,Final,',
    'Nationality:,all,',
    'Flight,KC104,Arrival',
    'Passport check,,',
  ])
    t.same(heading(title, own, ...SEATS), [1, 1, found], title)
  t.same(heading('Type,Final,', 'Visa,all,Booking', '', own, ...SEATS), [3, 3, found])
  t.same(heading(own, ...SEATS, own, ...SEATS), [0, 0, found], 'the first of the same')
  t.same(heading('Booking,ABC123', 'Name,Passport,Remark', 'X,N1,'), [1, 1, '-,passport_number,-'], 'the wider one')
  const late = [...Array(9).fill('a,b'), own]
  t.same(heading(...late, ...SEATS), [9, 9, found])
  t.match(fault('a,b', ...late), /no row names a column/)
})

t.test('two rows are one heading where they name more together', async (t) => {
  for (const [above, below, columns] of [
    [
      'Seat,Passport,,,QR',
      ',Number,Nationality,Expiry,',
      'reference,passport_number,nationality,passport_expires,text',
    ],
    [',Passport,,,Visa,', 'Seat,No,Nationality,Type,No,QR', 'reference,passport_number,nationality,-,visa_number,text'],
    [
      ',Travel document,,Personal data,',
      'Seat,Number,Valid until,Date of birth,Type',
      'reference,passport_number,passport_expires,birth_date,-',
    ],
    ['Passenger,,Visa,', 'Type,Passport No,Number,Expires', 'type,passport_number,visa_number,-'],
    ['Место,Паспорт,,', ',Номер,Гражданство,Срок действия', 'reference,passport_number,nationality,passport_expires'],
    ['Sitz,Reisepass,', ',Nummer,Gültig bis', 'reference,passport_number,passport_expires'],
    [',Passport,,Visa', 'Seat,Number,Nationality,No', 'reference,passport_number,nationality,visa_number'],
    ['Seat,Passport,', 'Seat,Number,Nationality', 'reference,passport_number,nationality'],
    ['Seat,Birth,', ',Date,Place', 'reference,birth_date,-'],
    ['Seat,Passport,', ',Country,Number', 'reference,-,passport_number'],
  ] as const)
    t.same(heading('Passengers,,', above, below, ...SEATS), [1, 2, columns], below)
})

t.test('a passenger is no second row of a heading', async (t) => {
  t.same(heading('Passport,,Nationality', 'ANNA,visa 7,KAZ')[1], 0, 'a digit')
  t.same(heading('Name,Passport,Nationality', 'ANNA,No,')[1], 0, 'says something under a single column')
  t.same(heading('Passport,Name,Nationality', 'N,ANNA,KAZ')[1], 0, 'names nothing')
  t.same(heading('Seat,Passport No,Nationality', 'A,Document,KAZ', 'B,N,KAZ')[1], 0, 'names no more')
})

t.test('the same in another language, below, belongs to it', async (t) => {
  t.same(heading('Seat,Passport No,Name', 'Место,№ паспорта,ФИО', ...SEATS)[1], 1)
  t.same(heading('Seat,Passport No,Name', 'Место,ФИО,', ...SEATS)[1], 0, 'which says something else')
  t.same(heading('Name,Passport No', 'Имя,Паспорт', ...SEATS)[1], 0, 'one word may be a name')
})

t.test('of columns of one field the most explicit is meant, and two that are equal are told', async (t) => {
  t.same(heading('Passport,Passport No,ID number')[2], '-,passport_number,-')
  t.same(heading('ID number,Passport')[2], '-,passport_number')
  t.same(heading('Seat,PNR,Visa,Visa No')[2], 'reference,-,-,visa_number')
  t.match(fault('Passport No,Passport Number'), /two columns are both passport_number: leave one out/)
  t.match(fault('Nationality,Citizenship'), /both nationality/)
  t.match(fault('visa,evisa'), /both visa_number/)
})

t.test('what is wrong with it', async (t) => {
  t.match(fault('a', 'b'), /no row names a column that is known: reference, type/)
  t.match(fault(`seat,${'('.repeat(60_000)}`, '1A'), /row 1 is no heading: one of its cells has more than 200/)
  t.equal(fault('x'.repeat(201), 'seat', '1A'), null, 'a long title is none')
  const rows = [{ cells: ['seat', '"passport'], fault: 'a quotation mark' }, ...rowsOf(...SEATS)]
  const title = [
    { cells: ['Passport "list', ''], fault: 'a quotation mark' },
    ...rowsOf('Seat,Number,Nationality', ...SEATS),
  ]
  t.match(findHeading(title), { ok: true, value: { from: 1, to: 1 } }, 'of a title it does not matter')
  t.match(findHeading(rows), { ok: false, error: 'the heading is not understood: a quotation mark' })
})

t.test('what a row holds', async (t) => {
  t.same([isBlank({ cells: [' ', ''], fault: null }), isBlank({ cells: [''], fault: 'x' })], [true, false])
  t.same(filledIn(['a', ' ', '', 'b']), [0, 3])
  t.same([namesColumns(['x', 'Seat']), namesColumns(['x', '1A'])], [true, false])
})
