import t from 'tap'
import { madeDesk } from '../made-desk.ts'

t.test('sets and lists carriers, and says who administers them', async (t) => {
  const desk = await madeDesk(t)
  t.match((await desk.run('carriers')).text, /no carrier yet/)
  const set = await desk.run('carriers', 'set', 'kc', '--name', 'Air Astana', '--devices', '2')
  t.match(set.text, /KC {2}Air Astana, 0 of 2 devices, 0 administrators\n[\s\S]*propose the first two at the console/)
  await t.rejects(desk.run('enrol', 'carrier', '--carrier', 'kc', '--administrator'), {
    message: /administrators are people with keys/,
  })
  const code = await desk.run('enrol', 'carrier', '--carrier', 'kc', '--station', 'nqz')
  t.match(code.json[0], { code: /^EVISA-ENROL/ })
  const { id } = await desk.enrol('carrier', { carrier: 'KC', station: 'NQZ', tablet: true })
  t.match((await desk.run('carriers')).json[0].carriers, [{ id: 'KC', devices: 1, device_limit: 2 }])
  t.match((await desk.run('carriers')).text, /tablets administer until \d{4}-\d\d-\d\d or two people do/)
  t.match((await desk.run('devices')).text, /carrier +a carrier +KC NQZ administers until \d{4}/)
  await t.rejects(desk.run('enrol', 'carrier', '--carrier', 'KC'), { message: /as many devices and open codes/ })
  await t.rejects(desk.run('carriers', 'set', 'KCKC', '--name', 'x', '--devices', '1'), {
    message: 'ID is not of the form that it takes',
  })
  await t.rejects(desk.run('carriers', 'set', 'KC', '--name', 'x', '--devices', 'many'), { message: /whole number/ })
  await desk.run('revoke-device', id, '--reason', 'lost')
  t.match((await desk.store.auditAfter(0, 99)).at(-1), { act: 'revoke-device', detail: { reason: 'lost' } })
})
