import t from 'tap'
import { readSettlement } from '../../../server/payments/read-settlement.ts'

const HEAD = 'terminal,invoice,transaction,kind,amount,currency,at'
const LINE = '98765432,123456000001,t1,CHARGE,60.00,USD,2026-11-22T11:00:00+06:00'
const read = (...lines: readonly string[]) => readSettlement(Buffer.from([HEAD, ...lines, ''].join('\r\n')))

t.test('a line is a charge in a state, by the time of the bank', async (t) => {
  const lines = ['REFUND', 'DISPUTE', 'DISPUTE_WON', 'DISPUTE_LOST', 'NEWS'].map((kind) => LINE.replace('CHARGE', kind))
  const found = read(LINE, ...lines)
  t.match(found, { ok: true, value: { terminal: '98765432' } })
  if (!found.ok) return
  t.match(found.value.lines[0], {
    line: 2,
    invoice: '123456000001',
    transactionId: 't1',
    minor: 6000,
    capturedAt: 1_795_323_600,
  })
  t.same(
    found.value.lines.map(({ state }) => state),
    ['captured', 'returned', 'disputed', 'dispute-won', 'dispute-lost', 'not-listed'],
  )
  t.match(read(), { ok: true, value: { terminal: '', lines: [] } }, 'a day without any')
  t.match(read(LINE, '', ',,,,,,'), { ok: true, value: { lines: [{ line: 2 }] } }, 'blank lines of a spreadsheet')
})

t.test('a file of which a line cannot be read is not taken at all, and told by the line', async (t) => {
  for (const [line, words] of [
    [LINE.replace('98765432', 'x'), /line 3: the terminal/],
    [LINE.replace('123456000001', '12345'), /line 3: the invoice/],
    [LINE.replace('60.00', '60,00'), /line 3/],
    [LINE.replace('60.00', '-60'), /line 3: -60 USD is no amount/],
    [LINE.replace('USD', 'usd'), /line 3/],
    [LINE.replace('T11', ' 11'), /line 3: the time/],
    [LINE.replace('t1', '=t1'), /line 3: the transaction/],
    ['98765432,1', /line 3: it has 2 columns/],
    [LINE.replace('98765432', '1'), /several terminals/],
  ] as const)
    t.match(read(LINE, line), { ok: false, error: words }, line)
})

t.test('what is no such file is told', async (t) => {
  t.match(readSettlement(Buffer.from('')), { ok: false, error: /empty/ })
  t.match(readSettlement(Buffer.from('a,b\n')), { ok: false, error: /its first line is to be terminal,invoice/ })
  t.match(readSettlement(Buffer.from([0x50, 0x4b, 3, 4, 0])), { ok: false, error: /workbook/ })
})
