import t from 'tap'
import { connectPostgres } from '../../../server/store/postgres-connection.ts'
import { startPostgres } from './embedded-postgres.ts'

t.test('commits are on the disk before they are acknowledged, or the start fails', async (t) => {
  const durable = await startPostgres()
  t.teardown(() => durable.stop())
  const url = await durable.database()
  const { rows, transaction, close } = await connectPostgres(url)
  t.teardown(close)
  const values = async (on?: Parameters<typeof rows>[2]) =>
    rows<{ value: number }>('SELECT value FROM counters', [], on)
  await t.rejects(
    transaction(async (on) => {
      await rows('UPDATE counters SET value = 7', [], on)
      t.same(new Set((await values(on)).map(({ value }) => value)), new Set([7]))
      throw new Error('a fault')
    }),
    { message: 'a fault' },
  )
  t.same(new Set((await values()).map(({ value }) => value)), new Set([0]), 'rolled back')
  t.equal((await rows<{ big: number }>('SELECT 4294967296::bigint AS big'))[0]?.big, 4_294_967_296)

  for (const name of ['synchronous_commit', 'fsync']) {
    const careless = await startPostgres({ [name]: 'off' })
    await t.rejects(connectPostgres(await careless.database()), {
      message: `the database is not durable: ${name} is off; set it on`,
    })
    await careless.stop()
  }
})

t.test('a database that is not there is a fault with a code, at once', async (t) => {
  await t.rejects(connectPostgres('postgres://postgres:password@127.0.0.1:1/none'), { code: 'ECONNREFUSED' })
})
