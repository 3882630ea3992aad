import t, { type Test } from 'tap'
import { deviceAccess } from '../../../scanner-client/offline/device-access.ts'
import { AccessEnded, Unreachable } from '../../../scanner-client/offline/http-call.ts'
import { sync } from '../../../scanner-client/offline/sync.ts'
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

/** This machine's clock, as far off as a test says. */
function shiftedClock(t: Test) {
  const { now } = Date
  t.teardown(() => {
    Date.now = now
  })
  return (seconds: number) => {
    Date.now = () => now() + seconds * 1000
  }
}

/** A proxy in front of the server, whose clock is so far ahead; or of a server that signs no refusal yet. */
function proxied(
  { station }: Pick<Awaited<ReturnType<typeof deviceScene>>, 'station'>,
  ahead: number,
  { isOld = false } = {},
) {
  station.meddle = async (_, answer) => {
    const reply = await answer()
    const date = new Date(Date.parse(String(reply.headers?.date)) + ahead * 1000).toUTCString()
    const { refusal: _refusal, ...old } = isOld && reply.status === 401 ? JSON.parse(reply.text) : {}
    return {
      ...reply,
      ...(isOld && reply.status === 401 && { text: JSON.stringify(old) }),
      headers: { ...reply.headers, date },
    }
  }
}

t.test(
  'a foreign Date is not looked at while the clock is right, nor where the authority signed what time it is',
  async (t) => {
    const scene = await deviceScene(t)
    const { built, report, tokens } = scene
    const shift = shiftedClock(t)
    const right = built.clock.now - Math.floor(Date.now() / 1000)
    proxied(scene, 90)
    shift(right)
    await report()
    t.equal(tokens(), 2, 'for the nonce, and for the token')
    for (const wrong of [-600, 600]) {
      shift(right + wrong)
      built.clock.now += 301
      shift(right + 301 + wrong)
      await report()
    }
  },
)

t.test('at a server that signs no refusal yet the Date is tried after one, and then none', async (t) => {
  const scene = await deviceScene(t)
  const { built, report } = scene
  const shift = shiftedClock(t)
  const offset = () => built.clock.now - Math.floor(Date.now() / 1000)
  const right = offset()
  proxied(scene, 0, { isOld: true })
  shift(right - 600)
  await report()
  built.clock.now += 301
  proxied(scene, 90, { isOld: true })
  shift(right + 301)
  await report()
  built.clock.now += 301
  shift(right + 602 - 600)
  await t.rejects(report(), { name: 'Unreachable', message: /nothing proves/ }, 'where both are wrong it is offline')
})

t.test('only what the authority signed makes a device one that was revoked', async (t) => {
  const { built, station, report } = await deviceScene(t)
  const { store } = station
  const device = await built.enrol('border')
  await built.authority('DELETE', `/v1/devices/${device.id}`)
  let refusal = ''
  station.meddle = async (call, answer) => {
    const reply = await answer()
    if (call === 'POST /v1/token' && reply.status === 401) refusal = JSON.parse(reply.text).refusal
    return reply
  }
  const ofOther = station.clientOf({ device: device.id, key: device.key.pair })
  await t.rejects(ofOther.report({ unsent: 0, head_seq: 0, data_as_of: null, ledger_as_of: null }), AccessEnded)
  for (const body of [{}, { refusal: 'x' }, { refusal }, { refusal: 7 }]) {
    station.meddle = async (call, answer) =>
      call === 'POST /v1/token'
        ? {
            status: 401,
            text: JSON.stringify({ error: 'invalid_client', ...body }),
            headers: { 'content-type': 'application/json' },
          }
        : answer()
    await t.rejects(report(), { name: 'Unreachable', message: /nothing proves that the authority ended it/ })
    await t.rejects(sync(store, station.client, station.platform()), Unreachable)
    t.equal(await store.accessEnded(), null)
  }
  station.meddle = (_, answer) => answer()
  await report()
  await built.authority('DELETE', `/v1/devices/${station.enrolment.device}`)
  await t.rejects(sync(store, station.client, station.platform()), AccessEnded)
  t.match(await store.accessEnded(), /revoked/)
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
  t.ok(tokens() - before <= 3, `${tokens() - before} requests: for a nonce, for the right time, and for the token`)
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
    trust: station.trust,
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
