/** What every store must do with the people of the portal. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'

/** Runs the contract on a store that `open` gives empty. */
export function accountContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} knows no session of a token that it never gave`, async (t) => {
    const store = await open(t)
    t.equal(await store.findSession('nobody', NOW), null)
  })
}
