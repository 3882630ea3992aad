import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { captureDatabases } from '../captured-database.ts'
import { newDelivery } from '../delivery-contract.ts'
import { ACT } from '../made-visas.ts'

t.test(
  'a hand-over that cannot be noted is none, and what was claimed before a restart is claimed again',
  async (t) => {
    const file = join(t.testdir(), 'authority.db')
    const opened = captureDatabases(t)
    const store = openSqliteStore(file)
    await store.queueDelivery(newDelivery(), ACT)
    const claim = await store.claimDelivery(NOW, NOW + 60)
    if (claim === null) throw new Error('nothing is due')
    opened[0]?.exec("CREATE TEMP TRIGGER fault BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'a fault'); END")
    await t.rejects(store.handOverDelivery(claim, NOW + 60, ACT))
    await store.close()
    const reopened = openSqliteStore(file)
    t.teardown(() => reopened.close())
    t.match(await reopened.claimDelivery(NOW + 60, NOW + 120), { id: claim.id, attempts: 2 })
  },
)
