import t from 'tap'
import { readOrder } from '../../acquirer/read-order.ts'

const BODY = {
  ...{ invoiceId: '123456000001', terminal: '98765432', amount: '60.00', currency: 'USD', language: 'kk' },
  ...{ postLink: 'http://a/notice', backLink: 'https://b/back', expires: 5 },
}

t.test('an order of a shop is read', async (t) => {
  t.match(readOrder(BODY, ['98765432']), { invoice: '123456000001', language: 'kk', expiresAt: 5 })
})

t.test('what is no order is refused', async (t) => {
  const wrong = [
    ...[{ invoiceId: '12345' }, { invoiceId: '1'.repeat(16) }, { terminal: '1' }, { amount: '-1' }, { amount: 60 }],
    ...[
      { currency: 'usd' },
      { language: 'de' },
      { postLink: 'javascript:x' },
      { backLink: 'ftp://a' },
      { expires: '5' },
    ],
  ]
  for (const change of wrong) t.equal(readOrder({ ...BODY, ...change }, ['98765432']), null, JSON.stringify(change))
  for (const body of [null, 'x', 5, {}]) t.equal(readOrder(body, ['98765432']), null)
})
