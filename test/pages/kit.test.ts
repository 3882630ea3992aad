import { once } from 'node:events'
import { request } from 'node:http'
import t from 'tap'
import { TRAVELLER_LANGUAGES } from '#evisa/language.ts'
import { makeBrowserSecret } from '../../pages/browser-cookies.ts'
import { type addKit, checkToken, kitWords, refuseForeign } from '../../pages/kit.ts'
import { pageHeaders } from '../../pages/page-headers.ts'
import { madeFace } from './made-face.ts'

const taking = (bodies: unknown[]) => ({
  routes: (app: Parameters<typeof addKit>[0]) =>
    app.post('/:language/made', async ({ body }) => {
      bodies.push(body)
      return 'taken'
    }),
})

t.test('a page is drawn in the language of its address, with a token of its own and the strict headers', async (t) => {
  const { browser, cookies } = await madeFace(t)
  const visitor = browser()
  for (const language of TRAVELLER_LANGUAGES) {
    const page = await visitor.get(`/${language}/made`)
    t.equal(page.status, 200)
    t.equal(page.document.querySelector('html')?.getAttribute('lang'), language)
    t.equal(page.document.querySelector('body')?.getAttribute('dir'), language === 'ar' ? 'rtl' : 'ltr')
    t.equal(page.text('title'), 'Made – Made')
    t.match(page.headers, pageHeaders())
    t.match(
      page.document.querySelector('link[rel=stylesheet]')?.getAttribute('href'),
      language === 'ar' ? /rtl/ : /ltr/,
    )
  }
  t.same([...visitor.cookies.keys()], [cookies.browser])
})

t.test('a form of a page of this browser is taken', async (t) => {
  const bodies: unknown[] = []
  const { browser } = await madeFace(t, taking(bodies))
  const visitor = browser()
  const page = await visitor.get('/en/made')
  t.equal((await visitor.post('/en/made', { ...page.form().fields, name: 'Nimali' })).status, 200)
  t.match(bodies, [{ name: 'Nimali' }])
})

t.test('what comes from elsewhere, without a token or in another form is not', async (t) => {
  const bodies: unknown[] = []
  const { app, browser } = await madeFace(t, taking(bodies))
  const visitor = browser()
  const { fields } = (await visitor.get('/en/made')).form()
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'http://portal.test.evil.example' },
    { origin: 'http://portal.test:81' },
    { origin: 'https://portal.test' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ]
  for (const headers of foreign)
    t.equal((await visitor.post('/en/made', fields, headers)).status, 403, JSON.stringify(headers))
  for (const token of ['', 'x', `${fields._form}x`])
    t.ok([401, 403].includes((await visitor.post('/en/made', { ...fields, _form: token })).status), token)
  t.equal((await visitor.post('/en/made', `_form=${fields._form}&_form=${fields._form}`)).status, 403, 'two tokens')
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'x', ''])
    t.ok([403, 415].includes((await visitor.post('/en/made', '{}', { 'content-type': type })).status), type)
  t.equal((await visitor.post('/en/made', { ...fields, name: 'x'.repeat(140_000) })).status, 413)
  t.equal((await visitor.post('/en/none', {})).status, 404)
  // Neither does a browser say where it comes from, nor is there a token: it is not even shown again.
  const silent = await app.inject({
    method: 'POST',
    url: '/en/made',
    payload: 'name=Evil',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  t.equal(silent.statusCode, 403)
  t.notMatch(silent.body, 'Evil')
  t.same(bodies, [])
})

t.test('a form of more fields than any of ours is none, and does not come back field by field', async (t) => {
  const bodies: unknown[] = []
  const { browser } = await madeFace(t, taking(bodies))
  const one = browser()
  const { action, fields } = (await one.get('/en/made')).form()
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [at.toString(36), '']))
  const stale = await one.post(action, { ...many(199), _form: 'none' })
  t.equal(stale.status, 403)
  t.equal(Object.keys(stale.form().fields).length, 200, 'it can be sent again')
  t.equal((await one.post(action, { ...fields, ...many(190) })).status, 200)
  for (const _form of ['none', fields._form ?? '']) {
    const refused = await one.post(action, { ...many(14_000), _form })
    t.equal(refused.status, 413)
    t.ok(refused.bytes.length < 10_000, `${refused.bytes.length} bytes`)
  }
  t.equal(bodies.length, 1)
})

