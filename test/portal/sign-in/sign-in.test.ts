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
