import t from 'tap'
import { entryOf } from '../../../made-device.ts'
import { devicesScene } from './devices-scene.ts'

t.test('the list tells of all devices, of booths where they stand, and what wants somebody first', async (t) => {
  const { built, operator } = await devicesScene(t)
  const [gate, booth] = [await built.enrol('carrier', { carrier: 'KC', station: 'NQZ' }), await built.enrol('border')]
  await booth.handIn(entryOf((await built.issue()).claims.jti))
  const report = { unsent: 0, head_seq: 0, data_as_of: built.clock.now, ledger_as_of: built.clock.now, wire: 2 }
  for (const { id, call } of [gate, booth]) await call('PUT', `/v1/devices/${id}/report`, report)
  const page = await operator.get('/en/devices')
  t.match(page.text('main'), /4 at work, and 1 of them wants somebody/)
  t.match(page.text('main'), /1 to 4 of 4/)
  const [first, ...others] = page.texts('.site-rows li')
  t.match(first, /^a border\s*went back/)
  t.match(first, /Its chain ends at 0, and 1 is here/)
  t.match(first, new RegExp(`booth at the border · \\w+ · ${booth.id}`))
  t.match(others.join('\n'), /a carrier\s+scanner of an airline · KC · NQZ · dev-/)
  t.match(others.join('\n'), /a console\s+console · dev-\w+\s+Seen last/)
  built.clock.now += 20 * 3600
  t.match((await operator.get('/en/devices')).status, 200)
})

t.test('it is narrowed by what it is, whose, in what state and how it is called, over pages', async (t) => {
  const { built, operator } = await devicesScene(t)
  for (let at = 0; at < 52; at += 1) await built.enrol('border')
  await built.enrol('carrier', { carrier: 'KC', station: 'NQZ' })
  const gone = await built.enrol('carrier', { carrier: 'FS' })
  await built.authority('DELETE', `/v1/devices/${gone.id}?reason=lost`)
  const rows = async (query: string) => (await operator.get(`/en/devices${query}`)).texts('.site-rows li')
  t.equal((await rows('')).length, 50)
  const booths = await operator.get('/en/devices?role=border')
  t.match(booths.text('main'), /1 to 50 of 52/)
  const next = booths.document.querySelectorAll('main a').find(({ text }) => text === 'Next')
  t.match(next?.getAttribute('href'), /role=border/)
  t.equal((await operator.get(next?.getAttribute('href') ?? '')).texts('.site-rows li').length, 2)
  t.match(await rows('?carrier=KC'), [/KC · NQZ/])
  t.match(await rows('?state=ended'), [/FS.*access ended/s])
  t.match(await rows('?named=a+con'), [/a console/])
  t.same(await rows('?state=silent'), [])
  t.match((await operator.get('/en/devices?role=captain')).text('main'), /There is no such device/)
  const selected = await operator.get('/en/devices?role=border&state=silent')
  t.same(
    selected.document.querySelectorAll('option[selected]').map((one) => one.getAttribute('value')),
    ['silent', 'border'],
  )
})
