import t from 'tap'
import { madeDesk } from '../made-desk.ts'

t.test('sets and lists carriers, and says how the administrator is enrolled', async (t) => {
  const desk = await madeDesk(t)
  t.match((await desk.run('carriers')).text, /no carrier yet/)
  const set = await desk.run('carriers', 'set', 'kc', '--name', 'Air Astana', '--devices', '2')
  t.match(set.text, /KC {2}Air Astana, 0 of 2 devices[\s\S]*enrol carrier --carrier KC --administrator/)
  t.match((await desk.run('enrol', 'carrier', '--carrier', 'kc', '--administrator')).json[0], { code: /^EVISA-ENROL/ })
  await desk.enrol('carrier', { carrier: 'KC' })
  t.match((await desk.run('carriers')).json[0].carriers, [{ id: 'KC', devices: 1, device_limit: 2 }])
  t.match((await desk.run('devices')).text, /carrier +a carrier +KC/)
  await t.rejects(desk.run('enrol', 'carrier', '--carrier', 'KC'), { message: /as many devices and open codes/ })
  await t.rejects(desk.run('carriers', 'set', 'KCKC', '--name', 'x', '--devices', '1'), {
    message: 'ID is not of the form that it takes',
  })
  await t.rejects(desk.run('carriers', 'set', 'KC', '--name', 'x', '--devices', 'many'), { message: /whole number/ })
})
