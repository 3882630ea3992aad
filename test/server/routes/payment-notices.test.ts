import t from 'tap'
import { build } from '../build-app.ts'
import { paymentScene } from '../payments/payment-scene.ts'

const URL = '/v1/payment-notices/test'
const PAID = { code: 'ok', reason: 'success', amount: 60, currency: 'USD', statusName: 'CHARGE' }

t.test('a notice is answered alike whatever it is about, and is believed in nothing', async (t) => {
  const { newCase, begin, told, nudges, nobody, pass } = await paymentScene(t)
  const made = await newCase()
  const { invoice } = (await begin(made)).body
  const answers = []
  for (const [url, body] of [
    [URL, { invoiceId: invoice, terminal: '98765432', ...PAID }],
    [URL, { invoiceId: '123456', terminal: '98765432', ...PAID }],
    [URL, { invoiceId: invoice, terminal: '11112222', ...PAID }],
    ['/v1/payment-notices/another', { invoiceId: invoice, terminal: '98765432', ...PAID }],
  ] as const)
    answers.push(await nobody('POST', url, body))
  t.same(
    answers.map(({ status, text }) => [status, text]),
    Array.from({ length: 4 }, () => [204, '']),
  )
  t.equal(nudges.length, 3, 'of those for this acquirer, each')
  await pass(60)
  t.match((await told(made)).body.payments, [{ state: 'at-acquirer' }], 'nothing was charged, whatever was said')
})

t.test('what is no notice is refused by its shape', async (t) => {
  const { nobody, nudges } = await paymentScene(t)
  for (const body of [
    undefined,
    {},
    { invoiceId: 5, terminal: '1' },
    { invoiceId: '1', terminal: '1' },
    { invoiceId: `1' OR 1`, terminal: '1' },
  ])
    t.equal((await nobody('POST', URL, body)).status, 400)
  t.equal(nudges.length, 0)
})

t.test('they are limited, and where nothing can be paid they are heard all the same', async (t) => {
  const { nobody } = await build(t, { callsPerMinute: { stranger: 3 } })
  const send = async () => (await nobody('POST', URL, { invoiceId: '123456', terminal: '1' })).status
  t.same([await send(), await send(), await send(), await send()], [204, 204, 204, 429])
})
