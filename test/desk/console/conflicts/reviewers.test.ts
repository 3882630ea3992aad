import t from 'tap'
import { borderScene, usedTwice } from './border-scene.ts'

t.test('the navigation leads whom it concerns to what waits, and says where one is', async (t) => {
  const { built, at, make, signedIn } = await borderScene(t)
  await usedTwice(built)
  const home = await at.get('/en/')
  t.match(home.text('.desk-today'), /Conflicts to be reviewed since 22 Nov 2026, 10:00/)
  t.match(home.text('header'), /Border/)
  for (const [place, title] of Object.entries({
    conflicts: 'To be looked at',
    referrals: 'Second line',
    refusals: 'Refusals',
  })) {
    const page = await at.get(`/en/${place}`)
    t.equal(page.status, 200, place)
    t.equal(page.text('.site-section [aria-current]'), title)
    t.same(
      page.document.querySelectorAll('.site-section a').map((link) => link.getAttribute('href')),
      ['/en/conflicts', '/en/conflicts?kind=override', '/en/referrals', '/en/refusals'],
    )
  }
  const officer = await signedIn(await make('Dana', ['case-officer', 'administrator']))
  t.notMatch((await officer.get('/en/')).html, /\/en\/conflicts/)
})
