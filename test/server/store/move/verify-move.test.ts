import Database from 'better-sqlite3'
import t from 'tap'
import { moveStore } from '../../../../server/store/move/move-store.ts'
import { verifyMove } from '../../../../server/store/move/verify-move.ts'
import { sqliteFile } from '../../../../server/store/open-store.ts'
import { connectPostgres } from '../../../../server/store/postgres/postgres-connection.ts'
import { madeAuthority } from '../made-authority.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

t.test('whatever was changed, lost or added on the way is found out', async (t) => {
  const postgres = await postgresOfTests(t)
  const url = await postgres.database(t)
  const { dataDir, store } = await madeAuthority(t)
  await store.close()
  await moveStore(dataDir, url, () => undefined)
  const target = await connectPostgres(url)
  t.teardown(target.close)
  const source = new Database(sqliteFile(dataDir), { readonly: true })
  t.teardown(() => source.close())

  const after = (change: string) =>
    target.transaction(async (on) => {
      // The triggers that keep these rows as they are stand aside for whoever owns the tables.
      await on.query('ALTER TABLE audit DISABLE TRIGGER USER; ALTER TABLE crossings DISABLE TRIGGER USER')
      await on.query(change)
      const verified = await verifyMove(source, target, on)
      await on.query('ROLLBACK')
      return verified
    })
  t.match(await after('SELECT 1'), { crossings: 7, chains: 2 })
  for (const [change, message] of [
    [`UPDATE audit SET detail = '{}' WHERE act = 'enrol'`, /^the audit trail: row [0-9]+ is not the same there/],
    ['UPDATE audit SET position = position + 1000 WHERE position = 3', /^the audit trail: row 3 is not/],
    [`UPDATE crossings SET jws = jws || 'x' WHERE position = 2`, /^the ledger: row 2 is not the same there/],
    [`UPDATE crossings SET standing = 'held' WHERE position = 5`, /^the ledger: row 5 is not/],
    ['DELETE FROM crossings WHERE position = 5', /^crossings: 6 rows there, 7 here; nothing was moved/],
    ['DELETE FROM visa_places WHERE status_index = (SELECT min(status_index) FROM visa_places)', /^visa_places: 13/],
    [`INSERT INTO issued VALUES ('k', '\\x00')`, /^issued: 15 rows there, 14 here/],
  ] as const) {
    await t.rejects(after(change), { name: 'NotMoved', message }, change)
  }
})
