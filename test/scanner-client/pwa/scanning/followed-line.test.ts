import t from 'tap'
import { SIGN_IN_FIRST, SignInFirst } from '../../../../scanner-client/offline/http-call.ts'
import { scannerLine } from '../../../../scanner-client/offline/scanner-line.ts'
import { followLine } from '../../../../scanner-client/pwa/scanning/followed-line.ts'
import { build } from '../../../server/build-app.ts'
import { boothAt } from '../../booth-scene.ts'
import { NOBODY_ANSWERS, STEADY, VERIFY } from '../../made-station.ts'

const wallClock = () => Math.floor(Date.now() / 1000)

t.test(
  'follows the authority, tells how it stands, and does not wait for a server that was just not reached',
  async (t) => {
    const built = await build(t)
    const station = await boothAt(t, built)
    const { store, enrolment, fetch } = station
    const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
    const faults: unknown[] = []
    const line = followLine({ store, enrolment, context, network: scannerLine(fetch, wallClock, VERIFY) }, (error) =>
      faults.push(error),
    )
    await new Promise<void>((resolve) => {
      line.state.subscribe((state) => state !== null && resolve())
    })
    t.match(line.state.value, { online: true, unsent: 0, lastError: null })
    await line.refresh()
    t.ok(line.policy.value)
    t.ok((await line.platform()).client)
    station.meddle = NOBODY_ANSWERS
    line.noteUnreachable('nobody answers')
    t.match(line.state.value, { online: false, lastError: 'nobody answers' }, 'at once, and not with the next sync')
    t.match(await line.platform(), { client: null, offlineBecause: 'nobody answers' })
    await line.close()
    t.same(faults, [])
  },
)

t.test('whichever call did not reach the server, the line says so; one that was given up does not', async (t) => {
  const built = await build(t)
  const station = await boothAt(t, built)
  const { store, enrolment, fetch } = station
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  const network = scannerLine(fetch, wallClock, VERIFY)
  const line = followLine({ store, enrolment, context, network }, (error) => t.fail(String(error)))
  t.teardown(() => line.close())
  await new Promise<void>((resolve) => {
    line.state.subscribe((state) => state !== null && resolve())
  })
  const access = await network.accessOf(store, enrolment)
  if (access === null) throw new Error('no key')
  const call = (signal: AbortSignal) =>
    access.call('GET', `/v1/devices/${enrolment.device}`, { maxCharacters: 1e5, signal })
  await t.rejects(call(AbortSignal.abort()))
  t.match(line.state.value, { online: true })
  station.meddle = async () => ({ status: 200, text: '<html>Wi-Fi</html>', headers: { 'content-type': 'text/html' } })
  await t.rejects(call(new AbortController().signal), SignInFirst)
  t.match(line.state.value, { online: false, lastError: SIGN_IN_FIRST })
})

t.test('in training there is no line, and what is held is shown', async (t) => {
  const built = await build(t)
  const { store, enrolment } = await boothAt(t, built)
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  const line = followLine({ store, enrolment, context, network: null }, (error) => t.fail(String(error)))
  await line.close()
  t.match(line.state.value, { online: false, unsent: 0, dataAge: 0 })
  t.equal((await line.platform()).client, null)
})
