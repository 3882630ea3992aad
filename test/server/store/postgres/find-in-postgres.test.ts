import t from 'tap'
import { findInPostgres } from '../../../../server/store/postgres/find-in-postgres.ts'
import { administer } from '../embedded-postgres.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

t.test('finds what there is in a database', async (t) => {
  t.equal(await findInPostgres(await postgres.database(t)), 'kept')
  const url = await postgres.emptyDatabase(t)
  t.equal(await findInPostgres(url), 'empty')
  await administer(url, 'CREATE TABLE songs (name text)')
  t.equal(await findInPostgres(url), 'other')
  await administer(url, 'DROP TABLE songs; CREATE TABLE schema_version (number integer)')
  t.equal(await findInPostgres(url), 'empty', 'as a first start leaves it that was cut off')
})
