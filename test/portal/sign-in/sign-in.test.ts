import t from 'tap'
import { type PortalScene, portalScene } from '../portal-scene.ts'

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

t.test('the page that was asked for comes in the language that was chosen meanwhile', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  const asked = await browser.get('/ru/sign-in?next=%2Fen%2Fstatus%3Fa%3D1')
  const typed = await browser.send(asked, { email: 'nimali@example.org' }, '/sign-in')
  const done = await browser.send(typed, { code: await scene.codeFor('nimali@example.org') }, '/code')
  t.equal(done.path, '/ru/status?a=1')
})

t.test('who invites is promised letters, and no e-visa', async (t) => {
  const { browser } = await portalScene(t)
  const [traveller, host] = await Promise.all(['sign-in', 'host/sign-in'].map((page) => browser().get(`/en/${page}`)))
  t.match(traveller?.text('#email-hint'), 'The e-visa is sent there')
  t.match(host?.text('#email-hint'), 'news of your invitations')
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

const linkIn = async ({ letters }: PortalScene, email: string): Promise<string> => {
  const letter = (await letters('sign-in')).filter(({ address }) => address === email).at(-1)
  return new URL(JSON.parse(letter?.content ?? '{}').link).search
}

t.test('a link that is only opened does nothing; its button signs in where the letter was asked for', async (t) => {
  const scene = await portalScene(t)
  const email = 'nimali@example.org'
  const browser = scene.browser()
  await browser.send(await browser.get('/en/sign-in'), { email }, '/sign-in')
  const path = `/en/sign-in/link${await linkIn(scene, email)}`
  for (let times = 0; times < 3; times++)
    t.equal((await scene.browser().get(path)).status, 200, 'a filter of mail opens it')
  const elsewhere = scene.browser()
  const told = await elsewhere.send(await elsewhere.get(path), {}, '/link')
  t.equal(told.text('.site-code--large').replace(/\D/g, ''), await scene.codeFor(email), 'elsewhere it tells the code')
  t.notOk(elsewhere.cookies.has('portal'))
  t.match(told.text('main'), /somebody else did: tell the code to nobody/, 'and whom not to tell it')
  const here = await browser.send(await browser.get(path), {}, '/link')
  t.equal(here.path, '/en/account')
  t.ok(browser.cookies.has('portal'))
  const again = await elsewhere.send(await elsewhere.get(path), {}, '/link')
  t.equal(again.status, 422)
  t.match(again.text('.govuk-error-summary'), 'good no more')
})

t.test('a host goes to the pages of hosts, by code and by link', async (t) => {
  const scene = await portalScene(t)
  const email = 'host@example.kz'
  t.equal((await scene.signInAt(scene.browser(), email, 'host')).path, '/en/host')
  const browser = scene.browser()
  await browser.send(await browser.get('/en/host/sign-in'), { email }, '/sign-in')
  const link = await browser.get(`/en/sign-in/link${await linkIn(scene, email)}`)
  t.equal((await browser.send(link, {}, '/link')).path, '/en/host')
})

t.test('each fault of a sign-in says what to do, and nothing that was typed is lost', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  const asked = await browser.get('/en/sign-in?next=%2Fen%2Ffees')
  for (const email of [
    '',
    'nobody',
    'a@b',
    `${'a'.repeat(300)}@example.org`,
    'a@example.org\r\nbcc: x@y.z',
    '<a@b.kz>',
  ]) {
    const told = await browser.send(asked, { email }, '/sign-in')
    t.equal(told.status, 422, email)
    t.match(told.text('.govuk-error-summary'), 'whole e-mail address')
    t.equal(told.form('/sign-in').fields.next, '/en/fees')
  }
  const typed = await browser.send(asked, { email: 'nimali@example.org' }, '/sign-in')
  for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５'])
    t.match((await browser.send(typed, { code }, '/code')).text('.govuk-error-summary'), 'all six digits', code)
  scene.clock.now += 3600
  const over = await browser.send(typed, { code: '123456' }, '/code')
  t.match(over.text('.govuk-error-summary'), 'good no more')
  const none = await scene.browser().get('/en/sign-in/code')
  t.equal(none.status, 200)
})

t.test(
  'a cookie of a sign-in that somebody put there, or that was cut off, does not keep anybody from signing in',
  async (t) => {
    const scene = await portalScene(t)
    for (const value of ['', '.', 'x', 'x.y', '..%2F..', `..${'.a'.repeat(20)}`, 'a'.repeat(4000)]) {
      const browser = scene.browser()
      browser.cookies.set('portal-sign-in', value)
      const typed = await browser.get('/en/sign-in')
      const told = await browser.send(await browser.get('/en/sign-in/code'), { code: '123456' }, '/code')
      t.match(told.text('.govuk-error-summary'), 'good no more', value)
      t.equal(
        (await browser.send(typed, { email: `a${value.length}@example.org` }, '/sign-in')).text('h1'),
        'Look into your mail',
      )
    }
  },
)

t.test('signing out ends the session at the server, and the browser keeps nothing', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  await scene.signInAt(browser, 'nimali@example.org')
  const session = browser.cookies.get('portal')?.split('.')[0] ?? ''
  const calls = () => scene.portal.call('GET', '/v1/account', undefined, { 'evisa-session': session })
  t.equal((await calls()).status, 200)
  // The button stands in pages of other areas; its form is like any other.
  const { fields } = (await browser.get('/en/status')).form('/status')
  const out = await browser.post('/en/sign-out', { _form: fields._form ?? '' })
  t.match(out, { status: 303, headers: { location: '/en/' } })
  t.same([...browser.cookies.keys()], [])
  t.equal((await calls()).status, 401)
})

