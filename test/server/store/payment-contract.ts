/** What every store must do with payments of fees: how they begin, and what is read of them. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { TAILS } from '../../../server/lifecycles/invoice-walk.ts'
import { rows } from '../../../server/store/steps.ts'
import type { Store } from '../../../server/store/store.ts'
import { edgesOf, FEE, madeCase, setCase } from './made-case.ts'
import { asking, atAcquirer, BY, charge, learn, TERMINAL } from './made-payment.ts'
import { runsOf } from './runs-of.ts'

/** Runs the contract on a store that `open` gives empty. */
export function paymentContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps a payment before a bank hears of it, for the fee and until a time`, async (t) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const made = await madeCase(runs)
    const asked = asking(made)
    const begun = await store.beginPayment(asked, BY)
    t.match(begun, { ok: true, value: { id: asked.id, state: 'created', page: null, terminal: TERMINAL } })
    if (!begun.ok) return
    t.match(begun.value, { amountMinor: FEE.minor, currency: FEE.currency, expiresAt: NOW + 1200, nextAskAt: NOW + 10 })
    t.match(begun.value.invoice, /^[0-9]{6,15}$/)
    t.strictSame(await store.findPayment(asked.id), begun.value)
    t.strictSame(await store.paymentOfInvoice(TERMINAL, begun.value.invoice), begun.value)
    t.equal(await store.paymentOfInvoice('another', begun.value.invoice), null)
    t.match(await store.sentToAcquirer(asked.id, 'http://bank/1', BY), { state: 'at-acquirer', page: 'http://bank/1' })
    t.match(await store.sentToAcquirer(asked.id, 'http://bank/2', BY), { state: 'at-acquirer', page: 'http://bank/1' })
    t.equal(await store.sentToAcquirer('another', 'http://bank/2', BY), null)
    t.strictSame(await edgesOf(runs, asked.id), ['begin', 'send-to-acquirer'])
  })

  t.test(`${name} has one open payment a case, whatever is clicked at once`, async (t) => {
    const store = await open(t)
    const made = await madeCase(await runsOf(store))
    const begun = await Promise.all(Array.from({ length: 8 }, () => store.beginPayment(asking(made), BY)))
    t.equal(new Set(begun.map((one) => one.ok && one.value.id)).size, 1)
    t.equal((await store.listPayments({ limit: 10 })).length, 1)
    t.strictSame(await store.terminalUse(), [{ terminal: TERMINAL, drawn: 1 }])
  })

  t.test(
    `${name} begins none for whoever else asks, for nothing, or where the case is not at that point`,
    async (t) => {
      const store = await open(t)
      const runs = await runsOf(store)
      const made = await madeCase(runs)
      const other = await madeCase(runs)
      const stranger = { ...made, account: other.account }
      t.strictSame(await store.beginPayment(asking(stranger), BY), { ok: false, error: 'no-such-case' })
      t.strictSame(await store.beginPayment(asking({ ...made, reference: 'none' }), BY), {
        ok: false,
        error: 'no-such-case',
      })
      t.equal(await store.paymentsOf(made.reference, other.account), null)
      for (const state of ['draft', 'paid', 'withdrawn', 'issued']) {
        await setCase(runs, other.reference, state)
        t.strictSame(await store.beginPayment(asking(other), BY), { ok: false, error: { kind: 'not-to-pay', state } })
      }
      const free = await madeCase(runs, { fee: 0 })
      t.strictSame(await store.beginPayment(asking(free), BY), { ok: false, error: 'nothing-to-pay' })
      t.strictSame(await store.listPayments({ limit: 10 }), [])
      t.strictSame(await store.terminalUse(), [], 'and no invoice is used up')
    },
  )

  t.test(`${name} begins another one after one that failed, and none while a person looks`, async (t) => {
    const store = await open(t)
    const made = await madeCase(await runsOf(store))
    const first = await atAcquirer(store, made)
    await learn(store, first, [charge(first, { state: 'failed', capturedAt: null })])
    const second = await atAcquirer(store, made, NOW + 61)
    t.not(second.id, first.id)
    t.not(second.invoice.slice(-6), first.invoice.slice(-6))
    await learn(store, second, [charge(second, { minor: 1 })])
    t.strictSame(await store.beginPayment(asking(made), BY), { ok: false, error: 'person-looks' })
    t.match(await store.paymentBacklog(), { waiting: 1, oldestAt: NOW + 60 })
    t.match(await store.paymentsOf(made.reference, made.account), {
      state: 'submitted',
      payments: [
        { id: second.id, state: 'wrong-amount' },
        { id: first.id, state: 'failed' },
      ],
    })
    t.strictSame(
      (await store.listPayments({ states: ['failed'], limit: 10 })).map(({ id }) => id),
      [first.id],
    )
    t.strictSame(
      (await store.listPayments({ after: first.id, limit: 10 })).map(({ id }) => id),
      [second.id],
    )
    t.match(await store.termsOfCase(made.reference), { revision: 0, from: '2026-01-01' })
    t.equal(await store.termsOfCase('none'), null)
  })

  t.test(`${name} goes on with the next terminal when one is used up, and says when all are`, async (t) => {
    const store = await open(t)
    const runs = await runsOf(store)
    const begin = async (terminals: readonly string[]) =>
      store.beginPayment(asking(await madeCase(runs), terminals), BY)
    await begin(['1111'])
    await runs.act(() => rows('UPDATE terminals SET drawn = ?', TAILS - 1))
    t.match(await begin(['1111', '2222']), { ok: true, value: { terminal: '1111' } })
    t.match(await begin(['1111', '2222']), { ok: true, value: { terminal: '2222' } })
    t.strictSame(await begin(['1111']), { ok: false, error: 'no-invoices-left' })
    t.strictSame(await store.terminalUse(), [
      { terminal: '1111', drawn: TAILS },
      { terminal: '2222', drawn: 1 },
    ])
  })
}
