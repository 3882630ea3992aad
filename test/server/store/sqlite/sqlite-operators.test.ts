import { join } from 'node:path'
import t from 'tap'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { captureDatabases } from '../captured-database.ts'
import { ACT } from '../made-visas.ts'

t.test('an operator whose change cannot be noted keeps the token, and is not removed', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  await store.setOperator('Dana', 'one', ACT)
  opened[0]?.exec("CREATE TEMP TRIGGER fault BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'a fault'); END")
  await t.rejects(store.setOperator('Dana', 'two', ACT))
  await t.rejects(store.removeOperator('Dana', ACT))
  t.equal(await store.findOperator('one'), 'Dana')
  t.equal(await store.findOperator('two'), null)
})
