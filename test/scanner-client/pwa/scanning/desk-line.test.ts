import t from 'tap'
import { scannerLine } from '../../../../scanner-client/offline/scanner-line.ts'
import { deskLine } from '../../../../scanner-client/pwa/scanning/desk-line.ts'
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
    const desk = deskLine({ store, enrolment, context, network: scannerLine(fetch, wallClock) }, (error) =>
      faults.push(error),
    )
    await new Promise<void>((resolve) => {
      desk.line.subscribe((line) => line !== null && resolve())
    })
    t.match(desk.line.value, { online: true, unsent: 0, lastError: null })
    await desk.refresh()
    t.ok(desk.policy.value)
    t.ok((await desk.platform()).client)
    station.meddle = NOBODY_ANSWERS
    desk.noteUnreachable('nobody answers')
    t.match(await desk.platform(), { client: null, offlineBecause: 'nobody answers' })
    await desk.close()
    t.same(faults, [])
  },
)

t.test('in training there is no line, and what is held is shown', async (t) => {
  const built = await build(t)
  const { store, enrolment } = await boothAt(t, built)
  const context = { verify: VERIFY, now: () => built.clock.now, steady: () => STEADY }
  const desk = deskLine({ store, enrolment, context, network: null }, (error) => t.fail(String(error)))
  await desk.close()
  t.match(desk.line.value, { online: false, unsent: 0, dataAge: 0 })
  t.equal((await desk.platform()).client, null)
})
