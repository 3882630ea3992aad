import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { runProgram } from '../../server/start-server.ts'
import { publishedAuthority } from '../../server/store/backup/made-store.ts'
import { ACT, newVisa } from '../../server/store/made-visas.ts'
import { postgresOfTests } from '../../server/store/postgres-of-tests.ts'

t.test('moves an authority to PostgreSQL, says what was verified and what to do next', async (t) => {
  const dir = join(t.testdir(), 'authority')
  mkdirSync(dir)
  const store = openSqliteStore(join(dir, 'authority.db'))
  await store.recordVisas([await newVisa(), await newVisa()], ACT)
  await store.close()
  const postgres = await postgresOfTests(t)
  const url = await postgres.emptyDatabase(t)
  const move = (...args: string[]) =>
    runProgram('desk/terminal/cli.ts', ['migrate-store', '--data-dir', dir, ...args], {})

  const unsaid = await move()
  t.strictSame([unsaid.code, unsaid.stderr], [1, 'say where to: --to postgres://USER:PASSWORD@HOST/DATABASE\n'])
  const moved = await move('--to', url)
  t.equal(moved.code, 0, moved.stderr)
  t.match(moved.stderr, /visas +2 rows/)
  t.match(
    moved.stdout,
    /^moved, and the same by count, by 2 rows of the audit trail, by 0 crossings in their order and by 0 chains of devices\./,
  )
  t.match(moved.stdout, /Start the server with DATABASE_URL/)
  const there = await openPostgresStore(url)
  t.equal(await there.countVisas(), 2)
  await there.close()
  const again = await move('--to', url)
  t.equal(again.code, 1)
  t.match(again.stderr, /was moved to postgres:.*delete /)
})

t.test('backs an authority up and restores it, as a person does it', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  await store.close()
  const backups = `${dataDir}-backups`
  t.teardown(() => rmSync(backups, { recursive: true, force: true }))
  const run = (...args: string[]) => runProgram('desk/terminal/cli.ts', args, { EVISA_DATA_DIR: dataDir })
  const made = await run('--json', 'backup', backups)
  t.equal(made.code, 0, made.stderr)
  const { folder } = JSON.parse(made.stdout)
  const restored = await run('restore', folder)
  t.match(restored, {
    code: 0,
    stdout: /was restored: .*\nThe store of before lies in .*\n[\s\S]*Next: start the server/,
  })
  t.match(await run('restore', backups), { code: 1, stderr: /is no backup, or half of one: it has no manifest\.json/ })
  t.match(await run('backup', join(dataDir, 'here')), { code: 1, stderr: /lies in the data folder/ })
  t.match(await run('backup', backups, '--every', 'often'), { code: 2, stderr: /such as 30m, 1h or 1d/ })
  t.match(await run('new-store'), { code: 1, stderr: /is a store already: nothing was changed/ })
})
