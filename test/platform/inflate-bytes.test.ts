import { deflateSync } from 'node:zlib'
import t from 'tap'
import { inflateBytes } from '../../platform/inflate-bytes.ts'

t.test('inflates what zlib deflated, up to the limit and not one byte more', async (t) => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 251)
  t.same(new Uint8Array((await inflateBytes(deflateSync(bytes), 1000)) ?? []), bytes)
  t.equal(await inflateBytes(deflateSync(bytes), 999), null)
  t.same(await inflateBytes(deflateSync(''), 1000), Buffer.alloc(0))
})

t.test('answers null for a bomb without unpacking it', async (t) => {
  const bomb = deflateSync(Buffer.alloc(50_000_000))
  const before = process.memoryUsage().rss
  t.equal(await inflateBytes(bomb, 32_768), null)
  t.ok(process.memoryUsage().rss - before < 40_000_000)
})

t.test('answers null for damaged, cut and foreign data', async (t) => {
  const good = deflateSync(Buffer.alloc(1000, 'evisa'))
  const damaged = Buffer.from(good)
  damaged[5] = (damaged[5] ?? 0) ^ 0xff
  t.equal(await inflateBytes(damaged, 1000), null)
  t.equal(await inflateBytes(good.subarray(0, -1), 1000), null)
  t.equal(await inflateBytes(new Uint8Array(0), 1000), null)
  t.equal(await inflateBytes(Buffer.from('no zlib at all'), 1000), null)
})

t.test('throws for a caller that is wrong', async (t) => {
  await t.rejects(inflateBytes(deflateSync('x'), -1), RangeError)
})
