import { writeFileSync } from 'node:fs'
import t from 'tap'
import { movedMarker, openStore, reachStore, sqliteFile } from '../../../server/store/open-store.ts'

t.test('opens the SQLite file of the data folder where no database is named', async (t) => {
  const dataDir = t.testdir()
  const store = await openStore({ dataDir, databaseUrl: null })
  t.equal(await store.countVisas(), 0)
  await store.close()
  t.equal(sqliteFile(dataDir), `${dataDir}/authority.db`)
})

t.test('does not go on with what was moved elsewhere', async (t) => {
  const dataDir = t.testdir()
  writeFileSync(movedMarker(dataDir), 'to postgres://db.example/evisa\n')
  await t.rejects(openStore({ dataDir, databaseUrl: null }), {
    message: /was moved \(to postgres:\/\/db\.example\/evisa\): set DATABASE_URL, or delete /,
  })
})

t.test('a database that cannot be reached is a fault, never another store', async (t) => {
  const databaseUrl = 'postgres://postgres:password@127.0.0.1:1/none'
  await t.rejects(openStore({ dataDir: t.testdir(), databaseUrl }), { code: 'ECONNREFUSED' })
  await t.rejects(reachStore({ databaseUrl }), { code: 'ECONNREFUSED' })
  await reachStore({ databaseUrl: null })
})
