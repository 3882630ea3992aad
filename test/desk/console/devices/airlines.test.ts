import t from 'tap'
import { devicesScene } from './devices-scene.ts'

t.test('the airlines stand with their devices and people, and an operator adds and changes them', async (t) => {
  const { built, operator, make } = await devicesScene(t)
  await built.enrol('carrier', { carrier: 'KC', station: 'NQZ' })
  await make('Dana', ['carrier-administrator'], undefined, { carrier: 'KC' })
  await make('Serik', ['carrier-administrator'], undefined, { carrier: 'KC', stations: ['ALA', 'GUW'] })
  const list = await operator.get('/en/devices/airlines')
  const [fs, kc] = list.texts('.site-rows li')
  t.match(fs, /FS · FS airline\s+0 of 9 devices.*Administrators: nobody.*Fewer than two people/)
  t.match(kc, /1 of 9 devices.*Dana \(all stations\)\s*Serik \(ALA GUW\).*Fewer than two/)
  const added = await operator.send(await operator.get('/en/devices/airlines/new'), {
    ...{ code: 'dv', name: 'SCAT', devices: '0' },
  })
  t.equal(added.path, '/en/devices/airlines')
  t.match(added.texts('.site-rows li')[0], /DV · SCAT\s*has all it may have\s*0 of 0 devices/)
  const changed = await operator.send(await operator.get('/en/devices/airlines/DV'), {
    name: 'SCAT Air',
    devices: '12',
  })
  t.match(changed.texts('.site-rows li')[0], /DV · SCAT Air\s*0 of 12/)
  t.match((await built.store.auditAfter(0, 999)).at(-1), {
    ...{ actor: 'person/Olga', act: 'set-carrier', subject: 'DV' },
    detail: { name: 'SCAT Air', device_limit: 12 },
  })
  t.equal((await operator.get('/en/devices/airlines/XX')).status, 404)
})

t.test('what is mistyped is told beside its field, and no other airline is changed by its code', async (t) => {
  const { operator } = await devicesScene(t)
  const form = await operator.get('/en/devices/airlines/new')
  const good = { code: 'DV', name: 'SCAT', devices: '3' }
  for (const [change, said] of [
    [{ code: 'DVVV' }, /two or three letters/],
    [{ code: '' }, /two or three letters/],
    [{ code: 'kc' }, /There is an airline of this code/],
    [{ name: '' }, /at most 60/],
    [{ name: 'x'.repeat(61) }, /at most 60/],
    [{ name: 'A\u202eB' }, /at most 60/],
    [{ devices: '1.5' }, /whole number/],
    [{ devices: '10001' }, /whole number/],
    [{ devices: '' }, /whole number/],
  ] as const) {
    const refused = await operator.send(form, { ...good, ...change })
    t.equal(refused.status, 422, JSON.stringify(change))
    t.match(refused.text('.govuk-error-summary a'), said)
  }
  t.match((await operator.get('/en/devices/airlines')).texts('.site-rows li').length, 2)
})
