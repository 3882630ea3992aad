import t from 'tap'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { ACT, newVisa } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

t.test('everything is there when it is opened again, and by two programs at once', async (t) => {
  const postgres = await postgresOfTests(t)
  const url = await postgres.emptyDatabase(t)
  const [one, two] = await Promise.all([openPostgresStore(url), openPostgresStore(url)])
  const visa = await newVisa()
  await one.recordVisas([visa], ACT)
  t.match(await two.findVisa(visa.claims.jti), { status: 'valid' })
  await one.close()
  await two.close()
  const again = await openPostgresStore(url)
  t.teardown(() => again.close())
  t.equal(await again.countVisas(), 1)
  t.match(await again.auditEnd(), { position: 1 })
})
