/** What every store must do with the terms that were approved. */
import t, { type Test } from 'tap'
import type { Store } from '../../../server/store/store.ts'

/** Runs the contract on a store that `open` gives empty. */
export function termsEditionContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} has no terms before any were approved`, async (t) => {
    const store = await open(t)
    t.equal(await store.termsRevision(), 0)
    t.equal(await store.termsOfRevision(0), null)
    t.equal(await store.termsOfRevision(1), null)
  })
}
