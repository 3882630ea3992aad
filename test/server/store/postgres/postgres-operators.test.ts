import t from 'tap'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { ACT } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

t.test('processes that add the same operator at once add one, with the token of the last', async (t) => {
  const postgres = await postgresOfTests(t)
  const url = await postgres.database(t)
  const stores = [await openPostgresStore(url), await openPostgresStore(url)]
  t.teardown(() => Promise.all(stores.map((store) => store.close())))
  const tokens = ['a', 'b', 'c', 'd', 'e', 'f']
  const added = await Promise.all(tokens.map((token, at) => stores[at % 2]?.setOperator('Dana', token, ACT)))
  t.equal(added.filter((isNew) => isNew === true).length, 1)
  const known = await Promise.all(tokens.map((token) => stores[0]?.findOperator(token)))
  t.equal(known.filter((name) => name === 'Dana').length, 1)
  t.equal((await stores[1]?.operators())?.length, 1)
})