t.test('over HTTPS the address that browsers know is its own, whatever a request is called for', async (t) => {
  const { browser, cookies } = await madeFace(t, { ...taking([]), publicUrl: 'https://portal.example' })
  t.equal(cookies.session, '__Host-made')
  const visitor = browser()
  const { fields } = (await visitor.get('/en/made')).form()
  t.equal((await visitor.post('/en/made', fields, { origin: 'https://portal.example' })).status, 200)
  t.equal((await visitor.post('/en/made', fields, { origin: 'http://portal.test' })).status, 403)
})

t.test('a session is one of this browser, and its forms are of it', async (t) => {
  const { browser } = await madeFace(t, taking([]))
  const visitor = browser()
  const { fields } = (await visitor.get('/en/made')).form()
  visitor.cookies.set('made', `${makeBrowserSecret()}.nimali`)
  t.equal((await visitor.post('/en/made', fields)).status, 403, 'the form of before')
  const { fields: own } = (await visitor.get('/en/made')).form()
  t.equal((await visitor.post('/en/made', own)).status, 200)
})

t.test('what another site puts into an address does not stand on the pages of who is signed in', async (t) => {
  const { browser } = await madeFace(t, taking([]))
  const visitor = browser()
  const told = async (site: string) => (await visitor.get('/en/made?guess=a', { 'sec-fetch-site': site })).html
  for (const site of ['cross-site', 'same-site', 'same-origin', 'none'])
    t.match(await told(site), '/ru/made?guess=a', `nobody is: a letter leads here, too (${site})`)
  visitor.cookies.set('made', `${makeBrowserSecret()}.nimali`)
  for (const site of ['same-origin', 'none']) t.match(await told(site), '/ru/made?guess=a', site)
  for (const site of ['cross-site', 'same-site']) {
    t.notMatch(await told(site), 'guess', site)
    t.match(await told(site), 'href="/ru/made"', site)
  }
})

t.test('an address in no language is no page', async (t) => {
  const { browser } = await madeFace(t)
  for (const path of ['/de/made', '/english/made', '/__proto__/made', '/e%6e/made']) {
    const told = await browser().get(path, { 'accept-language': 'fr' })
    t.equal(told.status, 404, path)
    t.equal(told.document.querySelector('html')?.getAttribute('lang'), 'fr', 'in the language of the browser')
  }
})

t.test('a step up in an address is no name of anything', async (t) => {
  const { app } = await madeFace(t, {
    routes: (app) => app.get('/:language/cases/:reference/x', async () => 'shown'),
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  // Sent as it is: most clients take the steps themselves.
  const statusOf = async (part: string) => {
    const sent = request(`${url}/en/`, { path: `/en/cases/${part}/x` }).end()
    const [answer] = await once(sent, 'response')
    answer.resume()
    return answer.statusCode
  }
  t.equal(await statusOf('E7KM2Q4RXT93'), 200)
  for (const step of ['..', '.', '%2e%2e', '%2E', '.%2e', '%252e%252e']) t.equal(await statusOf(step), 404, step)
})

t.test('a page says that a form has faults, that it is a demonstration, and when it comes again', async (t) => {
  const { browser } = await madeFace(t, {
    isDemonstration: true,
    mailboxUrl: 'http://127.0.0.1:8091',
    routes: (app) =>
      app.get('/:language/waits', (_request, reply) =>
        reply.page({ template: 'made.njk', title: 'Made', words: {}, hasFaults: true, refreshSeconds: 5, status: 422 }),
      ),
  })
  const page = await browser().get('/en/waits')
  t.match(page, { status: 422, headers: { refresh: '5' } })
  t.match(page.text('title'), /^Error: /)
  t.match(page.text('.site-specimen'), /SPECIMEN.*Read its letters/)
})

t.test('the checks are there for routes whose form has a file after it', (t) => {
  const asked = (headers: object, cookies: object = {}) =>
    ({ headers, host: 'portal.test', protocol: 'http', cookies, visit: {} }) as never
  t.doesNotThrow(() => refuseForeign(asked({ origin: 'http://portal.test' }), null))
  t.throws(() => refuseForeign(asked({ origin: 'http://evil.example' }), null), { name: 'StaleForm', why: 'foreign' })
  const names = { browser: 'b', session: 's', signIn: 'i' }
  const own = { origin: 'http://portal.test' }
  t.throws(() => checkToken(asked(own), names, 'x'), { name: 'StaleForm', why: 'no-cookie' })
  t.throws(() => checkToken(asked(own, { b: makeBrowserSecret() }), names, 'x'), { name: 'StaleForm', why: 'token' })
  t.equal(kitWords('fr').yes, 'Oui')
  t.end()
})
