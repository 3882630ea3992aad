import t from 'tap'
import { connectPostgres } from '../../../server/store/postgres/postgres-connection.ts'
import { postgresSteps } from '../../../server/store/postgres/postgres-steps.ts'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { CONTRACTS } from './contracts.ts'
import { postgresOfTests } from './postgres-of-tests.ts'
import { rememberRuns } from './runs-of.ts'

const postgres = await postgresOfTests(t)

for (const contract of CONTRACTS.filter((one) => /^(payment|charge|refund|settlement)Contract/.test(one.name))) {
  contract('the PostgreSQL store', async (t) => {
    const url = await postgres.database(t)
    const store = await openPostgresStore(url)
    rememberRuns(store, async () => {
      const connection = await connectPostgres(url, { connections: 2 })
      t.teardown(() => connection.close())
      return postgresSteps(connection)
    })
    t.teardown(() => store.close())
    return store
  })
}
