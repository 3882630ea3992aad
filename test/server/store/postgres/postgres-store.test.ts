import pg from 'pg'
import t from 'tap'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { ACT, newVisa } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'
import { NOTED_OF_BEFORE, notedOf, publishBefore } from '../published-before.ts'

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

t.test('what a store of before published is noted as far as anything of it is left', async (t) => {
  const postgres = await postgresOfTests(t)
  const url = await postgres.emptyDatabase(t)
  const before = await openPostgresStore(url)
  await publishBefore(before)
  await before.close()
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`DROP TABLE published_versions;
    INSERT INTO audit SELECT position + 1, hash, at, actor, act, subject, '{', 'x' FROM audit ORDER BY position DESC LIMIT 1;
    DELETE FROM schema_version WHERE number = 12`)
  await client.end()
  const store = await openPostgresStore(url)
  t.teardown(() => store.close())
  t.same(await notedOf(store), NOTED_OF_BEFORE)
})
