import t, { type Test } from 'tap'
import { deviceAccess } from '../../../scanner-client/offline/device-access.ts'
import { AccessEnded, Rejected, Unreachable } from '../../../scanner-client/offline/http-call.ts'
import { type Built, build } from '../../server/build-app.ts'
import { NOBODY_ANSWERS, stationAt } from '../made-station.ts'

async function scene(t: Test) {
  const built = await build(t)
  const station = await stationAt(built, 'border', (close) => t.teardown(close))
  const report = () => station.client.report({ unsent: 0, head_seq: 0, data_as_of: null, ledger_as_of: null })
  const tokens = () => station.calls.filter((call) => call === 'POST /v1/token').length
  return { built, station, report, tokens }
}

const revoke = ({ authority }: Built, id: string) => authority('DELETE', `/v1/devices/${id}`)

t.test('gets a token by its key, once, and a fresh proof for every call', async (t) => {
  const { station, report, tokens, built } = await scene(t)
  await Promise.all([report(), report(), report()])
  t.ok(tokens() <= 3, `${tokens()} requests: for a nonce, for the right time, and for the token`)
  const before = tokens()
  for (let at = 0; at < 5; at++) await report()
  t.equal(tokens(), before)
  built.clock.now += 200
  await report()
  built.clock.now += 99
  await report()
  t.equal(tokens(), before, 'a nonce that grows old is replaced by the answers')
  t.match(await built.store.findDevice(station.enrolment.device), { report: { unsent: 0 } })
})

t.test('a token that has run out is replaced within the call', async (t) => {
  const { report, tokens, built } = await scene(t)
  await report()
  const before = tokens()
  built.clock.now += 301
  await report()
  t.ok(tokens() > before)
})

t.test('a device whose clock is wrong still gets its data', async (t) => {
  // The tests' server lives a day behind this machine's clock, by which the proofs and assertions are dated.
  const { built, report } = await scene(t)
  await report()
  built.clock.now += 90 * 86_400
  await report()
})

t.test('a clock that is set while the program runs does not make it a revoked device', async (t) => {
  const { report } = await scene(t)
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

t.test('a revoked device is told that its access has ended', async (t) => {
  const { built, station, report } = await scene(t)
  await report()
  await revoke(built, station.enrolment.device)
  for (let at = 0; at < 2; at++) await t.rejects(report(), AccessEnded)
  await t.rejects(report(), { status: 401, message: /this device was revoked/ })
})

t.test('what is no answer is no network, and nothing worse', async (t) => {
  const { station, report } = await scene(t)
  station.meddle = NOBODY_ANSWERS
  await t.rejects(report(), Unreachable)
  for (const text of ['', '<html>Wi-Fi</html>', '{}', '{"access_token":1}', '{"error":"server_error"}']) {
    for (const status of [200, 400, 429, 503]) {
      station.meddle = async (call, answer) =>
        call === 'POST /v1/token' ? { status, text, headers: { 'content-type': 'application/json' } } : answer()
      await t.rejects(report(), Unreachable, `${status} ${text}`)
    }
  }
  station.meddle = (_, answer) => answer()
  await report()
})

t.test('one lost answer for a token does not end the next call', async (t) => {
  const { station, report } = await scene(t)
  let lost = 0
  station.meddle = async (call, answer) => {
    const reply = await answer()
    if (call === 'POST /v1/token' && reply.status === 200 && lost++ === 0) throw new TypeError('fetch failed')
    return reply
  }
  await t.rejects(report(), Unreachable)
  await report()
})

t.test('goes on with a server that was started anew, and one that ended the token early', async (t) => {
  const { station, report, tokens } = await scene(t)
  await report()
  for (const [challenge, nonce, asksAnew] of [
    ['error="use_dpop_nonce"', 'of another process', 0],
    ['error="invalid_token"', undefined, 1],
  ] as const) {
    let refused = 0
    const before = tokens()
    station.meddle = async (call, answer) => {
      if (call === 'POST /v1/token' || refused++ > 0) return answer()
      const headers = { 'www-authenticate': `DPoP ${challenge}`, 'dpop-nonce': nonce }
      return { status: 401, text: '{}', headers }
    }
    await report()
    t.equal(tokens() > before, asksAnew === 1, challenge)
  }
})

t.test('calls that lose the same token at once ask for one, not for one each', async (t) => {
  const { built, report, tokens } = await scene(t)
  await report()
  built.clock.now += 301
  const before = tokens()
  await Promise.all(Array.from({ length: 8 }, report))
  t.ok(tokens() - before <= 2, `${tokens() - before} requests: for a nonce and for the token`)
})

t.test('a call waits for the token of another no longer than it may, and outlives it', async (t) => {
  const { built, station } = await scene(t)
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

t.test('a server that keeps saying no is believed after some tries', async (t) => {
  const { station, report } = await scene(t)
  station.meddle = async (call, answer) =>
    call === 'POST /v1/token'
      ? answer()
      : { status: 401, text: '{"detail":"no"}', headers: { 'www-authenticate': 'DPoP error="invalid_token"' } }
  await t.rejects(report(), Rejected)
  t.ok(station.calls.length < 20)
})

t.test('an answer that is read while it comes has a proof too, and a refusal is told at once', async (t) => {
  const { built, station } = await scene(t)
  const { device, kid: _, issuer } = station.enrolment
  const key = await station.store.deviceKey()
  if (key === null) throw new Error('no key')
  const access = deviceAccess({ fetch: station.fetch, issuer, device, key, now: () => Math.floor(Date.now() / 1000) })
  const ask = (path: string) =>
    access.stream('GET', path, { accept: 'application/json', signal: new AbortController().signal })
  const read = async () => {
    let text = ''
    for await (const chunk of (await ask(`/v1/devices/${device}`)).chunks) text += chunk
    return JSON.parse(text)
  }
  t.match(await read(), { id: device })
  built.clock.now += 301
  t.match(await read(), { id: device }, 'with a new token')
  await t.rejects(ask('/v1/devices'), { name: 'Rejected', status: 403, message: /carrier or authority/ })
  await revoke(built, device)
  await t.rejects(read(), AccessEnded)
})
