import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { sqliteAuditor } from '../../../../server/store/sqlite/sqlite-audit.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { ACT } from '../made-visas.ts'

const entry = { ...ACT, act: 'look-up', subject: 'K7Q2M4XN9TBK', detail: {} } as const

t.test('the database itself lets no row be changed or removed', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  await store.noteActs([entry, entry])
  const before = await store.auditAfter(0, 10)
  const other = new Database(file)
  t.teardown(() => other.close())
  t.throws(() => other.exec("UPDATE audit SET actor = 'nobody'"), /the audit trail is not rewritten/)
  t.throws(() => other.exec('DELETE FROM audit WHERE position = 2'), /the audit trail forgets nothing/)
  t.same(await store.auditAfter(0, 10), before)
})

t.test('what is noted within a transaction is undone with it, and the chain goes on', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const database = new Database(file)
  t.teardown(async () => {
    database.close()
    await store.close()
  })
  const audit = sqliteAuditor(database)
  const work = database.transaction((isUndone: boolean) => {
    audit(entry)
    audit({ ...entry, act: 'issue' })
    if (isUndone) throw new Error('undone')
  })
  t.throws(() => work.immediate(true), /undone/)
  t.equal(await store.auditEnd(), null)
  work.immediate(false)
  await store.noteActs([entry])
  const rows = await store.auditAfter(0, 10)
  t.same(
    rows.map(({ position, act }) => `${position} ${act}`),
    ['1 look-up', '2 issue', '3 look-up'],
  )
  t.equal(rows[2]?.prev, rows[1]?.hash, 'another connection wrote in between')
})

t.test('a detail that somebody made unreadable is shown as it is', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const other = new Database(file)
  t.teardown(async () => {
    other.close()
    await store.close()
  })
  await store.noteActs([entry])
  other.exec("DROP TRIGGER audit_unchanged; UPDATE audit SET detail = '{'")
  t.match(await store.auditAfter(0, 10), [{ detail: { unreadable: '{' } }])
})
