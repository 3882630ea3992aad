import t from 'tap'
import { portalScene } from '../portal-scene.ts'

t.test('a person signs in by the code of the letter, in the browser that asked', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  const asked = await browser.get('/en/sign-in?next=%2Fen%2Faccount')
  t.equal(asked.status, 200)
  const typed = await browser.send(asked, { email: 'Nimali@Example.org' }, '/sign-in')
  t.match(typed.text('h1'), 'Look into your mail')
  const wrong = await browser.send(typed, { code: '000 000' }, '/code')
  t.equal(wrong.status, 422)
  t.match(wrong.text('.govuk-error-summary'), 'not the code')
  t.match(wrong.text('title'), /^Error: /)
  const code = await scene.codeFor('nimali@example.org')
  const done = await browser.send(wrong, { code: `${code.slice(0, 3)} ${code.slice(3)}` }, '/code')
  t.equal(done.path, '/en/account')
  t.ok(browser.cookies.get('portal'))
})

t.test('a form that another site sends is not taken, nor one without the token', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  const { action, fields } = (await browser.get('/en/sign-in')).form('/sign-in')
  const sent = { ...fields, email: 'a@example.org' }
  const from = (headers: Record<string, string>) => browser.post(action, sent, headers)
  t.equal((await from({ origin: 'https://elsewhere.example' })).status, 403)
  t.equal((await from({ origin: 'null' })).status, 403)
  t.equal((await from({ 'sec-fetch-site': 'cross-site' })).status, 403)
  const without = await browser.post(action, { email: 'a@example.org' })
  t.equal(without.status, 403)
  t.equal(without.form().fields.email, 'a@example.org', 'what was typed is in the page')
  t.equal((await scene.browser().post(action, sent)).status, 403, 'another browser')
  t.equal((await scene.letters('sign-in')).length, 1, 'that of the scene')
  t.equal((await browser.send(without, {})).status, 200)
})

t.test('whoever comes back after the session is over signs in, and goes where they wanted to', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  await scene.signInAt(browser, 'nimali@example.org')
  const { reference } = (await scene.nimali.call('POST', '/v1/applications', { language: 'en' })).body
  scene.clock.now += 20 * 86_400
  const asked = await browser.get(`/en/applications/${reference}/form`)
  t.match(asked.path, '/en/sign-in')
  t.notOk(browser.cookies.get('portal'), 'a session that is over is kept no longer')
  const typed = await browser.send(asked, { email: 'nimali@example.org' }, '/sign-in')
  const done = await browser.send(typed, { code: await scene.codeFor('nimali@example.org') }, '/code')
  t.equal(done.path, `/en/applications/${reference}/form`)
})

t.test('who comes with a session that is over signs in again, and is led to the page that was asked for', async (t) => {
  const scene = await portalScene(t)
  const [browser, other] = [scene.browser(), scene.browser()]
  for (const one of [browser, other]) await scene.signInAt(one, 'nimali@example.org')
  await browser.send(await browser.get('/en/account/sessions'), { session: 'others' }, '/sessions')
  const asked = await other.get('/en/account/language')
  t.match([asked.status, asked.path], [200, '/en/sign-in?next=%2Fen%2Faccount%2Flanguage'])
  const typed = await other.send(asked, { email: 'nimali@example.org' }, '/sign-in')
  const done = await other.send(typed, { code: await scene.codeFor('nimali@example.org') }, '/code')
  t.equal(done.path, '/en/account/language')
  t.equal((await other.get('/en/sign-in?next=%2Fen%2Faccount')).path, '/en/account', 'who is signed in goes on at once')
})

t.test('a form that comes with a session that is over is sent once its owner has signed in again', async (t) => {
  const scene = await portalScene(t)
  const [browser, other] = [scene.browser(), scene.browser()]
  for (const one of [browser, other]) await scene.signInAt(one, 'nimali@example.org')
  const page = await other.get('/en/account/language')
  await browser.send(await browser.get('/en/account/sessions'), { session: 'others' }, '/sessions')
  const over = await other.send(page, { language: 'kk' }, '/language')
  t.match([over.status, over.text('h1')], [401, /the session was over/])
  const typed = await other.send(over, { email: 'nimali@example.org' }, '/sign-in')
  const back = await other.send(typed, { code: await scene.codeFor('nimali@example.org') }, '/code')
  t.match(back.text('h1'), 'You are signed in')
  const saved = await other.send(back, {}, '/account/language')
  t.equal(saved.path, '/en/account?saved')
  t.equal(
    (await scene.signIn('applicant', 'nimali@example.org').then(({ call }) => call('GET', '/v1/account'))).body
      .language,
    'kk',
  )
})
