import { randomBytes } from 'node:crypto'
import t from 'tap'
import { beginPayment } from '../../../server/payments/begin-payment.ts'
import { openedModel } from './opened-model.ts'

async function paying(t: import('tap').Test) {
  const opened = await openedModel(t)
  const { store, bank, made, clock } = opened
  let wakes = 0
  const nudged: string[] = []
  const services = {
    ...{ store, acquirer: bank, randomBytes, publicUrl: () => 'https://evisa.example' },
    paymentWatch: {
      wake: () => {
        wakes += 1
      },
      nudge: ({ invoice }: { readonly invoice: string }) => void nudged.push(invoice),
    },
  }
  const { reference, account } = made
  const asked = { reference, account, language: 'kk', returnAddress: 'https://portal.example/back' } as const
  const begin = (change = {}) => beginPayment(asked, { actor: 'a', at: clock.now }, { ...services, ...change })
  return { ...opened, begin, nudged, wakes: () => wakes }
}

t.test('a payer is sent to a page of the bank, which was told all that it needs', async (t) => {
  const { bank, begin, wakes } = await paying(t)
  const begun = await begin()
  t.match(begun, { ok: true, value: { state: 'at-acquirer', page: /^http:\/\/bank\// } })
  const [[, { order } = {}] = []] = [...bank.orders]
  t.match(order, {
    ...{ minor: 6000, currency: 'USD', language: 'kk', returnAddress: 'https://portal.example/back' },
    noticeAddress: 'https://evisa.example/v1/payment-notices/test',
  })
  t.equal(wakes(), 1)
  t.strictSame(await begin(), begun, 'and to the same one again')
  t.equal(bank.orders.size, 1)
})

t.test('a bank that cannot be reached costs nothing: the same payment goes on', async (t) => {
  const { bank, store, begin } = await paying(t)
  bank.troubles.push('not-reached')
  t.match(await begin(), { ok: false, error: { kind: 'not-reached' } })
  const [kept] = await store.listPayments({ limit: 9 })
  t.match(kept, { state: 'created' })
  t.match(await begin(), { ok: true, value: { id: kept?.id, state: 'at-acquirer' } })
})

t.test('an end of the process before the bank was asked, or after, loses nothing', async (t) => {
  const { bank, store, begin } = await paying(t)
  const gone = () => Promise.reject(new Error('gone'))
  await t.rejects(begin({ acquirer: Object.assign(Object.create(bank), { openPayment: gone }) }), /gone/)
  await t.rejects(begin({ store: { ...store, sentToAcquirer: gone } }), /gone/)
  t.match(await begin(), { ok: true, value: { state: 'at-acquirer' } })
  t.equal((await store.listPayments({ limit: 9 })).length, 1)
  t.equal(bank.orders.size, 1)
})

t.test('without an acquirer nothing is begun', async (t) => {
  const { store, begin } = await paying(t)
  t.strictSame(await begin({ acquirer: undefined }), { ok: false, error: 'no-acquirer' })
  t.equal((await store.listPayments({ limit: 9 })).length, 0)
})

t.test('one whose time is over is not opened again: the bank is asked about it first', async (t) => {
  const { bank, clock, begin, nudged, store } = await paying(t)
  bank.troubles.push('not-reached')
  await begin()
  clock.now += 1200
  const [kept] = await store.listPayments({ limit: 9 })
  t.match(await begin(), { ok: true, value: { id: kept?.id, page: null } })
  t.same(nudged, [kept?.invoice])
  t.equal(bank.orders.size, 0)
})
