import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { copySqlite } from '../../../../server/store/backup/copy-sqlite.ts'
import { sqliteFile } from '../../../../server/store/open-store.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { issueMore, publishedAuthority } from './made-store.ts'

t.test('copies what a server works on, whole, into one file for its owner only', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  t.teardown(() => store.close())
  const dir = join(dataDir, 'copies')
  mkdirSync(dir)
  const audit = await store.auditEnd()
  const to = join(dir, 'authority.db')
  const contents = await copySqlite(sqliteFile(dataDir), to)
  t.match(contents, {
    schema: 38,
    epoch: await store.epoch(),
    ends: { ledger: (await store.ledgerEnd()).position, audit: audit?.position, audit_hash: audit?.hash, snapshot: 4 },
    rows: { visas: 14, crossings: 7 },
  })
  t.strictSame(readdirSync(dir), ['authority.db'])
  t.equal(statSync(to).mode & 0o777, 0o600)
  const opened = openSqliteStore(to)
  t.equal(await opened.countVisas(), 14)
  await opened.close()
})

t.test('is of one moment, however much is committed meanwhile', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  t.teardown(() => store.close())
  const before = await store.countVisas()
  const copied = copySqlite(sqliteFile(dataDir), join(dataDir, 'copy.db'))
  await issueMore(store, 20)
  t.match(await copied, { rows: { visas: before } })
})

t.test('is stopped between two steps', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  t.teardown(() => store.close())
  const stopped = copySqlite(sqliteFile(dataDir), join(dataDir, 'copy.db'), AbortSignal.abort())
  await t.rejects(stopped, { name: 'AbortError' })
})

t.test('says of what is no store why, and lets no damaged copy count', async (t) => {
  const dir = t.testdir()
  await t.rejects(copySqlite(join(dir, 'none.db'), join(dir, 'a')), {
    message: /there is no .*none\.db: set EVISA_DATA_DIR/,
  })
  const { dataDir, store } = await publishedAuthority(t)
  await store.close()
  const file = sqliteFile(dataDir)
  const database = new Database(file)
  // Whatever was done to the file: an index that lacks a row of its table.
  database.unsafeMode(true)
  database.pragma('writable_schema = ON')
  database.exec(
    "UPDATE sqlite_schema SET sql = 'CREATE INDEX crossings_visa ON crossings (device)' WHERE name = 'crossings_visa'",
  )
  database.close()
  await t.rejects(copySqlite(file, join(dataDir, 'copy.db')), {
    name: 'BackupFault',
    message: /^the store itself is damaged \(.*crossings_visa.*\): keep the backups that you have/,
  })
  writeFileSync(
    join(dir, 'text.db'),
    'no database at all, and longer than a header of one, so that it is read as a file\n'.repeat(9),
  )
  await t.rejects(copySqlite(join(dir, 'text.db'), join(dir, 'b')), { code: 'SQLITE_NOTADB' })
})
