import t from 'tap'
import { readInvitationList } from '../../../server/invitations/read-invitation-list.ts'
import { invited } from './made-context.ts'
import { file, listed, paperFile } from './made-lists.ts'

const linesOf = (bytes: Uint8Array, isOnPaper = false) => {
  const read = readInvitationList(bytes, isOnPaper)
  if (!read.ok) throw new Error(read.error)
  return read.value
}
const faultsOf = (change: Readonly<Record<number, string>>) => {
  const [line] = linesOf(file(listed(change))).lines
  return line?.read.ok === false ? line.read.error.map(({ field, rule }) => `${field} ${rule}`) : []
}

t.test('a row is read as people write one', async (t) => {
  const { lines, skipped } = linesOf(file(listed(), '', listed({ 4: 'N7654321', 7: 'многократная' })))
  t.match(lines, [
    { row: 2, read: { ok: true, value: { content: invited(), number: '' } } },
    { row: 4, read: { ok: true, value: { content: { entries: 'multiple' } } } },
  ])
  t.strictSame(skipped, [
    { row: 1, why: 'heading' },
    { row: 3, why: 'blank' },
  ])
})

t.test('what is wrong with a row is named by its column, and keeps no other row', async (t) => {
  t.strictSame(faultsOf({ 0: 'Иванов' }), ['surname mrz-spelling'])
  t.strictSame(faultsOf({ 2: '43210' }), ['birth_date shape'], 'as a spreadsheet counts days')
  t.strictSame(faultsOf({ 2: '' }), ['birth_date required'])
  t.strictSame(faultsOf({ 3: 'Sri Lanka' }), ['nationality shape', 'passport_issuer shape'])
  t.strictSame(faultsOf({ 4: '1.23E+08' }), ['passport_number shape'])
  t.strictSame(faultsOf({ 7: '3' }), ['entries shape'])
  t.strictSame(faultsOf({ 8: '01/12/2026' }), ['valid_from shape'], 'it may be two days')
  t.strictSame(faultsOf({ 10: '-5' }), ['stay_days shape'])
  t.strictSame(faultsOf({ 11: 'none' }), ['email mail-address'])
  t.strictSame(faultsOf({ 12: 'more' }), ['row shape'])
  const { lines } = linesOf(file('"Perera;Nimal', listed()))
  t.match(lines, [{ read: { ok: false, error: [{ field: 'row' }] } }, { read: { ok: true } }])
})

t.test('each row is answered once, whatever stands in it', async (t) => {
  const rows = ['', listed(), ';;;', '🙂', '=1+1', listed({ 0: '"a""b"' }), ',', '\u0000']
  const { lines, skipped } = linesOf(file(...rows))
  const all = [...lines, ...skipped].map(({ row }) => row).toSorted((one, other) => one - other)
  t.strictSame(
    all,
    Array.from({ length: rows.length + 1 }, (_, at) => at + 1),
  )
})

t.test('on paper each has its number, and needs no address', async (t) => {
  const { lines } = linesOf(
    paperFile(listed({ 11: '', 12: 'kz-2026/0417' }), listed({ 12: '' }), listed({ 12: '!' })),
    true,
  )
  t.match(lines, [
    { read: { ok: true, value: { number: 'KZ20260417', content: { email: '' } } } },
    { read: { ok: false, error: [{ field: 'number', rule: 'required' }] } },
    { read: { ok: false, error: [{ field: 'number', rule: 'shape' }] } },
  ])
})

t.test('what is no list says what to do', async (t) => {
  t.match(readInvitationList(Buffer.from(''), false), { ok: false, error: /empty/ })
  t.match(readInvitationList(Buffer.from('PK\u0003\u0004workbook'), false), { ok: false, error: /save it as CSV/ })
  t.match(readInvitationList(Buffer.from('hello'), false), { ok: false, error: /no column for surname/ })
  t.match(readInvitationList(file(), false), { ok: false, error: /no invitation below its heading/ })
})
