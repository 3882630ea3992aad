import t from 'tap'
import { makeBrowserSecret } from '../../pages/browser-cookies.ts'
import { beginSession, endSession, ownerOf } from '../../pages/visit.ts'
import { madeFace } from './made-face.ts'

const TOKEN = makeBrowserSecret()

t.test('a call for a person carries their session and their address, and nobody else can set them', async (t) => {
  const sent: Record<string, string>[] = []
  const { app } = await madeFace(t, {
    call: async ({ headers = {} }) => {
      sent.push({ ...headers })
      return Response.json({})
    },
    routes: (app) =>
      app.get('/:language/asks', async ({ visit }) => {
        await visit.api.GET('/v1/terms')
        await visit.call({ method: 'GET', path: '/v1/x', headers: { 'evisa-session': 'x', accept: 'image/png' } })
        return visit.session
      }),
  })
  const ask = (headers: Record<string, string>) =>
    app.inject({ url: '/en/asks', remoteAddress: '198.51.100.9', headers: { 'evisa-session': 'forged', ...headers } })
  t.same((await ask({ cookie: `made=${TOKEN}.nimali` })).json(), { token: TOKEN, owner: 'nimali', roles: [] })
  t.match((await ask({ cookie: `made=${TOKEN}.nimali.operator.auditor` })).json(), { roles: ['operator', 'auditor'] })
  for (const headers of sent.splice(0))
    t.match(headers, { 'evisa-session': TOKEN, 'evisa-client-address': '198.51.100.9' })
  await ask({})
  t.equal(sent[0]?.['evisa-session'], undefined)
  t.equal(sent[0]?.['evisa-client-address'], '198.51.100.9')
})

t.test('once a session begins, what is asked for in the same request is asked for its person', async (t) => {
  const sent: Record<string, string>[] = []
  const { browser } = await madeFace(t, {
    call: async ({ headers = {} }) => {
      sent.push({ ...headers })
      return Response.json({})
    },
    routes: (app, cookies) =>
      app.get('/:language/begin', async (request, reply) => {
        beginSession(request, reply, cookies, { token: TOKEN, account: 'account-1' })
        await request.visit.api.GET('/v1/terms')
        return 'begun'
      }),
  })
  await browser().get('/en/begin')
  t.match(sent, [{ 'evisa-session': TOKEN }])
})

t.test('what is no token is no session', async (t) => {
  const { app } = await madeFace(t, {
    routes: (app) => app.get('/:language/who', async ({ visit }) => `${visit.session}`),
  })
  for (const value of ['', '.', 'x.nimali', `${TOKEN}x.nimali`, '%00', '../..'])
    t.equal((await app.inject({ url: '/en/who', headers: { cookie: `made=${value}` } })).body, 'null', value)
})

t.test('a session that begins gives the browser another secret, so that nothing of before it is good', async (t) => {
  const { app, browser, cookies } = await madeFace(t, {
    routes: (app, cookies) => {
      app.post('/:language/begin', async (request, reply) => {
        beginSession(request, reply, cookies, { token: TOKEN, account: 'account-1' })
        return reply.page({ template: 'made.njk', title: 'Begun', words: {} })
      })
      app.post('/:language/made', async (_request, reply) => {
        endSession(reply, cookies)
        return 'taken'
      })
    },
  })
  const visitor = browser()
  visitor.cookies.set(cookies.browser, makeBrowserSecret())
  const before = (await visitor.get('/en/made')).form().fields
  const preset = visitor.cookies.get(cookies.browser)
  const begun = await visitor.post('/en/begin', before)
  t.not(visitor.cookies.get(cookies.browser), preset, 'a secret that somebody set before is none any more')
  t.equal(visitor.cookies.get(cookies.session), `${TOKEN}.${ownerOf('account-1')}`)
  t.equal((await visitor.post('/en/made', before)).status, 403)
  t.equal((await visitor.post('/en/made', begun.form().fields)).html, 'taken')
  t.same([...visitor.cookies.keys()], [], 'signed out, the browser keeps nothing')
  t.ok(app)
})

t.test('the owner is a short name that is no account', (t) => {
  t.match(ownerOf('account-1'), /^[A-Za-z0-9_-]{16}$/)
  t.not(ownerOf('account-1'), ownerOf('account-2'))
  t.end()
})
