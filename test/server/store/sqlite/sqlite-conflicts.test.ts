import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { listedConflicts } from '../listed-conflicts.ts'
import { AND_LATER, AS_BEFORE, keepConflicts, withoutPlaces } from '../old-conflicts.ts'

t.test('conflicts of a store of before are those that still are, and those that were closed', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const first = openSqliteStore(file)
  const open = await keepConflicts(first)
  const before = await listedConflicts(first, 'all')
  t.same((await listedConflicts(first)).map(({ id }) => id).sort(), open.toSorted())
  t.equal(before.length, 3)
  await first.close()
  const old = new Database(file)
  old.exec(`DROP INDEX status_changes_number; ${AS_BEFORE} ${AND_LATER}`)
  old.pragma('user_version = 12')
  old.close()
  const again = openSqliteStore(file)
  t.teardown(() => again.close())
  const after = await listedConflicts(again, 'all')
  t.same(withoutPlaces(after), withoutPlaces(before))
  t.equal(new Set(after.map(({ place }) => place)).size, before.length, 'each has a place of its own')
})
