import t from 'tap'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { CONTRACTS } from './contracts.ts'
import { postgresOfTests } from './postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

for (const contract of CONTRACTS) {
  contract('the PostgreSQL store', async (t) => {
    const store = await openPostgresStore(await postgres.database(t))
    t.teardown(() => store.close())
    return store
  })
}
