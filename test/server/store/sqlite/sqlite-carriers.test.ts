import { join } from 'node:path'
import t from 'tap'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { captureDatabases } from '../captured-database.ts'
import { ACT } from '../made-visas.ts'

t.test('a change of a carrier that cannot be noted is not made', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  await store.setCarrier({ id: 'KC', name: 'Air Astana', deviceLimit: 2 }, ACT)
  opened[0]?.exec("CREATE TEMP TRIGGER fault BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'a fault'); END")
  await t.rejects(store.setCarrier({ id: 'KC', name: 'another', deviceLimit: 9 }, ACT))
  t.match(await store.findCarrier('KC'), { name: 'Air Astana', deviceLimit: 2 })
})