t.test('nobody is told that they are signed out while the session goes on at the server', async (t) => {
  const scene = await portalScene(t, {}, { callsPerMinute: { device: 20 } })
  const browser = scene.browser()
  await scene.signInAt(browser, 'nimali@example.org')
  const account = await browser.get('/en/account')
  for (let times = 0; times < 20; times++) await browser.get('/en/account/sessions')
  const refused = await browser.send(account, {}, '/sign-out')
  t.equal(refused.status, 429)
  t.notOk(browser.cookies.has('portal'), 'this browser is out all the same')
})

t.test('who is signed in can sign in as somebody else, and who was until now signs in again', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  await scene.signInAt(browser, 'nimali@example.org')
  t.equal((await scene.signInAt(browser, 'host@example.kz', 'host')).path, '/en/host')
  const session = browser.cookies.get('portal')?.split('.')[0] ?? ''
  await scene.portal.call('DELETE', '/v1/sessions/current', undefined, { 'evisa-session': session })
  t.equal((await browser.get('/en/')).status, 200, 'what is open to all stays open')
  scene.clock.now += 3600
  t.equal((await scene.signInAt(browser, 'nimali@example.org')).path, '/en/account')
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

t.test('the largest form that is taken at all waits for the sign-in, whole', async (t) => {
  const scene = await portalScene(t)
  const browser = scene.browser()
  await scene.signInAt(browser, 'nimali@example.org')
  const { fields } = (await browser.get('/en/status')).form('/status')
  browser.cookies.delete('portal')
  const text = 'a long story '.repeat(6200)
  const over = await browser.post('/en/status', { ...fields, text })
  t.equal(over.status, 401)
  scene.clock.now += 3600
  const typed = await browser.send(over, { email: 'nimali@example.org' }, '/sign-in')
  const back = await browser.send(typed, { code: await scene.codeFor('nimali@example.org') }, '/code')
  t.equal(back.form('/status').fields.text, text.trim())
  t.equal(
    (await browser.post('/en/status', { ...fields, text: text.repeat(2) })).status,
    413,
    'a larger one is told so',
  )
})
