import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import t from 'tap'
import { connectPostgres } from '../../../../server/store/postgres/postgres-connection.ts'
import { startPostgres } from '../embedded-postgres.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

t.test('a transaction is done whole or not at all', async (t) => {
  const { rows, transaction, close } = await connectPostgres(await postgres.database(t))
  t.teardown(close)
  const values = async (on?: Parameters<typeof rows>[2]) =>
    new Set((await rows<{ value: number }>('SELECT value FROM counters', [], on)).map(({ value }) => value))
  await t.rejects(
    transaction(async (on) => {
      await rows('UPDATE counters SET value = 7', [], on)
      t.same(await values(on), new Set([7]))
      throw new Error('a fault')
    }),
    { message: 'a fault' },
  )
  t.same(await values(), new Set([0]), 'rolled back')
  t.equal((await rows<{ big: number }>('SELECT 4294967296::bigint AS big'))[0]?.big, 4_294_967_296)
})

t.test('commits are on the disk before they are acknowledged, or the start fails', async (t) => {
  const not = (name: string, value: string) => ({
    message: `the database is not durable: ${name} is ${value}; set it on`,
  })
  const url = await postgres.database(t)
  for (const value of ['off', 'local', 'remote_write']) {
    await alter(url, `SET synchronous_commit = ${value}`)
    await t.rejects(connectPostgres(url), not('synchronous_commit', value))
  }
  const careless = await startPostgres({ settings: { fsync: 'off' } })
  t.teardown(() => careless.stop())
  await t.rejects(connectPostgres(await careless.database()), not('fsync', 'off'))
})

t.test('a database that is not there is a fault with a code, at once', async (t) => {
  await t.rejects(connectPostgres('postgres://postgres:password@127.0.0.1:1/none'), { code: 'ECONNREFUSED' })
})

t.test("statements see what was committed under a lock, whatever the database's own default is", async (t) => {
  const url = await postgres.database(t)
  await alter(url, "SET default_transaction_isolation = 'serializable'")
  const { rows, transaction, close } = await connectPostgres(url)
  t.teardown(close)
  const add = () =>
    transaction(async (on) => {
      const [row] = await rows<{ value: number }>("SELECT value FROM counters WHERE name = 'marks' FOR UPDATE", [], on)
      await rows("UPDATE counters SET value = $1 WHERE name = 'marks'", [(row?.value ?? 0) + 1], on)
    })
  await Promise.all(Array.from({ length: 20 }, add))
  t.same(await rows("SELECT value FROM counters WHERE name = 'marks'"), [{ value: 20 }])
})

t.test('a statement that waits too long is given up', async (t) => {
  const { rows, transaction, close } = await connectPostgres(await postgres.database(t), { answerWithinMs: 300 })
  t.teardown(close)
  await t.rejects(
    transaction((on) => rows('SELECT pg_sleep(60)', [], on)),
    { code: '57014' },
  )
  t.same(await rows('SELECT 1 AS one'), [{ one: 1 }])
})

t.test('a machine that answers no more is given up, and another connection is made', async (t) => {
  const url = new URL(await postgres.database(t))
  const proxy = await silentProxy(Number(url.port))
  t.teardown(proxy.close)
  url.port = String(proxy.port)
  const { rows, transaction, close } = await connectPostgres(url.href, { answerWithinMs: 300 })
  t.teardown(close)
  await transaction((on) => rows('SELECT 1', [], on))
  proxy.fallSilent()
  await t.rejects(
    transaction((on) => rows('SELECT 1', [], on)),
    { message: 'Query read timeout' },
  )
  t.same(await transaction((on) => rows('SELECT 1 AS one', [], on)), [{ one: 1 }])
})

t.test('a connection to what has become a standby is not used again', async (t) => {
  const url = await postgres.database(t)
  const { rows, transaction, close } = await connectPostgres(url, { connections: 1 })
  t.teardown(close)
  await alter(url, 'SET default_transaction_read_only = on')
  await rows("SET default_transaction_read_only = 'on'")
  const write = () => transaction((on) => rows("UPDATE counters SET value = 1 WHERE name = 'visas'", [], on))
  await t.rejects(write(), { code: '25006' })
  await t.rejects(write(), { code: '25006' })
  await alter(url, 'SET default_transaction_read_only = off')
  await write()
})

/** Changes what a database is, for connections made from now on. */
async function alter(url: string, change: string): Promise<void> {
  const operator = new pg.Client({ connectionString: url, options: '-c default_transaction_read_only=off' })
  await operator.connect()
  await operator.query(`ALTER DATABASE ${operator.database} ${change}`)
  await operator.end()
}

/** Stands before a port; what it was asked before it fell silent is never answered, what is asked later is. */
async function silentProxy(to: number) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const there = connect(to, '127.0.0.1')
    for (const one of [socket, there]) {
      sockets.add(one)
      one.on('error', () => undefined)
    }
    socket.pipe(there)
    there.pipe(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    fallSilent: () => {
      for (const one of sockets) one.unpipe().pause()
    },
    close: () => {
      for (const one of sockets) one.destroy()
      server.close()
    },
  }
}

t.test('a database that is set read-only is refused, and says so', async (t) => {
  const url = await postgres.database(t)
  await alter(url, 'SET default_transaction_read_only = on')
  await t.rejects(connectPostgres(url), {
    code: '25006',
    message: /^it is set read-only \(default_transaction_read_only\): set that off/,
  })
  const { rows, close } = await connectPostgres(await postgres.database(t))
  t.teardown(close)
  t.strictSame(await rows('SELECT 1 AS one'), [{ one: 1 }])
})
