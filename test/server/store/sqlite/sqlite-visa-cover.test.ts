import { join } from 'node:path'
import t from 'tap'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { coverReader, coverWriter } from '../../../../server/store/sqlite/sqlite-visa-cover.ts'
import { usedVisa, wholeVisa } from '../../../../server/store/visa-cover.ts'
import { captureDatabases } from '../captured-database.ts'
import { ACT, newVisa } from '../made-visas.ts'

t.test('is read as it stands, and written with its sum', async (t) => {
  const [opened] = [captureDatabases(t)]
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const visa = await newVisa()
  const number = visa.claims.jti
  await store.recordVisas([visa], ACT)
  const [database] = opened
  if (database === undefined) throw new TypeError('no database was opened')
  const read = coverReader(database)
  t.equal(read('222222222222'), undefined)
  const cover = read(number)
  if (cover === undefined) throw new TypeError('no such visa')
  coverWriter(database)(usedVisa(cover, 1, [{ sum: 4 }]))
  const written = read(number)
  t.match(written && wholeVisa(written), { entries_used: 1, crossings_sum: 4, status: 'valid' })
})
