import t from 'tap'
import { deviceAccess } from '../../../scanner-client/offline/device-access.ts'
import { AccessEnded, Rejected, Unreachable } from '../../../scanner-client/offline/http-call.ts'
import { TOKENS_A_MINUTE } from '../../../server/access/grant-token.ts'
import type { Built } from '../../server/build-app.ts'
import { NOBODY_ANSWERS } from '../made-station.ts'
import { deviceScene } from './device-scene.ts'

const revoke = ({ authority }: Built, id: string) => authority('DELETE', `/v1/devices/${id}`)

t.test('gets a token by its key, once, and a fresh proof for every call', async (t) => {
  const { station, report, tokens, built } = await deviceScene(t)
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

t.test('a revoked device is told that its access has ended', async (t) => {
  const { built, station, report } = await deviceScene(t)
  await report()
  await revoke(built, station.enrolment.device)
  for (let at = 0; at < 2; at++) await t.rejects(report(), AccessEnded)
  await t.rejects(report(), { status: 401, message: /this device was revoked/ })
})

t.test('a device that asked for too many tokens waits, and is not one that was revoked', async (t) => {
  const { built, station, report } = await deviceScene(t)
  const { device } = station.enrolment
  const key = await station.store.deviceKey()
  if (key === null) throw new Error('no key')
  const startAnew = () =>
    station.clientOf({ device, key }).report({ unsent: 0, head_seq: 0, data_as_of: null, ledger_as_of: null })
  // It has one from before.
  for (let at = 1; at < TOKENS_A_MINUTE; at++) await startAnew()
  await t.rejects(startAnew(), { name: 'Unreachable', message: 'the server answered 429' })
  built.clock.now += 60
  await report()
})

t.test('what is no answer is no network, and nothing worse', async (t) => {
  const { station, report } = await deviceScene(t)
  station.meddle = NOBODY_ANSWERS
  await t.rejects(report(), Unreachable)
  for (const text of ['', 'Wi-Fi', '{}', '{"access_token":1}', '{"error":"temporarily_unavailable"}']) {
    for (const status of [200, 400, 429, 503]) {
      station.meddle = async (call, answer) =>
        call === 'POST /v1/token' ? { status, text, headers: { 'content-type': 'application/json' } } : answer()
      await t.rejects(report(), Unreachable, `${status} ${text}`)
    }
  }
  station.meddle = (_, answer) => answer()
  await report()
})

t.test('goes on with a server that was started anew, and one that ended the token early', async (t) => {
  const { station, report, tokens } = await deviceScene(t)
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

t.test('a server that keeps saying no is believed after some tries', async (t) => {
  const { station, report } = await deviceScene(t)
  station.meddle = async (call, answer) =>
    call === 'POST /v1/token'
      ? answer()
      : { status: 401, text: '{"detail":"no"}', headers: { 'www-authenticate': 'DPoP error="invalid_token"' } }
  await t.rejects(report(), Rejected)
  t.ok(station.calls.length < 20)
})

t.test('an answer that is read while it comes has a proof too, and a refusal is told at once', async (t) => {
  const { built, station } = await deviceScene(t)
  const { device, kid: _, issuer } = station.enrolment
  const key = await station.store.deviceKey()
  if (key === null) throw new Error('no key')
  const access = deviceAccess({
    fetch: station.fetch,
    issuer,
    device,
    key,
    now: () => Math.floor(Date.now() / 1000),
    trust: station.trust,
  })
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
