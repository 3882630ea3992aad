import fc from 'fast-check'
import t from 'tap'
import { readCsv, readText, writeCsv } from '../../platform/csv.ts'
import { unwrap } from '../made.ts'

const rowsOf = (text: string) => unwrap(readCsv(text)).map(({ cells }) => cells)
const faults = (text: string) => unwrap(readCsv(text)).map(({ cells, fault }) => (fault === null ? cells : cells[0]))
const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)

t.test('reads UTF-8, and UTF-16 by its mark; says what a workbook is', async (t) => {
  t.same(readText(bytes('\ufeffНұр,1')), { ok: true, value: 'Нұр,1' })
  t.same(readText(Buffer.concat([Buffer.from([0xff, 0xfe]), bytes('Нұр', 'utf16le')])), { ok: true, value: 'Нұр' })
  t.same(readText(Buffer.concat([Buffer.from([0xfe, 0xff]), bytes('Нұр', 'utf16le').swap16()])), {
    ok: true,
    value: 'Нұр',
  })
  t.same(readText(bytes('D\xfcrer', 'latin1')), { ok: true, value: 'D\ufffdrer' })
  for (const empty of ['', ' \r\n', '\ufeff']) t.same(readText(bytes(empty)), { ok: false, error: 'the file is empty' })
  for (const magic of ['504b0304ffff', 'd0cf11e0a1b1'])
    t.match(readText(Buffer.from(magic, 'hex')), { ok: false, error: /workbook.*CSV UTF-8/ })
})

t.test('any delimiter, quotes, and lines within a cell', async (t) => {
  for (const delimiter of [',', ';', '\t', '|']) {
    const text = `a${delimiter}b\r\n"1${delimiter}2"${delimiter}"x ""y""\nz"\r\n`
    t.same(rowsOf(text), [
      ['a', 'b'],
      [`1${delimiter}2`, 'x "y"\nz'],
    ])
  }
  t.same(rowsOf('sep=;\r\na;b\n1,5;2'), [
    ['a', 'b'],
    ['1,5', '2'],
  ])
  t.same(rowsOf('a\n1'), [['a'], ['1']])
})

t.test('more rows, columns or characters than any list has are refused', async (t) => {
  for (const wide of [',', ';', '\t', '|', ',""'])
    t.match(readCsv(`a${wide}\n${wide.repeat(4000)}`), { ok: false, error: /row 2 has more than 200 columns/ }, wide)
  t.match(readCsv(`a,b\n"${'x'.repeat(20_000)}"`), { ok: false, error: /row 2 has more than any list has/ })
  t.match(readCsv(`a\n${'1\n'.repeat(4_000_000)}`), { ok: false, error: /more than 20000 rows/ })
  t.equal(readCsv(`a\n${'"\n'.repeat(19_999)}`).ok, true)
})

t.test('a quote that is not closed takes no row below it away', async (t) => {
  const list = ['seat,remark,nationality', '12A,window,DEU', '12B,"bag 22 in,DEU', '12C,aisle,DEU', '12D,aisle,XXD']
  const read = [['seat', 'remark', 'nationality'], ['12A', 'window', 'DEU'], '12B', ['12C', 'aisle', 'DEU']]
  t.same(faults(list.join('\n')), [...read, ['12D', 'aisle', 'XXD']])
  for (const closing of ['12D,aisle",DEU', '12D,"aisle,DEU', '12D,"aisle",DEU'])
    t.same(faults([...list.slice(0, 4), closing].join('\r\n')).slice(0, 4), read, closing)
  t.same(faults('a,b\n1,"x"y\n2,z'), [['a', 'b'], '1', ['2', 'z']])
  t.same(faults('a\n"1\n2\n3"'), [['a'], '"1', ['2'], ['3"']], 'one column: each line may be a row')
  t.same(faults(`a,b\n1,"x${'\n'.repeat(10)}"`).length, 12, 'over more lines than a remark has')
})

t.test('headings may be wrapped, several of them, below a title too', async (t) => {
  for (const title of ['', 'Passengers\n\n', 'Passengers, KC104\n']) {
    for (const [heading, cells] of [
      ['"Passport\nNumber",Nationality,Seat', ['Passport\nNumber', 'Nationality', 'Seat']],
      ['Seat,"Passport\r\nNumber",Nationality', ['Seat', 'Passport\nNumber', 'Nationality']],
      ['Seat,"Passport\nNumber","Date\nof\nbirth"', ['Seat', 'Passport\nNumber', 'Date\nof\nbirth']],
    ] as const) {
      const rows = unwrap(readCsv(`${title}${heading}\n1A,N1,IND\n1B,"bag,IND\n1C,N3,IND`))
      t.match(
        rows.slice(-4),
        [{ cells, fault: null }, { cells: ['1A'] }, { fault: /not closed/ }, { fault: null }],
        heading,
      )
    }
  }
  t.same(faults('a,"b\n1,"c\n2,d'), ['a', '1', ['2', 'd']], 'what is not closed is no heading')
  t.same(faults('a,b\n"1","x,"y"\n"2","x","y"').length, 3, 'all cells in quotes')
})

t.test('the delimiter is that of the rows, whatever titles and remarks have', async (t) => {
  t.same(rowsOf('KC104, 22.11.2026\na;b\n1;2')[2], ['1', '2'])
  t.same(rowsOf('a;b (last, first, other);c\n1;DOE, JOHN;3')[1], ['1', 'DOE, JOHN', '3'])
  t.same(rowsOf('a\tb, c, d\te\n1\tx, y\t2')[1], ['1', 'x, y', '2'])
  t.same(rowsOf('a')[0], ['a'])
})

t.test('what is written is read again, and nothing of it is run by a spreadsheet', async (t) => {
  for (const cell of ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '=1\nx', '|x', '\uff1d1', '\r\n=1'])
    t.same(
      rowsOf(
        writeCsv([
          ['a', 'b'],
          [cell, 'ok'],
        ]),
      )[1],
      // Lines within a cell end in one way when they were read.
      [`'${cell === '\t=1' ? "\t'=1" : cell.replace('\r\n', '\n')}`, 'ok'],
      JSON.stringify(cell),
    )
  t.same(writeCsv([['a b', '1', "it's"]]), "a b,1,it's\r\n")
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 5 }), (rows) => {
      const again = rowsOf(writeCsv([['a', 'b'], ...rows])).slice(1, rows.length + 1)
      for (const [at, row] of rows.entries())
        for (const [place, cell] of row.entries()) {
          const read = again[at]?.[place] ?? ''
          const safe = cell.replaceAll(/([;\t|]\s*)(?=[=+\-@|\uff1d\uff0b\uff0d\uff20])/g, "$1'")
          if (read !== safe && read !== `'${safe}`)
            throw new Error(`${JSON.stringify(cell)} became ${JSON.stringify(read)}`)
          if (/^\s*[=+\-@]/.test(read)) throw new Error(`a formula: ${JSON.stringify(read)}`)
        }
    }),
    { numRuns: 1000 },
  )
})

t.test('nor by one that parts the cells elsewhere', async (t) => {
  t.equal(writeCsv([[";=cmd|'/C calc'!A0;", 'a; b', 'x,+1']]), `;'=cmd|'/C calc'!A0;,a; b,"x,+1"\r\n`)
})
