import t from 'tap'
import { deviceAccess } from '../../../scanner-client/offline/device-access.ts'
import { Unreachable } from '../../../scanner-client/offline/http-call.ts'
import { deviceScene } from './device-scene.ts'

t.test('a token that has run out is replaced within the call', async (t) => {
  const { report, tokens, built } = await deviceScene(t)
  await report()
  const before = tokens()
  built.clock.now += 301
  await report()
  t.ok(tokens() > before)
})

t.test('a device whose clock is wrong still gets its data', async (t) => {
  // The tests' server lives a day behind this machine's clock, by which the proofs and assertions are dated.
  const { built, report } = await deviceScene(t)
  await report()
  built.clock.now += 90 * 86_400
  await report()
})

t.test('a clock that is set while the program runs does not make it a revoked device', async (t) => {
  const { report } = await deviceScene(t)
  await report()
  const { now } = Date
  t.teardown(() => {
    Date.now = now
  })
  for (const offset of [3 * 3_600_000, -86_400_000, 0]) {
    Date.now = () => now() + offset
    await report()
  }
})

t.test('one lost answer for a token does not end the next call', async (t) => {
  const { station, report } = await deviceScene(t)
  let lost = 0
  station.meddle = async (call, answer) => {
    const reply = await answer()
    if (call === 'POST /v1/token' && reply.status === 200 && lost++ === 0) throw new TypeError('fetch failed')
    return reply
  }
  await t.rejects(report(), Unreachable)
  await report()
})

t.test('calls that lose the same token at once ask for one, not for one each', async (t) => {
  const { built, report, tokens } = await deviceScene(t)
  await report()
  built.clock.now += 301
  const before = tokens()
  await Promise.all(Array.from({ length: 8 }, report))
  t.ok(tokens() - before <= 2, `${tokens() - before} requests: for a nonce and for the token`)
})

t.test('a call waits for the token of another no longer than it may, and outlives it', async (t) => {
  const { built, station } = await deviceScene(t)
  const { key } = await built.enrol('border')
  let asked = 0
  let isSlow = true
  const access = deviceAccess({
    issuer: station.enrolment.issuer,
    device: station.enrolment.device,
    key: key.pair,
    now: () => Math.floor(Date.now() / 1000),
    fetch: (url, { signal }) => {
      if (!isSlow || !url.endsWith('/v1/token'))
        return Promise.resolve({ status: 503, headers: new Headers(), body: null })
      return new Promise((_, reject) => {
        asked += 1
        signal.addEventListener('abort', () => reject(new TypeError('fetch failed')))
      })
    },
  })
  const call = (signal: AbortSignal) => access.call('GET', '/v1/x', { maxCharacters: 10, signal })
  const [long, brief] = [new AbortController(), new AbortController()]
  const first = call(long.signal)
  const second = call(brief.signal)
  const third = call(new AbortController().signal)
  brief.abort()
  await t.rejects(second, Unreachable, 'while the first still waits')
  while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  isSlow = false
  long.abort()
  await t.rejects(first, { name: 'Unreachable', message: /cannot be reached/ })
  await t.rejects(third, { name: 'Unreachable', message: /answered 503/ }, 'it asked by itself')
  t.equal(asked, 1, 'while they waited one was asked for')
})
