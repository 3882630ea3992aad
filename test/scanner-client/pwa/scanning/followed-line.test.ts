import t from 'tap'
import { scannerLine } from '../../../../scanner-client/offline/scanner-line.ts'
import { followLine } from '../../../../scanner-client/pwa/scanning/followed-line.ts'
import { build } from '../../../server/build-app.ts'
import { demonstrate } from '../../../server/next-trust-list.ts'
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
    const line = followLine({ store, enrolment, context, network: scannerLine(fetch, wallClock) }, (error) =>
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
    line.noteUnreachable('nobody answers')
    t.match(await line.platform(), { client: null, offlineBecause: 'nobody answers' })
    await line.close()
    t.same(faults, [])
  },
)

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
  for (const network of [scannerLine(fetch, wallClock), null]) {
    const line = followLine({ store, enrolment, context, network }, (error) => t.fail(String(error)))
    await line.refresh()
    t.ok(line.isSpecimen.value)
    await line.close()
  }
})
