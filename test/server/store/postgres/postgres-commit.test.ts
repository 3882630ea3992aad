import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { connectPostgres } from '../../../../server/store/postgres/postgres-connection.ts'
import { inMemory } from '../../../in-memory.ts'
import { startPostgres } from '../embedded-postgres.ts'

// Its own: here the settings of the whole cluster are changed.
const postgres = await startPostgres({ under: inMemory() })
t.teardown(() => postgres.stop())

const LOCK_END = "SELECT value FROM counters WHERE name = 'ledger' FOR UPDATE"

async function operatorOf(t: Test, url: string) {
  const operator = new pg.Client({ connectionString: url })
  await operator.connect()
  t.teardown(() => operator.end())
  return operator
}

t.test('a commit whose standby has not got it is not acknowledged, though PostgreSQL only warns', async (t) => {
  const url = await postgres.database()
  const { rows, transaction, close } = await connectPostgres(url)
  t.teardown(close)
  const operator = await operatorOf(t, url)
  const raise = () =>
    transaction((on) => rows("UPDATE counters SET value = value + 1 WHERE name = 'marks' RETURNING value", [], on))
  await operator.query("ALTER SYSTEM SET synchronous_standby_names = 'a_standby_that_is_gone'")
  await operator.query('SELECT pg_reload_conf()')
  await setTimeout(300)
  const unsure = t.rejects(raise(), { code: '08007' })
  const cancel = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
  while ((await operator.query(cancel)).rows.length === 0) await setTimeout(20)
  await unsure
  await operator.query('ALTER SYSTEM RESET synchronous_standby_names')
  await operator.query('SELECT pg_reload_conf()')
  await setTimeout(300)
  t.same(await raise(), [{ value: 2 }], 'the connection serves the next one, with what was committed here')
})

t.test('a server that stands still in the middle does not keep the ledger from the others', async (t) => {
  const url = await postgres.database()
  const [still, other] = [await connectPostgres(url, { answerWithinMs: 3000 }), await connectPostgres(url)]
  t.teardown(still.close)
  t.teardown(other.close)
  const { promise: isLocked, resolve: locked } = Promise.withResolvers<void>()
  let wentOn = false
  const held = t.rejects(
    still.transaction(async (on) => {
      await on.query(LOCK_END)
      locked()
      await setTimeout(8000)
      wentOn = true
      await on.query(LOCK_END)
    }),
  )
  await isLocked
  await other.transaction((on) => on.query(LOCK_END))
  t.notOk(wentOn, 'freed before it would have gone on')
  await held
})
