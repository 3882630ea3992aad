import t from 'tap'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { MAX_STANDSTILL_SECONDS } from '../../../server/publishing/clock-guard.ts'
import { madeDesk } from '../made-desk.ts'

t.test('says what is wrong with the clock and what to do, and has a right one believed', async (t) => {
  const desk = await madeDesk(t, { maxStandstillSeconds: MAX_STANDSTILL_SECONDS })
  const { now } = Date
  t.teardown(() => {
    Date.now = now
  })
  Date.now = () => desk.clock.now * 1000
  t.match((await desk.run('repair-clock')).text, /nothing to repair/)
  await t.rejects(desk.run('repair-clock', '--time-is-right'), { message: /nothing to confirm/ })

  desk.clock.now = NOW + 5 * DAY
  const doubted = await desk.run('repair-clock')
  t.match(doubted.text, /nothing is signed.*repair-clock --time-is-right/s)
  t.match(doubted.json, [{ state: 'doubted', signed_at: NOW }])
  t.match((await desk.run('repair-clock', '--time-is-right')).text, /nothing to repair/)

  desk.clock.now -= 3600
  const ahead = await desk.run('repair-clock')
  const { kid } = ahead.json[0]
  t.match(
    ahead.text,
    new RegExp(`keys -- compromise ${kid} --since now.*announce snapshot.*activate NEW --force.*publish`, 's'),
  )
})
