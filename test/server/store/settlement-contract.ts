/** What every store must do with the files of banks that were read. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import { madeCase } from './made-case.ts'
import { atAcquirer } from './made-payment.ts'
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
}
