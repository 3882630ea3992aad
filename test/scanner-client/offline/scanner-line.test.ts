import t from 'tap'
import { Unreachable } from '../../../scanner-client/offline/http-call.ts'
import { scannerLine } from '../../../scanner-client/offline/scanner-line.ts'
import { build } from '../../server/build-app.ts'
import { boothAt } from '../booth-scene.ts'
import { VERIFY } from '../made-station.ts'

const now = () => Math.floor(Date.now() / 1000)
const report = { unsent: 0, head_seq: 0, data_as_of: null, ledger_as_of: null }

t.test('one access serves every client of an enrolment: the token is asked for once', async (t) => {
  const built = await build(t)
  const { store, enrolment, fetch, calls } = await boothAt(t, built)
  const line = scannerLine(fetch, now, VERIFY)
  for (let at = 0; at < 3; at++) await (await line.clientOf(store, enrolment, 10_000))?.report(report)
  t.equal(await line.accessOf(store, enrolment), await line.accessOf(store, enrolment))
  t.ok(
    calls.filter((call) => call === 'POST /v1/token').length <= 3,
    'once, and once more for the nonce and for the time',
  )
})

t.test('the calls of a client end when its time is up, or when it is told to end', async (t) => {
  const built = await build(t)
  const { store, enrolment } = await boothAt(t, built)
  const never: Parameters<typeof scannerLine>[0] = (_, { signal }) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new TypeError('fetch failed'))))
  const line = scannerLine(never, now, VERIFY)
  // The time-out of a signal keeps no program running.
  const running = setInterval(() => undefined, 1000)
  t.teardown(() => clearInterval(running))
  await t.rejects((await line.clientOf(store, enrolment, 50))?.report(report) ?? Promise.resolve(), Unreachable)
  const end = new AbortController()
  const call = (await line.clientOf(store, enrolment, 60_000, end.signal))?.report(report)
  end.abort()
  await t.rejects(call ?? Promise.resolve(), Unreachable)
})

t.test('a scanner without a key has no line', async (t) => {
  const built = await build(t)
  const { store, enrolment, fetch } = await boothAt(t, built)
  const line = scannerLine(fetch, now, VERIFY)
  t.equal(await line.clientOf({ ...store, deviceKey: async () => null }, enrolment, 1000), null)
})
