import pg from 'pg'
import t from 'tap'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { inMemory } from '../../../in-memory.ts'
import { exitOf } from '../../../made-device.ts'
import { application, build, problemOf } from '../../build-app.ts'
import { startPostgres } from '../embedded-postgres.ts'

t.test('a server whose database fails says what to do, and goes on by itself when it is back', async (t) => {
  // Its own: here it ends in the middle of the test.
  const postgres = await startPostgres({ under: inMemory() })
  let isRunning = true
  const stop = async () => {
    if (isRunning) await postgres.stop()
    isRunning = false
  }
  t.teardown(stop)
  const url = await postgres.database()
  const store = await openPostgresStore(url)
  t.teardown(() => store.close())
  const { authority, enrol, issue } = await build(t, { store: () => store })
  const booth = await enrol('border')
  const { visa_number: number } = await issue()
  const operator = new pg.Client({ connectionString: url })
  operator.on('error', () => undefined)
  await operator.connect()
  const kept: string[] = []
  const handIn = async () => {
    const { head } = booth.chain
    const { jws, hash } = await booth.chain.sign(exitOf(number))
    const answer = await booth.call('POST', '/v1/crossings', { events: [jws] })
    if (answer.status === 200) kept.push(hash)
    else booth.chain.head = head
    return answer
  }
  t.equal((await handIn()).status, 200)

  // As the database says it where a file cannot be made longer.
  await operator.query(`CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`)
  for (const table of ['visas', 'crossings', 'audit'])
    await operator.query(
      `CREATE TRIGGER no_space BEFORE INSERT ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION no_space()`,
    )
  const full = await handIn()
  t.strictSame([full.status, problemOf(full)], [507, 'storage-full'])
  t.equal(problemOf(await authority('POST', '/v1/visas', application())), 'storage-full')
  t.equal((await store.crossingsOf(number)).length, 1, 'reading goes on')
  for (const table of ['visas', 'crossings', 'audit']) await operator.query(`DROP TRIGGER no_space ON ${table}`)
  t.equal((await handIn()).status, 200)

  await operator.query(`ALTER DATABASE ${operator.database} SET default_transaction_read_only = on`)
  await operator.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()')
  const standby = await handIn()
  t.strictSame([standby.status, problemOf(standby)], [503, 'too-busy'])
  await operator.query(`ALTER DATABASE ${operator.database} SET default_transaction_read_only = off`)
  t.equal((await handIn()).status, 200, 'at the first call after the failover')

  const seen = (await store.chainOf(booth.id, 0, 100)).map(({ hash }) => hash)
  t.strictSame(seen, kept, 'what was acknowledged, and nothing else')
  await stop()
  const gone = await handIn()
  t.strictSame([gone.status, problemOf(gone)], [503, 'too-busy'])
  t.notMatch(gone.text, /127.0.0.1|ECONN|postgres/i)
})
