import t from 'tap'
import { devicesScene } from './devices-scene.ts'

t.test('an operator makes a code for each kind of device, which enrols one, once', async (t) => {
  const { built, operator, enrolBy } = await devicesScene(t)
  const form = await operator.get('/en/devices/new')
  for (const [role, fields, said] of [
    ['border', {}, /booth at the border.*Good until.*Scanner page/],
    ['carrier', { carrier: 'KC', station: 'nqz' }, /scanner of an airline.*Airline: KC.*Station: NQZ/],
    ['carrier', {}, /scanner of an airline/],
    ['portal', {}, /name the file by PORTAL_ENROLMENT_CODE_FILE/],
    ['console', {}, /name the file by CONSOLE_ENROLMENT_CODE_FILE/],
  ] as const) {
    const code = await operator.send(form, { role, ...fields })
    t.equal(code.status, 200)
    t.match(code.text('main'), said)
    const isScanner = role === 'border' || role === 'carrier'
    t.equal(code.document.querySelectorAll('img.desk-picture').length, isScanner ? 1 : 0, 'nobody scans it at a face')
    t.match(await enrolBy(code.text('code')), { role, carrier: 'carrier' in fields ? 'KC' : null })
    t.equal(await enrolBy(code.text('code')), null, 'once')
  }
  t.match((await built.store.auditAfter(0, 999)).filter(({ act }) => act === 'make-enrolment-code').at(-1), {
    actor: 'person/Olga',
    subject: 'console',
  })
})

t.test('what does not go together is told beside its field, and what was typed stays', async (t) => {
  const { built, operator } = await devicesScene(t)
  const before = (await built.store.listDevices()).length
  const form = await operator.get('/en/devices/new')
  for (const [fields, said] of [
    [{}, 'Say what it is to be.'],
    [{ role: 'captain' }, 'Say what it is to be.'],
    [{ role: 'border', station: 'NQZ' }, /leave both empty/],
    [{ role: 'portal', carrier: 'KC' }, /leave both empty/],
    [{ role: 'carrier', station: 'NQZ' }, /choose the airline/],
    [{ role: 'carrier', carrier: 'KC', station: 'Almaty' }, /three letters/],
    [{ role: 'carrier', carrier: 'DV' }, /as many devices and open codes/],
  ] as const) {
    const refused = await operator.send(form, fields)
    t.equal(refused.status, 422)
    t.match(refused.text('.govuk-error-summary a'), said)
  }
  await built.authority('PUT', '/v1/carriers/KC', { name: 'KC', device_limit: 0 })
  const full = await operator.send(form, { role: 'carrier', carrier: 'KC', station: 'ALA' })
  t.match(full.text('.govuk-error-summary a'), /let it have more/)
  t.equal(full.document.querySelector('#station')?.getAttribute('value'), 'ALA')
  t.equal((await built.store.listDevices()).length, before)
})
