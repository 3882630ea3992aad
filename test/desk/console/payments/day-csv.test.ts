import t from 'tap'
import { cellsOf } from '../../../../desk/console/payments/day-csv.ts'
import type { ListedPayment } from '../../../../desk/console/payments/payment-words.ts'
import { writeCsv } from '../../../../platform/csv.ts'
import { paymentsScene } from './payments-scene.ts'

t.test('the payments of a day are a table, and a day that is none is told', async (t) => {
  const { at, pay } = await paymentsScene(t)
  const [wrong, paid] = [await pay('wrong-amount'), await pay()]
  const file = await at.get('/en/payments/day.csv?day=2026-11-22')
  t.match(file.headers['content-type'], /^text\/csv/)
  t.match(file.headers['content-disposition'], 'attachment; filename="payments-2026-11-22.csv"')
  const [head = '', ...rows] = file.bytes.toString().trimEnd().split('\r\n')
  t.match(head, /^\ufeffReference,State,Fee,/)
  t.match(rows, [
    new RegExp(`,wrong-amount,60.00,USD,1.00,USD,.*,${wrong.invoice},`),
    new RegExp(`,paid,.*,${paid.invoice},`),
  ])
  t.equal((await at.get('/en/payments/day.csv?day=2026-11-21')).bytes.toString().split('\r\n').length, 2)
  for (const day of ['', '2026-11-31', '2027-01-01', '=1+1']) {
    const again = await at.get(`/en/payments/day.csv?day=${encodeURIComponent(day)}`)
    t.equal(again.status, 422, day)
    t.match(again.text('.govuk-error-summary'), /Choose a day that has begun/)
  }
})

t.test('nothing of it is a formula, whatever a bank calls a transaction', async (t) => {
  const payment = {
    ...{ reference: 'K7Q2M4XN9TBD', state: 'paid', amount_minor: 6000, currency: 'USD', invoice: '123456' },
    ...{ captured_minor: null, captured_currency: null, captured_at: null, refunded_at: null, settled_at: 0 },
    ...{ terminal: '1', transaction: '=HYPERLINK("http://x")' },
  } as unknown as ListedPayment
  t.same(cellsOf(payment).slice(0, 7), ['K7Q2-M4XN-9TBD', 'paid', '60.00', 'USD', '', '', ''])
  t.match(writeCsv([cellsOf(payment)]), /'=HYPERLINK/)
})
