import { join } from 'node:path'
import t from 'tap'
import { backUp } from '../../../../server/store/backup/back-up.ts'
import { restorePostgres } from '../../../../server/store/backup/restore-postgres.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { ACT } from '../made-visas.ts'
import { issueMore, publishRoot } from './made-store.ts'
import { postgresWithPrograms, withStandIns } from './postgres-with-programs.ts'

for (const [name, place] of [
  ['of this machine', postgresWithPrograms],
  ['that stand in', withStandIns],
] as const)
  t.test(`programs ${name} read a backup into an empty database, all of it or nothing`, async (t) => {
    const { env, emptyDatabase } = await place(t)
    const url = await emptyDatabase(t)
    const store = await openPostgresStore(url)
    await publishRoot(store)
    await issueMore(store, 3)
    const [end, epoch] = [await store.auditEnd(), await store.epoch()]
    const { signal } = new AbortController()
    const source = { dataDir: '', databaseUrl: url, program: '0.1.0', beside: [], env, signal }
    const dir = t.testdir()
    const { folder, manifest } = await backUp(dir, new Date(), source)
    await store.close()
    const backup = { folder, manifest, env }
    await t.rejects(restorePostgres({ ...backup, databaseUrl: url }), {
      name: 'BackupFault',
      message:
        /^the database is not empty, it has .*: nothing was changed\. Rename it \(ALTER DATABASE evisa_\w+ RENAME TO .*createdb/,
    })
    const other = await emptyDatabase(t)
    const spoilt = join(dir, 'spoilt')
    await t.rejects(restorePostgres({ ...backup, folder: spoilt, databaseUrl: other }), {
      message: /^pg_restore ended with/,
    })
    await restorePostgres({ ...backup, databaseUrl: other })
    const restored = await openPostgresStore(other)
    t.teardown(() => restored.close())
    t.strictSame([await restored.countVisas(), await restored.auditEnd(), await restored.epoch()], [3, end, epoch])
    await restored.noteActs([{ ...ACT, act: 'look-up', subject: 'x', detail: {} }])
    t.match(await restored.auditEnd(), { position: (end?.position ?? 0) + 1 }, 'it goes on')
  })

t.test('says that a manifest is of another dump', async (t) => {
  const { env, emptyDatabase } = await withStandIns(t)
  const url = await emptyDatabase(t)
  const store = await openPostgresStore(url)
  await publishRoot(store)
  await store.close()
  const { signal } = new AbortController()
  const source = { dataDir: '', databaseUrl: url, program: '0.1.0', beside: [], env, signal }
  const { folder, manifest } = await backUp(t.testdir(), new Date(), source)
  const other = { folder, manifest: { ...manifest, ends: { ...manifest.ends, audit: 9 } }, env }
  await t.rejects(restorePostgres({ ...other, databaseUrl: await emptyDatabase(t) }), {
    message:
      /^the backup holds other rows than its manifest says: drop postgres:\/\/postgres@127.* again, and take another backup/,
  })
})
