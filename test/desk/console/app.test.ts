import t from 'tap'
import { namedAssets } from '../../portal/test-assets.ts'
import { consoleAssets, consoleScene, openConsole } from './console-scene.ts'

t.test('every page stands under its language, and holds the address of nobody else', async (t) => {
  const routes: string[] = []
  const scene = await consoleScene(t, { noteRoute: ({ url }) => void routes.push(url) })
  t.same(
    routes.filter((url) => !/^\/:language(\/|$)/.test(url) && !/^\/(assets\/\*)?$/.test(url)),
    [],
  )
  const page = await scene.browser().get('/en/sign-in')
  t.match(page.headers['content-security-policy'], /script-src[^;]* 'self'/)
  t.match(page.headers['content-security-policy'], /frame-ancestors 'none'/)
  t.match(String(page.headers['cache-control']), /no-store/)
})

t.test('nobody is heard without a session, by whatever route', async (t) => {
  const routes: [string, string][] = []
  const scene = await consoleScene(t, { noteRoute: ({ url, method }) => void routes.push([String(method), url]) })
  const open = /^\/:language\/(sign-in|register)(\/ask)?$|^\/:language\/sign-out$/
  for (const [method, url] of routes) {
    if (!url.startsWith('/:language/') || open.test(url) || method === 'HEAD') continue
    const at = scene.browser()
    const path = url.replace(':language', 'en').replace(':id', 'x')
    const { _form: token = '' } = (await at.get('/en/sign-in')).form('/sign-in').fields
    const answer = method === 'GET' ? await at.ask('GET', path) : await at.post(path, { _form: token, change: 'x' })
    t.ok(answer.status === 303 || answer.status === 401, `${method} ${url}: ${answer.status}`)
  }
})

t.test('a form of another site is not taken', async (t) => {
  const scene = await consoleScene(t)
  const at = await scene.signedIn(scene.administrators[0])
  const { _form: token = '' } = (await at.get('/en/')).form('/sign-out').fields
  const foreign = await at.post(
    '/en/sign-out',
    { _form: token },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  )
  t.ok(foreign.status >= 400, String(foreign.status))
  const without = await at.post('/en/sign-out', {})
  t.ok(without.status >= 400, String(without.status))
  t.equal((await at.get('/en/')).path, '/en/')
})

t.test('a demonstration that is opened by a number is led to its name: no key belongs to a number', async (t) => {
  const place = {
    rpId: 'localhost',
    origins: ['http://localhost:8082'],
    consoleUrl: 'http://localhost:8082',
    isDemonstration: true,
  }
  const { pages } = await openConsole(t, { place, assets: namedAssets })
  const led = await pages.inject({ url: '/en/', headers: { host: '127.0.0.1:8082' } })
  t.match([led.statusCode, led.headers.location], [307, 'http://localhost:8082/en/'])
  t.equal((await pages.inject({ url: '/en/sign-in', headers: { host: 'localhost:8082' } })).statusCode, 200)
  t.ok((await consoleAssets()).assets['site.js'])
})
