import t from 'tap'
import { settleFile } from '../../../server/payments/settle-file.ts'
import { caseRow, madeCase } from '../store/made-case.ts'
import { atAcquirer, charge, learn } from '../store/made-payment.ts'
import { openedModel } from './opened-model.ts'

const HEAD = 'terminal,invoice,transaction,kind,amount,currency,at'
const BY = { actor: 'operator/a', at: 1_795_323_700 } as const

async function settling(t: import('tap').Test) {
  const opened = await openedModel(t)
  const { store, options, bank: acquirer } = opened
  const payment = await atAcquirer(store, opened.made)
  const line = (kind: string, change: Partial<Record<'invoice' | 'transaction' | 'amount', string>> = {}) => {
    const { invoice = payment.invoice, transaction = `tx-${payment.invoice}`, amount = '60.00' } = change
    return [payment.terminal, invoice, transaction, kind, amount, 'USD', '2026-11-22T11:00:00+06:00'].join()
  }
  const settle = (...lines: readonly string[]) =>
    settleFile(Buffer.from([HEAD, ...lines, ''].join('\n')), payment.terminal, BY, { ...options, store, acquirer })
  const kinds = async (...lines: readonly string[]) => {
    const settled = await settle(...lines)
    return settled.ok ? settled.value.findings.map((one) => `${one.line} ${one.kind}`) : settled.error.why
  }
  return { ...opened, payment, line, settle, kinds }
}

t.test('what was charged and nobody told us pays the case, as if the bank had been asked', async (t) => {
  const { store, runs, made, payment, line, kinds } = await settling(t)
  t.strictSame(await kinds(line('CHARGE')), ['2 not-known-as-paid'])
  t.match(await store.findPayment(payment.id), { state: 'paid', settledAt: Number })
  t.match(await caseRow(runs, made.reference), { state: 'paid', paidAt: 1_795_323_600 })
})

t.test('the same file changes nothing more, and what agrees is no finding', async (t) => {
  const { store, runs, made, payment, line, settle, kinds } = await settling(t)
  await learn(store, payment, [charge(payment)])
  const first = await settle(line('CHARGE'))
  t.match(first, { ok: true, value: { lines: 1, findings: [], readBy: 'operator/a' } })
  const before = await caseRow(runs, made.reference)
  t.strictSame(await settle(line('CHARGE')), first)
  t.strictSame(await caseRow(runs, made.reference), before)
  t.strictSame(await kinds(line('CHARGE'), line('CHARGE')), [])
})

t.test('what does not agree is told by its line', async (t) => {
  const { store, payment, line, kinds } = await settling(t)
  await learn(store, payment, [charge(payment)])
  t.strictSame(
    await kinds(
      line('CHARGE', { invoice: '123456999999' }),
      line('CHARGE', { amount: '61.00' }),
      line('NEWS'),
      line('CHARGE', { transaction: 'again' }),
      line('REFUND'),
      line('DISPUTE'),
    ),
    ['2 unknown-invoice', '3 amount-differs', '4 unknown-kind', '5 charged-twice', '6 returned-unasked', '7 disputed'],
  )
})

t.test('a wrong amount in a file pays nothing', async (t) => {
  const { store, runs, line, kinds } = await settling(t)
  const made = await madeCase(runs)
  const payment = await atAcquirer(store, made)
  t.strictSame(await kinds(line('CHARGE', { invoice: payment.invoice, amount: '1.00' })), [
    '2 wrong-amount',
    '2 not-known-as-paid',
  ])
  t.match(await caseRow(runs, made.reference), { state: 'submitted', paidAt: null })
})

t.test('the file of another terminal is not taken', async (t) => {
  const { store, options, bank: acquirer, payment, line } = await settling(t)
  const bytes = Buffer.from([HEAD, line('CHARGE'), ''].join('\n'))
  t.match(await settleFile(bytes, '11112222', BY, { ...options, store, acquirer }), {
    ok: false,
    error: { why: `the file is of terminal ${payment.terminal}, not of 11112222` },
  })
  t.match(await store.findPayment(payment.id), { state: 'at-acquirer', settledAt: null })
})

t.test('files without a charge are one for each terminal', async (t) => {
  const { store, options, bank: acquirer } = await settling(t)
  const take = async (terminal: string) => {
    const taken = await settleFile(Buffer.from(`${HEAD}\n`), terminal, BY, { ...options, store, acquirer })
    return taken.ok && taken.value
  }
  const [one, other] = [await take('98765432'), await take('11112222')]
  t.match([one, other], [{ terminal: '98765432' }, { terminal: '11112222' }])
  t.strictSame(await take('11112222'), other)
})

t.test('a file that cannot be read changes nothing', async (t) => {
  const { store, payment, line, settle } = await settling(t)
  t.match(await settle(line('CHARGE'), 'x'), { ok: false, error: { kind: 'no-settlement', why: /^line 3/ } })
  t.match(await store.findPayment(payment.id), { state: 'at-acquirer' })
})
