import t from 'tap'
import { inFiveLanguages } from '../in-five-languages.ts'
import { portalScene } from '../portal-scene.ts'

const EMAIL = 'nimali@example.org'

t.test('the account lists what one applied for, and where to begin', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  const empty = await scene.signInAt(browser, EMAIL)
  t.equal(empty.path, '/en/account')
  t.match(empty.text('main'), /You have no application yet/)
  const [draft, paid] = [await scene.ready(scene.nimali), await scene.paid(scene.nimali)]
  const page = await browser.get('/en/account')
  t.match(page.texts('.site-card').toSorted(), [/^Not sent yet/, /^Paid .*It is our turn\..*We decide by/])
  for (const { reference } of [draft, paid])
    t.ok(page.document.querySelector(`a[href="/en/applications/${reference}"]`))
  t.ok(page.document.querySelector('a.govuk-button[href="/en/apply"]'))
  await inFiveLanguages(t, browser, '/account')
})

t.test('more than a page of them are turned over', async (t) => {
  const scene = await portalScene(t, {}, { terms: {} })
  const browser = scene.browser()
  await scene.signInAt(browser, EMAIL)
  for (let made = 0; made < 51; made++) {
    const { reference } = (await scene.nimali.call('POST', '/v1/applications', { language: 'en' })).body
    await scene.nimali.call('POST', `/v1/applications/${reference}/withdrawal`)
    scene.clock.now += 1
  }
  const first = await browser.get('/en/account')
  t.equal(first.texts('.site-card').length, 50)
  const older = first.document.querySelectorAll('main a').find((link) => link.textContent === 'Older applications')
  const second = await browser.get(older?.getAttribute('href') ?? '')
  t.equal(second.texts('.site-card').length, 1)
  t.match(second.text('main'), 'The newest applications')
  t.equal((await browser.get('/en/account?before=elsewhere')).status, 404)
})

t.test('the language of letters is set', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  await scene.signInAt(browser, EMAIL)
  const page = await browser.get('/en/account/language')
  t.equal(page.form('/language').fields.language, 'en')
  const saved = await browser.send(page, { language: 'ar' }, '/language')
  t.match([saved.path, saved.text('[role=status]')], ['/en/account?saved', 'Saved'])
  t.match(saved.text('.govuk-summary-list'), 'العربية')
  t.equal((await scene.nimali.call('GET', '/v1/account')).body.language, 'ar')
  const wrong = await browser.send(page, { language: 'xx' }, '/language')
  t.match([wrong.status, wrong.text('.govuk-error-summary')], [422, /Choose one of the languages/])
  await inFiveLanguages(t, browser, '/account/language')
})

t.test('sessions are listed, ended one by one or all others at once, and signed out of', async (t) => {
  const scene = await portalScene(t)
  const [here, there, further] = [scene.browser(), scene.browser(), scene.browser()]
  for (const browser of [here, there, further]) await scene.signInAt(browser, EMAIL)
  const page = await here.get('/en/account/sessions')
  t.equal(page.texts('.site-card').length, 4, 'that of the scene among them')
  t.match(page.texts('.site-card')[0], /\(This browser\).*From 198\.19\.\d+\.\S+ Signed in: .*Last used: /)
  await inFiveLanguages(t, here, '/account/sessions')
  const ended = await here.send(page, {}, '/sessions')
  t.equal(ended.texts('.site-card').length, 3)
  t.equal((await here.send(page, {}, '/sessions')).status, 200, 'one that is over is over')
  const alone = await here.send(ended, { session: 'others' }, '/sessions')
  t.equal(alone.texts('.site-card').length, 1)
  for (const other of [there, further]) t.match((await other.get('/en/account')).path, /^\/en\/sign-in/)
  const out = await here.send(await here.get('/en/account'), {}, '/sign-out')
  t.equal(out.path, '/en/')
  t.match((await here.get('/en/account')).path, /^\/en\/sign-in/)
})

t.test('a host has the same pages, without applications', async (t) => {
  const scene = await portalScene(t)
  const host = scene.browser()
  await scene.signInAt(host, 'host@example.org', 'host')
  const page = await host.get('/en/host/account')
  t.match(page.text('main'), /host@example.org/)
  t.notMatch(page.text('main'), /Begin an application/)
  t.equal((await host.get('/en/account')).path, '/en/host/account', 'led to the own one')
  for (const name of ['', '/language', '/address', '/sessions']) await inFiveLanguages(t, host, `/host/account${name}`)
  const traveller = scene.browser()
  await scene.signInAt(traveller, EMAIL)
  t.equal((await traveller.get('/en/host/account')).path, '/en/account')
})
