import t from 'tap'
import { startChild } from '../../bench/api-process.ts'

t.test('a child answers lines, and tells what it used and where', async (t) => {
  const child = await startChild<{ made: string }, { echo: unknown }>('../test/bench/echo-child.ts', { name: 'one' })
  t.teardown(() => child.stop())
  t.same(child.said, { made: 'one' })
  t.same(await child.ask({ spin: 1 }), { echo: { spin: 1 } })
  const before = await child.cpu()
  const spots = await child.profiled(() => child.ask({ spin: 150 }))
  const { total } = await child.cpu()
  t.ok(total - before.total > 100_000, `${total - before.total} us`)
  t.match(spots, /spin echo-child\.ts/)
})

t.test('a child that ends before it is ready is told', async (t) => {
  await t.rejects(startChild('../test/bench/echo-child.ts', { name: null }), /echo-child\.ts ended/)
})
