import t from 'tap'
import { consoleScene } from '../console-scene.ts'

t.test('shows what runs out, and the steps of each change, to whoever runs the authority', async (t) => {
  const scene = await consoleScene(t)
  const at = await scene.signedIn(await scene.make('Aigul', ['operator']))
  const page = await at.get('/en/keys')
  t.match(page.text('main'), /root 1.*E-visas.*Signs: /s)
  t.notMatch(page.html, /style=|jwk/)
  const links = page.document.querySelectorAll('main .govuk-list a').map((one) => one.getAttribute('href') ?? '')
  t.equal(links.length, 8, 'six purposes, the root, a stolen key')
  for (const language of ['en', 'ru', 'kk'])
    for (const href of links) {
      const steps = await at.get(href.replace('/en/', `/${language}/`))
      t.equal(steps.status, 200, href)
      t.equal(steps.document.querySelectorAll('[aria-current="step"]').length, 1, 'one step is next')
    }
  t.match((await at.get('/en/keys/visa')).html, 'npm run keys -- activate ')
  t.equal((await at.get('/en/keys/toString')).status, 404)
  const officer = await scene.signedIn(await scene.make('Officer', ['case-officer']))
  t.not((await officer.get('/en/keys')).status, 200)
  t.notMatch((await officer.get('/en/')).html, '/en/keys')
})

t.test('a rotation is rehearsed to its end, and is said to be training', async (t) => {
  const scene = await consoleScene(t)
  const at = await scene.signedIn(await scene.make('Aigul', ['auditor']))
  const next: string[] = []
  let page = await at.get('/en/keys/rehearsal')
  for (let step = 0; step < 4; step++) {
    t.match(page.text('.govuk-inset-text'), 'Training')
    next.push(page.text('[aria-current="step"]').slice(0, 8))
    page = await at.get(page.document.querySelector('main a.govuk-button')?.getAttribute('href') ?? '')
  }
  t.same(next, ['Announce', 'WaitNext', 'Let the ', 'End the '])
  t.match(page.text('main'), 'The rotation is over')
  t.equal((await at.get('/kk/keys/rehearsal?step=99')).status, 200)
})
