import t from 'tap'
import { areasOf } from '../../../../desk/console/conflicts/ledger-places.ts'
import { borderScene, usedTwice } from './border-scene.ts'

t.test('the first page tells whom it concerns what waits, and leads there', async (t) => {
  const { built, at, make, signedIn } = await borderScene(t)
  await usedTwice(built)
  const home = await at.get('/en/')
  t.match(home.text('.desk-today'), /Conflicts to be reviewed since 22 Nov 2026, 10:00/)
  const hrefs = home.document.querySelectorAll('main ul a').map((link) => link.getAttribute('href'))
  const areas = ['/en/conflicts', '/en/referrals', '/en/refusals']
  t.same(
    hrefs.filter((href) => areas.includes(href ?? '')),
    areas,
  )
  for (const href of areas) {
    const page = await at.get(href)
    t.equal(page.status, 200, href)
    t.match(page.text('[aria-current=page]'), page.text('main [aria-current=page]'), 'where one is stands out')
  }
  const officer = await signedIn(await make('Dana', ['case-officer', 'administrator']))
  t.notMatch((await officer.get('/en/')).html, /\/en\/conflicts/)
})

t.test('the one where somebody is stands out', async (t) => {
  t.same(
    areasOf({ language: 'kk' }, 'referrals').map(({ isHere }) => isHere),
    [false, true, false],
  )
})
