/** What every store must do with the files of banks that were read. */
import t, { type Test } from 'tap'
import { uuidv7 } from 'uuidv7'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import { caseRow, FEE, madeCase } from './made-case.ts'
import { atAcquirer, BY, charge, learn, TERMINAL } from './made-payment.ts'
import { runsOf } from './runs-of.ts'

const FILE = {
  fileHash: 'ab'.repeat(32),
  terminal: '98765432',
  lines: 2,
  findings: [{ line: 2, kind: 'unknown-invoice', invoice: '123456' }],
}

/** Runs the contract on a store that `open` gives empty. */
export function settlementContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} keeps what was found in a file, once`, async (t) => {
    const store = await open(t)
    t.equal(await store.findSettlement(FILE.fileHash), null)
    const kept = { ...FILE, readBy: 'operator/a', readAt: NOW }
    t.strictSame({ ...(await store.keepSettlement(FILE, { actor: 'operator/a', at: NOW })) }, kept)
    const again = await store.keepSettlement({ ...FILE, findings: [] }, { actor: 'operator/b', at: NOW + 9 })
    t.strictSame({ ...again }, kept)
    t.match(await store.auditAfter(0, 10), [{ act: 'payment-settlement-read', detail: { lines: 2, findings: 1 } }])
  })

  t.test(`${name} notes when a payment was first in a file`, async (t) => {
    const store = await open(t)
    const payment = await atAcquirer(store, await madeCase(await runsOf(store)))
    await store.markSettled(payment.id, NOW + 5)
    await store.markSettled(payment.id, NOW + 6)
    t.match(await store.findPayment(payment.id), { settledAt: NOW + 5 })
  })

  const foundFor = (reference: string, invoice: string, minor: number = FEE.minor) => {
    return { id: uuidv7(), acquirer: 'test', terminal: TERMINAL, invoice, reference, minor, currency: 'USD' }
  }

  t.test(
    `${name} takes in a charge of an invoice that it does not know, as a payment of its case that ran out`,
    async (t) => {
      const store = await open(t)
      const runs = await runsOf(store)
      const made = await madeCase(runs)
      const before = await atAcquirer(store, made)
      const found = foundFor(made.reference, '777777000001')
      const adopted = await store.adoptCharge(found, BY)
      t.match(adopted, { id: found.id, state: 'expired', amountMinor: FEE.minor, nextAskAt: null, settledAt: null })
      t.strictSame(await store.adoptCharge({ ...found, id: uuidv7() }, BY), adopted, 'once')
      if (adopted !== null) await learn(store, adopted, [charge(adopted)])
      t.match(await store.findPayment(found.id), { state: 'counted' }, 'its case waits for the fee')
      t.match(await caseRow(runs, made.reference), { state: 'paid' })
      await learn(store, before, [charge(before)])
      t.match(await store.findPayment(before.id), { state: 'refund-due' }, 'the one that was open is the second')
    },
  )

  t.test(`${name} gives back what was charged for a case that does not wait for it any more`, async (t) => {
    const store = await open(t)
    const runs = await runsOf(store)
    for (const [at, state] of ['draft', 'paid', 'withdrawn'].entries()) {
      const made = await madeCase(runs, { state })
      const found = foundFor(made.reference, `77777700000${at}`)
      const adopted = await store.adoptCharge(found, BY)
      if (adopted !== null) await learn(store, adopted, [charge(adopted)])
      t.match(await store.findPayment(found.id), { state: 'refund-due' }, state)
    }
  })

  t.test(
    `${name} holds a charge of a case that it does not know in doubt, until somebody says what becomes of it`,
    async (t) => {
      const store = await open(t)
      const found = foundFor('23456789ABCK', '777777000001')
      for (const _ of [1, 2]) t.equal(await store.adoptCharge(found, BY), null)
      t.match(await store.countDoubts(), { payment: 1 })
      const id = `${TERMINAL}/777777000001`
      t.match(await store.doubts('payment', '', 9), [{ id, visa: found.reference, isKept: false }])
      t.match(await store.auditAfter(0, 9), [{ act: 'payment-unknown', subject: '777777000001' }])
      t.equal(await store.settleDoubts('payment', [id], 'end', BY), 1)
      t.equal(await store.adoptCharge(found, BY), null)
      t.match(await store.countDoubts(), { payment: 0 }, 'the same file again asks nobody once more')
      const made = await madeCase(await runsOf(store))
      const payment = await atAcquirer(store, made)
      const other = await madeCase(await runsOf(store))
      t.equal(await store.adoptCharge(foundFor(other.reference, `999${payment.invoice.slice(-6)}`), BY), null)
      t.match(await store.countDoubts(), { payment: 1 }, 'nor is one lost whose last digits are another’s')
    },
  )

  t.test(`${name} knows which days its bank is to be asked for since it was restored, and what is open`, async (t) => {
    const store = await open(t)
    const runs = await runsOf(store)
    t.strictSame(await store.unsettledDays(), [])
    const old = await atAcquirer(store, await madeCase(runs))
    await store.learnCharges(old.id, [], { at: NOW + 5, dueAt: () => null }, { ...BY, at: NOW + 5 })
    const [{ drawn = 0 } = {}] = await store.terminalUse()
    const at = NOW + 3 * 86_400
    await store.beginEpoch({ number: 2, id: 'e'.repeat(43) }, { artefacts: [], places: [], lastList: 0 }, { ...BY, at })
    const days = await store.unsettledDays()
    t.strictSame(days, ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'])
    t.equal(await store.nextPaymentAt(), at, 'of days ago it is open, and its bank is asked at once')
    await store.claimAsks(at, at + 60, 9)
    await store.postponeAsk(old.id, at)
    t.equal(await store.nextPaymentAt(), at + 3600, 'until it answers')
    await store.daySettled('2026-11-21', BY)
    await store.daySettled('2026-11-21', BY)
    t.strictSame(await store.unsettledDays(), days.slice(1))
    t.equal((await store.auditAfter(0, 99)).filter(({ act }) => act === 'payment-day-settled').length, 1)
    t.match(await store.terminalUse(), [{ drawn: drawn + 10_000 }], 'no last digits are drawn twice')
  })
}
