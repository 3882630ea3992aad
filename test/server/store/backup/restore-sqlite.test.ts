import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { restoreSqlite } from '../../../../server/store/backup/restore-sqlite.ts'
import { movedMarker, sqliteFile } from '../../../../server/store/open-store.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { backedUp } from './backed-up.ts'
import { issueMore, publishedAuthority, publishRoot } from './made-store.ts'

const at = new Date('2026-11-30T10:00:00Z')

const countIn = async (file: string) => {
  const store = openSqliteStore(file)
  const count = await store.countVisas()
  await store.close()
  return count
}

t.test('puts a backup in the place of a store that was lost, once and twice', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  const backup = await backedUp(dataDir)
  await store.close()
  const file = sqliteFile(dataDir)
  rmSync(file)
  const restore = () => restoreSqlite({ ...backup, dataDir, isOverNewer: false, at })
  t.strictSame(await restore(), { movedAside: null, lost: [] })
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.strictSame(await restore(), { movedAside: `${file}.before-2026-11-30T100000Z`, lost: [] })
  t.strictSame(await restore(), { movedAside: `${file}.before-2026-11-30T100000Z-2`, lost: [] })
  t.equal(await countIn(file), 14)
  t.notOk(readdirSync(dataDir).includes('authority.db.restoring'))
})

t.test('is refused over a store that has more, unless that is said; what was there is kept', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  const backup = await backedUp(dataDir)
  await issueMore(store, 2)
  await store.close()
  const file = sqliteFile(dataDir)
  const restore = (isOverNewer: boolean) => restoreSqlite({ ...backup, dataDir, isOverNewer, at })
  await t.rejects(restore(false), {
    name: 'BackupFault',
    message:
      /^.*authority\.db is newer than the backup\. It has 2 rows of the audit trail \(\d+ here, \d+ in the backup\): nothing was changed\. .*--over-newer/,
  })
  t.equal(await countIn(file), 16)
  const { movedAside, lost } = await restore(true)
  t.match(lost, [/^2 rows of the audit trail/])
  t.equal(await countIn(file), 14)
  t.equal(await countIn(movedAside ?? ''), 16)
})

t.test('what is damaged or empty gives way, and is kept', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  const backup = await backedUp(dataDir)
  await store.close()
  const file = sqliteFile(dataDir)
  const restore = () => restoreSqlite({ ...backup, dataDir, isOverNewer: false, at })
  truncateSync(file, 0)
  t.match(await restore(), { movedAside: /before-/ })
  writeFileSync(file, 'no database at all, and longer than the header of one, so that it is read as a file\n'.repeat(9))
  t.match(await restore(), { movedAside: /before-/ })
  t.equal(await countIn(file), 14)
})

t.test('is refused over another authority, one that moved away, and where a manifest is of another file', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  const backup = await backedUp(dataDir)
  await store.close()
  const file = sqliteFile(dataDir)
  const options = { ...backup, dataDir, isOverNewer: true, at }
  const manifest = { ...backup.manifest, rows: { ...backup.manifest.rows, visas: 3 } }
  await t.rejects(restoreSqlite({ ...options, manifest }), { message: /holds other rows than its manifest says/ })
  rmSync(file)
  const other = openSqliteStore(file)
  await publishRoot(other, { root: 'another' })
  await other.close()
  await t.rejects(restoreSqlite(options), {
    message: /^the backup is of another authority: .* and that of .*authority\.db is/,
  })
  writeFileSync(movedMarker(dataDir), 'to postgres://db.example/evisa\n')
  await t.rejects(restoreSqlite(options), {
    message: /^this authority was moved \(to postgres:\/\/db\.example\/evisa\)/,
  })
  t.equal(await countIn(file), 0)
  t.strictSame(
    readdirSync(join(dataDir)).filter((name) => /restoring|before/.test(name)),
    [],
  )
})
