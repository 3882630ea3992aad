import t from 'tap'
import { devicesScene } from './devices-scene.ts'

t.test('operators keep devices, auditors and supervisors read, and nobody else sees them', async (t) => {
  const { built, operator, make, signedIn, browser, administrators } = await devicesScene(t)
  const { id } = await built.enrol('border')
  const keeping = ['/en/devices/new', `/en/devices/${id}`, '/en/devices/airlines/new', '/en/devices/airlines/KC']
  const reading = ['/en/devices', '/en/devices/airlines']
  for (const path of [...reading, ...keeping]) t.equal((await operator.get(path)).status, 200, path)
  t.match((await operator.get('/en/devices')).texts('main a'), ['Enrol a device', 'Airlines', /End its access/])
  for (const role of ['auditor', 'supervisor'] as const) {
    const at = await signedIn(await make(`A ${role}`, [role]))
    for (const path of reading) {
      const page = await at.get(path)
      t.equal(page.status, 200, `${role} ${path}`)
      t.notMatch(page.text('main'), /Enrol|End its access|Add|Change/)
    }
    for (const path of keeping) t.equal((await at.get(path)).status, 404, `${role} ${path}`)
  }
  const officer = await signedIn(await make('Clara', ['case-officer']))
  const administrator = await signedIn(administrators[0])
  for (const at of [officer, administrator]) t.equal((await at.get('/en/devices')).status, 403)
  const ofCarrier = await signedIn(await make('Dana', ['carrier-administrator'], undefined, { carrier: 'KC' }))
  t.equal((await ofCarrier.get('/en/devices')).path, '/en/carrier', 'a carrier’s people have a page of their own')
  for (const path of [...keeping, '/en/devices/airlines']) t.equal((await ofCarrier.get(path)).status, 404, path)
  t.match((await browser().get('/en/devices')).path, '/en/sign-in', 'nor whoever is not signed in')
})

t.test('what a reader sends is not done', async (t) => {
  const { built, operator, make, signedIn } = await devicesScene(t)
  const { id } = await built.enrol('border')
  const auditor = await signedIn(await make('Aida', ['auditor']))
  const own = (await auditor.get('/en/me')).form().fields
  for (const [path, fields] of [
    ['/en/devices/new', { role: 'border' }],
    [`/en/devices/${id}`, { reason: 'lost' }],
    ['/en/devices/airlines/new', { code: 'DV', name: 'SCAT', devices: '1' }],
    ['/en/devices/airlines/KC', { name: 'X', devices: '1' }],
  ] as const) {
    const answer = await auditor.post(path, { ...own, ...fields })
    t.match(answer.status, /^40[34]$/, path)
  }
  t.match(await built.store.findDevice(id), { revokedAt: null })
  t.notMatch((await operator.get('/en/devices/airlines')).text('main'), /DV|X/)
})
