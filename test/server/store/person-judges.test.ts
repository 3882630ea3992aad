import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { administrators, approverFault, judgeAdministrator, mayDecline } from '../../../server/store/person-judges.ts'
import { onBothDatabases } from './both-databases.ts'
import { firstAdministrator, madePerson } from './made-deciders.ts'
import { asTablet } from './made-tablet.ts'
import { ACT } from './made-visas.ts'

await onBothDatabases((name, open) => {
  t.test(`${name} judges by the side of whoever says it, and by its keys`, async (t) => {
    const { store, runs } = await open(t)
    await store.setCarrier({ id: 'KC', name: 'KC', deviceLimit: 9 }, ACT)
    const one = await firstAdministrator(store)
    const two = await madePerson(store, one, null, { name: 'Two', roles: ['administrator'] })
    const roles = ['carrier-administrator'] as const
    const a = await madePerson(store, one, two, { name: 'A', roles, carrier: 'KC' })
    const some = await madePerson(store, one, two, { name: 'S', roles, carrier: 'KC', stations: ['ALA'] })
    t.same(
      (await runs.read(administrators)).map(({ id }) => id),
      [one.id, two.id],
    )
    const judged = (by: string, carrier: string | null) => runs.read(() => judgeAdministrator(by, carrier))
    t.same([await judged(one.id, null), await judged(one.id, 'KC')], [null, null])
    t.same(
      [await judged(a.id, 'KC'), await judged(a.id, 'FS'), await judged(a.id, null)],
      [null, 'not-there', 'not-there'],
    )
    t.same([await judged(some.id, 'KC'), await judged('nobody', null)], ['no-administrator', 'no-administrator'])
    const change = { kind: 'make', person: 'x', proposedBy: a.id, content: { carrier: 'KC' }, side: 'KC' } as const
    const fault = (by: string | null) => runs.read(() => approverFault(change, by))
    t.same([await fault(a.id), await fault('x'), await fault(one.id)], ['same-person', 'own', 'no-administrator'])
    t.equal(await fault(null), 'others-can')
    const declines = (by: string) => runs.read(() => mayDecline(by, change))
    t.same([await declines(a.id), await declines(one.id), await declines(some.id)], [true, true, false])
    await t.rejects(asTablet(runs, 'd1', NOW), /no device/)
  })
})
