/** What every store must do with operators. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import { ACT } from './made-visas.ts'

/** Runs the contract on a store that `open` gives empty. */
export function operatorContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} knows operators by their newest token, until they are removed`, async (t) => {
    const store = await open(t)
    t.equal(await store.setOperator('Әсел', 'one', ACT), true)
    t.equal(await store.setOperator('Bolat', 'two', { ...ACT, at: NOW + 1 }), true)
    t.equal(await store.setOperator('Әсел', 'three', { ...ACT, at: NOW + 2 }), false)
    t.same([await store.findOperator('one'), await store.findOperator('three')], [null, 'Әсел'])
    t.same(await store.operators(), [
      { name: 'Bolat', createdAt: NOW + 1 },
      { name: 'Әсел', createdAt: ACT.at },
    ])
    t.equal(await store.removeOperator('Әсел', ACT), true)
    t.equal(await store.removeOperator('Әсел', ACT), false)
    t.equal(await store.findOperator('three'), null)
    t.equal((await store.operators()).length, 1)
    t.equal(await store.setOperator('Әсел', 'four', { ...ACT, at: NOW + 9 }), true, 'the person came back')
    t.match((await store.operators())[1], { name: 'Әсел', createdAt: NOW + 9 })
    t.same(
      (await store.auditAfter(0, 100)).map(({ act, subject }) => `${act} ${subject}`),
      ['set-operator Әсел', 'set-operator Bolat', 'set-operator Әсел', 'remove-operator Әсел', 'set-operator Әсел'],
    )
  })
}
