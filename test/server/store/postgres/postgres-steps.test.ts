import t from 'tap'
import { connectPostgres } from '../../../../server/store/postgres/postgres-connection.ts'
import { postgresSteps } from '../../../../server/store/postgres/postgres-steps.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'
import { stepScene } from '../step-scene.ts'

const postgres = await postgresOfTests(t)

stepScene('PostgreSQL', async (t) => {
  const url = await postgres.database(t)
  const store = await openPostgresStore(url)
  const connection = await connectPostgres(url)
  t.teardown(async () => {
    await connection.close()
    await store.close()
  })
  return { store, runs: postgresSteps(connection) }
})
