import t, { type Test } from 'tap'
import { giveBackUnknown } from '../../../server/recovery/give-back-unknown.ts'
import { openedModel } from '../payments/opened-model.ts'

const BY = { actor: 'authority', at: 1_795_323_700 } as const
const TERMINAL = '98765432'
const INVOICES = ['777777000001', '777777000002', '777777000003'] as const

async function scene(t: Test) {
  const { store, bank } = await openedModel(t)
  for (const invoice of INVOICES) {
    const reference = 'K7Q2M4XN9TBC'
    await bank.openPayment({
      ...{ reference, invoice, terminal: TERMINAL, minor: 6000, currency: 'USD', language: 'en' },
      ...{ expiresAt: BY.at, returnAddress: '', noticeAddress: '' },
    })
    bank.charge(invoice, 'captured')
    const found = { id: invoice, acquirer: 'test', terminal: TERMINAL, invoice, reference, minor: 6000 }
    await store.adoptCharge({ ...found, currency: 'USD' }, BY)
  }
  const give = (ids: readonly string[] | 'all') => giveBackUnknown(ids, BY, { store, acquirer: bank })
  const states = () => bank.all().map(({ state }) => state)
  return { store, bank, give, states }
}

t.test('gives back what is named, once, and leaves the others in doubt', async (t) => {
  const { store, bank, give, states } = await scene(t)
  t.strictSame(await give([`${TERMINAL}/${INVOICES[1]}`, 'not/there']), { ok: true, value: 1 })
  t.strictSame(states(), ['captured', 'returned', 'captured'])
  await store.settleDoubts('payment', [`${TERMINAL}/${INVOICES[0]}`], 'confirm', BY)
  t.strictSame(await give('all'), { ok: true, value: 1 })
  t.strictSame(states(), ['captured', 'returned', 'returned'], 'what was said to stay stays')
  t.strictSame(await give('all'), { ok: true, value: 0 })
  t.equal(bank.refundsDone, 2)
})

t.test('what the bank does not give back stays in doubt, and is given back once when it is asked again', async (t) => {
  const { store, bank, give, states } = await scene(t)
  const id = `${TERMINAL}/${INVOICES[0]}`
  bank.refundTroubles.push('answer-lost')
  t.match(await give('all'), { ok: false, error: { id, kind: 'not-reached' } })
  bank.troubles.push('not-reached')
  t.match(await give('all'), { ok: false, error: { id } })
  t.match(await store.countDoubts(), { payment: 3 })
  t.strictSame(await give('all'), { ok: true, value: 3 })
  t.strictSame([...states(), bank.refundsDone], ['returned', 'returned', 'returned', 3])
  t.strictSame(await giveBackUnknown('all', BY, { store }), { ok: false, error: 'no-acquirer' })
})
