import pg from 'pg'
import t from 'tap'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { listedConflicts } from '../listed-conflicts.ts'
import { AS_BEFORE, keepConflicts, withoutPlaces } from '../old-conflicts.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

t.test('conflicts of a database of before are those that still are, and those that were closed', async (t) => {
  const url = await postgres.database(t)
  const first = await openPostgresStore(url)
  const open = await keepConflicts(first)
  const before = await listedConflicts(first, 'all')
  t.same((await listedConflicts(first)).map(({ id }) => id).sort(), open.toSorted())
  await first.close()
  const operator = new pg.Client({ connectionString: url })
  await operator.connect()
  await operator.query(`${AS_BEFORE} ALTER TABLE status_changes DROP COLUMN position;`)
  await operator.query('DELETE FROM schema_version WHERE number = 13')
  await operator.end()
  const again = await openPostgresStore(url)
  t.teardown(() => again.close())
  const after = await listedConflicts(again, 'all')
  t.same(withoutPlaces(after), withoutPlaces(before))
  t.equal(new Set(after.map(({ place }) => place)).size, before.length, 'each has a place of its own')
})
