import t from 'tap'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { postgresOfTests } from '../store/postgres-of-tests.ts'
import { hostileEvents } from './hostile-events.ts'

const postgres = await postgresOfTests(t)

hostileEvents('on PostgreSQL', async (t) => {
  const store = await openPostgresStore(await postgres.database(t))
  t.teardown(() => store.close())
  return store
})
