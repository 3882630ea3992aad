import { deflateSync } from 'node:zlib'
import t from 'tap'
import { browserContext, inflateInBrowser } from '../../../scanner-client/pwa/browser-platform.ts'

t.test('inflates what is zlib and not too much, and nothing else', async (t) => {
  const bytes = new Uint8Array(100_000).fill(7)
  const packed = new Uint8Array(deflateSync(bytes))
  t.same(await inflateInBrowser(packed, 100_000), bytes)
  t.equal(await inflateInBrowser(packed, 99_999), null, 'a bomb')
  t.equal(await inflateInBrowser(packed.slice(0, -5), 100_000), null, 'cut off')
  t.equal(await inflateInBrowser(new Uint8Array([1, 2, 3]), 100), null)
  t.equal(await inflateInBrowser(new Uint8Array(0), 100), null)
})

t.test('the steady clock begins with the work of a page, and only runs forward', async (t) => {
  const [one, other] = [browserContext(), browserContext(() => 5)]
  const [before, after] = [one.steady(), one.steady()]
  t.ok(before.seconds >= 0 && before.seconds < 5)
  t.ok(after.seconds >= before.seconds)
  t.equal(before.boot, after.boot)
  t.not(before.boot, other.steady().boot)
  t.equal(other.now(), 5)
})
