import t, { type Test } from 'tap'
import { adoptCharge } from '../../../server/payments/adopt-charge.ts'
import { settleFile } from '../../../server/payments/settle-file.ts'
import type { Charge } from '../../../server/store/payment-store.ts'
import { caseRow } from '../store/made-case.ts'
import { openedModel } from './opened-model.ts'

const BY = { actor: 'payments', at: 1_795_323_700 } as const
const TERMINAL = '98765432'
const INVOICE = '777777000001'

/** A bank that took an order which the store knows nothing of. */
async function scene(t: Test, of: { readonly reference?: string } = {}) {
  const opened = await openedModel(t)
  const { store, bank, options, made } = opened
  const reference = of.reference ?? made.reference
  await bank.openPayment({
    ...{ reference, invoice: INVOICE, terminal: TERMINAL, minor: 6000, currency: 'USD', language: 'en' },
    ...{ expiresAt: BY.at, returnAddress: '', noticeAddress: '' },
  })
  const settle = async () => {
    const settled = await settleFile(Buffer.from(bank.file()), TERMINAL, BY, { ...options, store, acquirer: bank })
    return settled.ok ? settled.value.findings.map(({ kind }) => kind) : settled.error.why
  }
  const [first] = bank.orders.values()
  if (first === undefined) throw new Error('no order')
  return { ...opened, settle, order: first }
}

t.test('what the bank’s file has and the store forgot pays the case that waits for it', async (t) => {
  const { bank, settle, runs, made, store } = await scene(t)
  bank.charge(INVOICE, 'captured')
  t.strictSame(await settle(), ['not-known-as-paid'])
  t.match(await caseRow(runs, made.reference), { state: 'paid' })
  const payment = await store.paymentOfInvoice(TERMINAL, INVOICE)
  t.match(payment, { state: 'counted', settledAt: Number })
  const acts = (await store.auditAfter(0, 99)).filter(({ subject }) => subject === payment?.id)
  t.match(
    acts.map(({ act }) => act),
    ['payment-begin', 'payment-pay-late', 'payment-count'],
  )
})

t.test('a case that is not known leaves it in doubt, and somebody else’s invoice nothing', async (t) => {
  const { bank, settle, store } = await scene(t, { reference: 'K7Q2M4XN9TBC' })
  bank.charge(INVOICE, 'captured')
  t.strictSame(await settle(), ['unknown-case'])
  t.match(await store.doubts('payment', '', 9), [{ id: `${TERMINAL}/${INVOICE}`, visa: 'K7Q2M4XN9TBC' }])
  const nobodys = bank.all()[0] as Charge
  const acquirer = { name: 'test', chargesOf: async () => ({ ok: true, value: [nobodys] }) as const }
  t.strictSame(await adoptCharge(nobodys, BY, { store, acquirer }), { ok: true, value: 'unknown-invoice' })
})

t.test('a bank that does not tell whose it is has the same file taken again', async (t) => {
  const { bank, settle, runs, made } = await scene(t)
  bank.charge(INVOICE, 'captured')
  for (const trouble of ['not-reached', 'not-understood', 'not-listed'] as const) {
    bank.troubles.push(trouble)
    t.match(await settle(), /did not tell whose invoice 777777000001 is/)
  }
  t.match(await caseRow(runs, made.reference), { state: 'submitted' })
  t.strictSame(await settle(), ['not-known-as-paid'])
})

t.test('what went back since is nobody’s payment any more, and of two charges the one that stands is', async (t) => {
  const { bank, settle, runs, made, order } = await scene(t)
  bank.charge(INVOICE, 'captured')
  const [one] = order.charges
  if (one !== undefined) bank.move(one, 'returned')
  t.strictSame(await settle(), ['unknown-invoice', 'unknown-invoice'])
  t.match(await caseRow(runs, made.reference), { state: 'submitted' })
  bank.charge(INVOICE, 'captured')
  t.match(await settle(), ['unknown-invoice', 'unknown-invoice', 'not-known-as-paid'])
  t.match(await caseRow(runs, made.reference), { state: 'paid' })
})

t.test('another amount than the fee goes back', async (t) => {
  const { bank, settle, runs, made, store } = await scene(t)
  bank.charge(INVOICE, 'captured', { minor: 100 })
  t.match(await settle(), ['not-known-as-paid'])
  t.match(await caseRow(runs, made.reference), { state: 'submitted' })
  t.match(await store.paymentOfInvoice(TERMINAL, INVOICE), { state: 'refund-due', amountMinor: 6000 })
})
