import fc from 'fast-check'
import t from 'tap'
import { readCsv, readText, writeCsv } from '../../platform/csv.ts'

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
  for (const wide of [',', ';', '\t', '|', ',"\n"'])
    t.match(readText(bytes(`a\n${wide.repeat(4000)}`)), { ok: false, error: /row 2 has more than 200 columns/ }, wide)
  t.match(readText(bytes(`"\n"${','.repeat(801)}`)), { ok: false, error: /row 1 has/ })
  t.equal(readText(bytes(`"${',;'.repeat(9000)} ""x"", ${','.repeat(900)}"\r${',\r'.repeat(900)}`)).ok, true)
  for (const magic of ['504b0304ffff', 'd0cf11e0a1b1'])
    t.match(readText(Buffer.from(magic, 'hex')), { ok: false, error: /workbook.*CSV UTF-8/ })
})

t.test('any delimiter, quotes, and lines within a cell', async (t) => {
  for (const delimiter of [',', ';', '\t', '|']) {
    const text = `a${delimiter}b\r\n"1${delimiter}2"${delimiter}"x ""y""\nz"\r\n`
    t.same(readCsv(text, 9).slice(0, 2), [
      ['a', 'b'],
      [`1${delimiter}2`, 'x "y"\nz'],
    ])
  }
  t.same(readCsv('sep=;\r\na;b\n1,5;2', 9), [
    ['a', 'b'],
    ['1,5', '2'],
  ])
  t.same(readCsv('a\n1', 9), [['a'], ['1']])
  t.equal(readCsv(`a\n${'1\n'.repeat(100_000)}`, 10).length, 10, 'no more than is asked for')
})

t.test('what is written is read again, and nothing of it is run by a spreadsheet', async (t) => {
  for (const cell of ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '=1\nx', '|x', '\uff1d1', '\r\n=1'])
    t.same(
      readCsv(
        writeCsv([
          ['a', 'b'],
          [cell, 'ok'],
        ]),
        9,
      )[1],
      [`'${cell === '\t=1' ? "\t'=1" : cell}`, 'ok'],
      JSON.stringify(cell),
    )
  t.same(writeCsv([['a b', '1', "it's"]]), "a b,1,it's\r\n")
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1, maxLength: 5 }), (rows) => {
      const again = readCsv(writeCsv([['a', 'b'], ...rows]), 99).slice(1, rows.length + 1)
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
