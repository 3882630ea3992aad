import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { runProgram } from '../../server/start-server.ts'
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
