import t from 'tap'
import { connectPostgres } from '../../../../server/store/postgres/postgres-connection.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { writeCovers } from '../../../../server/store/postgres/postgres-visa-cover.ts'
import { COVER_COLUMNS, usedVisa, type VisaCover, wholeVisa } from '../../../../server/store/visa-cover.ts'
import { ACT, newVisa } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

t.test('many are written at once, each with its sum', async (t) => {
  const url = await postgres.database(t)
  const store = await openPostgresStore(url)
  const connection = await connectPostgres(url)
  t.teardown(async () => {
    await connection.close()
    await store.close()
  })
  await store.recordVisas([await newVisa(), await newVisa()], ACT)
  const all = () => connection.rows<VisaCover>(`SELECT ${COVER_COLUMNS} FROM visas ORDER BY number`)
  const before = await all()
  await connection.transaction((on) =>
    writeCovers(
      connection,
      before.map((one, at) => usedVisa(one, at + 1, [{ sum: 9 }])),
      on,
    ),
  )
  await connection.transaction((on) => writeCovers(connection, [], on))
  t.match((await all()).map(wholeVisa), [
    { entries_used: 1, crossings_sum: 9 },
    { entries_used: 2, crossings_sum: 9 },
  ])
})
