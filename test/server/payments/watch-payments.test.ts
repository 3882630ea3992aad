import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { beginPayment } from '../../../server/payments/begin-payment.ts'
import { watchPayments, workPayments } from '../../../server/payments/watch-payments.ts'
import { caseRow } from '../store/made-case.ts'
import { openedModel } from './opened-model.ts'

async function charged(t: import('tap').Test) {
  const opened = await openedModel(t)
  const { store, bank, made, clock } = opened
  const paying = { store, acquirer: bank, randomBytes, publicUrl: () => '' }
  const begun = await beginPayment(
    { ...made, language: 'en', returnAddress: '' },
    { actor: 'a', at: clock.now },
    paying,
  )
  if (!begun.ok) throw new Error('not begun')
  bank.charge(begun.value.invoice, 'captured')
  const until = async (state: string) => {
    while ((await store.findPayment(begun.value.id))?.state !== state) await setTimeout(5)
  }
  return { ...opened, payment: begun.value, until }
}

t.test('the bank is asked when it is time, though nobody says that anything happened', async (t) => {
  const { options, clock, until, runs, made, lines } = await charged(t)
  const watch = watchPayments({ ...options, pollMs: 20 })
  await setTimeout(60)
  t.match(await caseRow(runs, made.reference), { state: 'submitted' })
  clock.now += 10
  await until('paid')
  await watch.close()
  t.match(
    lines.map((line) => JSON.parse(line)),
    [{ event: 'payment-asked', state: 'paid', code: '' }],
  )
})

t.test('a notice has it asked at once, and one that names nothing does no harm', async (t) => {
  const { options, payment, until } = await charged(t)
  const watch = watchPayments({ ...options, pollMs: 60_000 })
  watch.nudge({ terminal: 'none', invoice: 'none' })
  watch.nudge(payment)
  await until('paid')
  await watch.close()
})

t.test('it goes on after a fault of the store, and says that by an event', async (t) => {
  const { options, clock, until, lines } = await charged(t)
  let faults = 2
  const failing = new Proxy(options.store, {
    get: (of, name: keyof typeof options.store) =>
      name !== 'nextPaymentAt'
        ? of[name]
        : async () => {
            faults -= 1
            if (faults >= 0) throw new Error('away')
            return of.nextPaymentAt()
          },
  })
  clock.now += 10
  const watch = watchPayments({ ...options, store: failing, pollMs: 10 })
  await until('paid')
  await watch.close()
  t.match(JSON.parse(lines[0] ?? ''), { event: 'payments-not-read', error: 'Error' })
})

t.test('what could not be recorded is asked again once its lease has run out', async (t) => {
  const { options, clock, store, payment, lines } = await charged(t)
  const failing = { ...options.store, learnCharges: () => Promise.reject(new Error('away')) }
  clock.now += 10
  t.equal(await workPayments({ ...options, store: failing }), 1)
  t.match(JSON.parse(lines[0] ?? ''), { event: 'payment-not-recorded' })
  t.equal(await workPayments(options), 0)
  clock.now += 60
  t.equal(await workPayments(options), 1)
  t.match(await store.findPayment(payment.id), { state: 'paid', asked: 2 })
})

t.test('once it is closed it takes nothing more', async (t) => {
  const { options, clock, store, payment } = await charged(t)
  const watch = watchPayments({ ...options, pollMs: 5 })
  await watch.close()
  clock.now += 10
  watch.wake()
  await setTimeout(40)
  t.match(await store.findPayment(payment.id), { state: 'at-acquirer' })
})
