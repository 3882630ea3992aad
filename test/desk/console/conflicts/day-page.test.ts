import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { entryOf, overrideOf } from '../../../made-device.ts'
import { NOW } from '../../../server/build-app.ts'
import { borderScene, firstConflict, usedTwice } from './border-scene.ts'

t.test('what the booths did around a conflict stands side by side, the conflict in full', async (t) => {
  const scene = await borderScene(t)
  const { at, built } = scene
  const { visa_number: other } = await built.issue()
  const { number, booths } = await usedTwice(built)
  await booths[0].handIn(entryOf(other, { checkpoint: 'ALA', at: NOW - 30, operator: 'KZ-1' }))
  t.match((await at.get('/en/conflicts')).texts('.site-rows li'), [/Booth NQZ · dev-/])
  const page = await firstConflict(scene)
  t.match(page.text('main'), /Booth of the newest record NQZ · dev-/)
  const day = await at.get(page.document.querySelector('main a[href$="/day"]')?.getAttribute('href') ?? 'none')
  t.equal(day.text('h1'), 'What the booths did around it')
  t.same(
    day.document.querySelectorAll('.desk-times > li').map((one) => one.getAttribute('class')),
    ['desk-lane-1', 'desk-lane-2', 'desk-lane-1'],
  )
  t.match(day.texts('.desk-record--other'), [new RegExp(formatVisaNumber(other))])
  t.equal(day.document.querySelectorAll('.desk-lines').length, 2, 'its own records in full')
  t.ok(day.text('main').includes(formatVisaNumber(number)))
  t.notMatch(day.text('title'), formatVisaNumber(other))
  t.equal((await at.get('/en/conflicts/none/day')).status, 404)
})

t.test('who leads a border gets from the first page to the overrides', async (t) => {
  const { at, built } = await borderScene(t)
  const booth = await built.enrol('border')
  await booth.handIn(overrideOf((await built.issue()).visa_number))
  const home = await at.get('/en/')
  const row = home.document.querySelector('a[href="/en/conflicts?kind=override"]')
  t.equal(row?.text, 'Overrides to be reviewed')
  const list = await at.get('/en/conflicts?kind=override')
  t.match(list.text('.site-section'), /Overrides/)
  const page = await at.get(list.document.querySelector('.site-rows a')?.getAttribute('href') ?? 'none')
  t.match(page.text('.desk-record'), /never stamped/)
  t.match(page.text('.desk-record'), /KZ-2/)
  t.ok(page.form('/review'))
})
