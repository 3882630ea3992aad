import { randomBytes } from 'node:crypto'
import t from 'tap'
import { beginPayment } from '../../../server/payments/begin-payment.ts'
import { workPayments } from '../../../server/payments/watch-payments.ts'
import { madeCase } from '../store/made-case.ts'
import { openedModel } from './opened-model.ts'

// How long it is from the bank's capture to `paid` where no notice comes, by a clock that is handed in: a watch that looks every 3 s
// at the latest, and a bank that answers within a second.
const POLL_SECONDS = 3

t.test('captured within twenty minutes and the notice lost: paid within 15 s, 95 times in 100', async (t) => {
  const { store, bank, clock, options, runs } = await openedModel(t)
  const took: number[] = []
  for (let one = 0; one < 120; one += 1) {
    const made = await madeCase(runs, { at: clock.now })
    const paying = { store, acquirer: bank, randomBytes, publicUrl: () => '' }
    const begun = await beginPayment(
      { ...made, language: 'en', returnAddress: '' },
      { actor: 'a', at: clock.now },
      paying,
    )
    if (!begun.ok) return t.fail('not begun')
    const capturedAt = clock.now + 1 + ((one * 167) % 1190)
    const isPaid = async () => (await store.findPayment(begun.value.id))?.state === 'paid'
    for (let isCharged = false; !(await isPaid()); ) {
      clock.now += POLL_SECONDS
      if (!isCharged && clock.now >= capturedAt) {
        bank.charge(begun.value.invoice, 'captured')
        isCharged = true
      }
      await workPayments(options)
    }
    took.push(clock.now - capturedAt)
  }
  const p95 = took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)] ?? 0
  t.ok(p95 <= 15, `p95 ${p95} s, at most ${Math.max(...took)} s`)
  t.comment(`p95 ${p95} s, at most ${Math.max(...took)} s`)
})
