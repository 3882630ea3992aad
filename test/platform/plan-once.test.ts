import Database from 'better-sqlite3'
import t, { type Test } from 'tap'
import { planOnce } from '../../platform/plan-once.ts'

function filled(t: Test): Database.Database {
  const database = new Database(':memory:')
  t.teardown(() => database.close())
  database.exec('CREATE TABLE log (id TEXT PRIMARY KEY, of TEXT, at INTEGER, bytes BLOB) STRICT')
  database.exec('CREATE INDEX log_of ON log (of)')
  return database
}

/** The driver makes a function of the columns anew where SQLite planned anew: those are counted. */
function countPlans(t: Test): () => number {
  const { Function: made } = globalThis
  let count = 0
  globalThis.Function = ((...parts: string[]) => {
    count += 1
    return made(...parts)
  }) as unknown as FunctionConstructor
  t.teardown(() => {
    globalThis.Function = made
  })
  return () => count
}

function run(database: Database.Database): readonly unknown[] {
  const insert = database.prepare('INSERT INTO log VALUES (?, ?, ?, ?)')
  for (let at = 0; at < 20; at++) insert.run(`n${at}`, `of ${at % 5}`, at, at === 7 ? null : Buffer.from([at]))
  const find = database.prepare<[string, number, number], object>(
    'SELECT id, at, bytes FROM log WHERE of = ? AND at > ? ORDER BY at DESC LIMIT ?',
  )
  return Array.from({ length: 10 }, (_, at) => find.all(`of ${at % 5}`, 2, 3))
}

t.test('the same is found by a plan that was made once', async (t) => {
  const plans = countPlans(t)
  const usual = run(filled(t))
  const before = plans()
  t.ok(before > 5, 'the driver plans anew: where it does no more, this module can go')
  const database = filled(t)
  planOnce(database)
  t.strictSame(run(database), usual)
  t.equal(plans() - before, 1)
})

t.test('an index is used as before', async (t) => {
  const database = filled(t)
  planOnce(database)
  const plan = database.prepare<[string], { detail: string }>('EXPLAIN QUERY PLAN SELECT * FROM log WHERE of = ?')
  t.match(plan.all('of 1'), [{ detail: 'SEARCH log USING INDEX log_of (of=?)' }])
})
