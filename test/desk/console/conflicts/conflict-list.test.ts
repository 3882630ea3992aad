import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import * as texts from '../../../../desk/console/strings/texts.ts'
import { CONFLICT_KINDS } from '../../../../server/store/ledger-store.ts'
import { entryOf } from '../../../made-device.ts'
import { NOW } from '../../../server/build-app.ts'
import { borderScene, reviewed, usedTwice } from './border-scene.ts'

t.test('lists what has to be looked at, oldest first, by kind and state', async (t) => {
  const scene = await borderScene(t)
  const { built, at } = scene
  t.match((await at.get('/en/conflicts')).text('main'), 'Nothing has to be looked at.')
  const { number, booths } = await usedTwice(built)
  await booths[0].handIn(entryOf('K7Q2M4XN9TBD', { at: NOW }))
  const list = await at.get('/en/conflicts')
  t.match(list.texts('.site-rows li'), [/Double use.*22 Nov 2026, 10:00/, /Never issued here/])
  for (const said of [formatVisaNumber(number), booths[1].id]) t.match(list.text('.site-rows li'), said)
  t.notMatch(list.text('title'), formatVisaNumber(number))
  const ofKind = await at.get('/en/conflicts?state=open&kind=over-use')
  t.same(ofKind.texts('.site-rows li').length, 1)
  t.equal(ofKind.form('/conflicts').fields.kind, 'over-use', 'what was chosen stays')
  await reviewed(scene, number, 'a twin sister')
  t.same((await at.get('/en/conflicts?kind=over-use')).texts('.site-rows li'), [])
  t.match(
    (await at.get('/ru/conflicts?state=closed&kind=')).text('.site-rows li'),
    /Двойное использование.*Закрыто: authority, 22 нояб. 2026.*a twin sister/,
  )
  t.equal((await at.get('/kk/conflicts?state=all')).texts('.site-rows li').length, 2)
})

t.test('every kind that there is has its words', async (t) => {
  t.same(Object.keys(texts.en.conflicts.kinds).toSorted(), CONFLICT_KINDS.toSorted())
})

t.test('many are given page by page, each once', async (t) => {
  const { built, at } = await borderScene(t)
  const booth = await built.enrol('border')
  for (let visa = 0; visa < 51; visa++) {
    const { visa_number } = await built.issue()
    await booth.handIn(entryOf(visa_number, { at: NOW - 60 }), entryOf(visa_number, { at: NOW - 30 }))
  }
  const first = await at.get('/en/conflicts?kind=over-use')
  const next = first.document.querySelectorAll('main p a').find(({ text }) => text === 'Later ones')
  t.match(next?.getAttribute('href'), /state=open&kind=over-use&after=\d+$/)
  const second = await at.get(next?.getAttribute('href') ?? '')
  const hrefs = [first, second].map(({ document }) =>
    document.querySelectorAll('.site-rows a').map((link) => link.getAttribute('href')),
  )
  t.same(
    hrefs.map(({ length }) => length),
    [50, 1],
  )
  t.equal(new Set(hrefs.flat()).size, 51)
  t.match(second.text('main'), 'From the oldest')
  t.notMatch(second.text('main'), 'Later ones')
})

t.test('what nobody can have chosen asks for nothing, and who may not is told so', async (t) => {
  const { built, at, make, signedIn, browser } = await borderScene(t)
  await usedTwice(built)
  for (const odd of [
    'state=<b>',
    'kind=toString',
    'kind=__proto__',
    'after=-1',
    'after=9e9',
    'state=all&state=open',
    'x=%00',
  ])
    t.equal((await at.get(`/en/conflicts?${odd}`)).texts('.site-rows li').length, 1, odd)
  for (const role of ['operator', 'auditor', 'supervisor'] as const)
    t.equal((await (await signedIn(await make(`Reads ${role}`, [role]))).get('/en/conflicts')).status, 200, role)
  const officer = await signedIn(await make('Dana', ['case-officer', 'administrator']))
  for (const page of ['conflicts', 'conflicts/over-use:1'])
    t.equal((await officer.get(`/en/${page}`)).status, 403, page)
  t.equal((await browser().get('/en/conflicts?kind=gap')).path, '/en/sign-in?next=%2Fen%2Fconflicts%3Fkind%3Dgap')
})
