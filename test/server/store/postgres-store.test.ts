import t from 'tap'
import { openPostgresStore } from '../../../server/store/postgres-store.ts'
import { startPostgres } from './embedded-postgres.ts'
import { storeContract } from './store-contract.ts'

const postgres = await startPostgres()
t.teardown(() => postgres.stop())

storeContract('the PostgreSQL store', async (t) => {
  const store = await openPostgresStore(await postgres.database())
  t.teardown(() => store.close())
  return store
})
