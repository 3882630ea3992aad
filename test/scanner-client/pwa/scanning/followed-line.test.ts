import t from 'tap'
import { SIGN_IN_FIRST, SignInFirst, Unreachable } from '../../../../scanner-client/offline/http-call.ts'
import { scannerLine } from '../../../../scanner-client/offline/scanner-line.ts'
import { followLine } from '../../../../scanner-client/pwa/scanning/followed-line.ts'
import { build } from '../../../server/build-app.ts'
import { demonstrate } from '../../../server/next-trust-list.ts'
import { admit, boothAt, mend, onCall, scene, syncOf } from '../../booth-scene.ts'
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
    t.notOk(line.isSpecimen.value)
    t.ok((await line.platform()).client)
    station.meddle = NOBODY_ANSWERS
    line.noteScan({ offlineBecause: 'nobody answers', overUsed: [] })
    t.match(line.state.value, { online: false, lastError: 'nobody answers' }, 'it is said at once')
    t.match(await line.platform(), { client: null, offlineBecause: 'nobody answers' })
    await line.close()
    t.same(faults, [])
  },
)

t.test(
  'the line turns with the first call that fails, whoever made it, and back with the first that is answered',
  async (t) => {
    const built = await build(t)
    const station = await boothAt(t, built)
    const { store, enrolment, fetch } = station
    const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
    const network = scannerLine(fetch, wallClock, VERIFY)
    const line = followLine({ store, enrolment, context, network }, (error) => t.fail(String(error)))
    const until = (online: boolean) =>
      new Promise<void>((resolve) => {
        line.state.subscribe((state) => state?.online === online && resolve())
      })
    await until(true)
    const access = await network.accessOf(store, enrolment)
    const ask = () =>
      access?.call('GET', `/v1/devices/${enrolment.device}`, {
        maxCharacters: 10_000,
        signal: AbortSignal.timeout(30_000),
      })
    station.meddle = NOBODY_ANSWERS
    await t.rejects(async () => void (await ask()), Unreachable)
    t.match(line.state.value, { online: false })
    mend(station)
    await ask()
    t.match(line.state.value, { online: true })
    await line.close()
  },
)

t.test('tells of double uses that nobody has seen yet, from what is held on', async (t) => {
  const { built, visa, stations } = await scene(t, 2)
  const [one, two] = stations
  for (const booth of [one, two]) onCall(booth, '', NOBODY_ANSWERS)
  for (const booth of [one, two]) t.ok((await admit(booth, visa)).recorded)
  for (const booth of [one, two]) mend(booth)
  await syncOf(one)
  await syncOf(two)
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  const line = followLine({ ...two, context, network: null }, (error) => t.fail(String(error)))
  await line.close()
  t.match(line.overUsed.value, [{ visa_number: visa.visa_number }])
  await two.store.markDoubleUsesSeen()
  await line.refresh()
  t.same(line.overUsed.value, [])
})

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

t.test('says that the authority that is trusted is a demonstration, with and without a network', async (t) => {
  const built = await build(t)
  await demonstrate(built)
  const { store, enrolment, fetch } = await boothAt(t, built)
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  for (const network of [scannerLine(fetch, wallClock, VERIFY), null]) {
    const line = followLine({ store, enrolment, context, network }, (error) => t.fail(String(error)))
    await line.refresh()
    t.ok(line.isSpecimen.value)
    await line.close()
  }
})
