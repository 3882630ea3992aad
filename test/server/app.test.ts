import t from 'tap'
import type { Role } from '../../server/store/store.ts'
import { build, type Call, type Method, problemOf } from './build-app.ts'

type Reader = Role | 'anyone'

/** Who may call what. Every route that is registered must stand here. */
const ROUTES: Readonly<Record<string, readonly Reader[]>> = {
  'GET /': ['anyone'],
  'GET /health/live': ['anyone'],
  'GET /health/ready': ['anyone'],
  'GET /metrics': ['authority'],
  'GET /schemas': ['anyone'],
  'GET /schemas/:file': ['anyone'],
  'GET /.well-known/jwks.json': ['anyone'],
  'GET /v1/artefacts/snapshot': ['anyone'],
  'GET /v1/artefacts/trust': ['anyone'],
  'GET /v1/artefacts/policy': ['anyone'],
  'GET /v1/artefacts/root/:version': ['anyone'],
  'GET /v1/artefacts/status/:list': ['anyone'],
  'GET /v1/artefacts/register/:kid': ['anyone'],
  'GET /v1/artefacts/by-hash/:sha256': ['anyone'],
  'POST /v1/visas': ['authority'],
  'GET /v1/visas/:number': ['authority', 'border'],
  'GET /v1/visas/:number/qr.svg': ['authority', 'border'],
  'GET /v1/visas/:number/qr.png': ['authority', 'border'],
  'PUT /v1/visas/:number/status': ['authority'],
  'POST /v1/verifications': ['carrier', 'border', 'authority'],
  'POST /v1/crossings': ['border'],
  'GET /v1/crossings/feed': ['border', 'authority'],
  'POST /v1/enrolment-codes': ['authority'],
  'POST /v1/devices': ['anyone'],
  'GET /v1/devices': ['authority'],
  'DELETE /v1/devices/:id': ['authority'],
}

/** The registered routes, of the printed tree; without the description of the API, which is for anyone. */
function registered(tree: string): string[] {
  const path: string[] = []
  const routes: string[] = []
  for (const line of tree.split('\n')) {
    const [, indent = '', segment, methods] = /^([ │]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (segment === undefined) continue
    path.splice(indent.length / 4, path.length, segment)
    const url = path.join('').replaceAll('//', '/')
    for (const method of methods?.split(', ') ?? []) routes.push(`${method} ${url}`)
  }
  return routes.filter((route) => !/^(GET|HEAD) \/docs(\/|$)/.test(route))
}

t.test('every route is for whom the table says, and nobody else gets beyond the door', async (t) => {
  const { app, authority, nobody, caller, enrol } = await build(t)
  const [carrier, border] = [await enrol('carrier'), await enrol('border')]
  const callers: Readonly<Record<Role | 'nobody' | 'stranger', Call>> = {
    authority,
    carrier: carrier.call,
    border: border.call,
    nobody,
    stranger: caller('A'.repeat(43)),
  }
  const routes = registered(app.printRoutes({ commonPrefix: false }))
  // Each GET is a HEAD too, for the same.
  const table = Object.keys(ROUTES).flatMap((route) =>
    route.startsWith('GET ') ? [route, route.replace('GET', 'HEAD')] : [route],
  )
  t.strictSame(routes.toSorted(), table.toSorted(), 'the table is complete')
  for (const route of routes) {
    const [method, url = ''] = route.split(' ') as [Method, string]
    const readers = ROUTES[route.replace('HEAD', 'GET')] ?? []
    for (const [who, call] of Object.entries(callers)) {
      const isKnown = who !== 'nobody' && who !== 'stranger'
      const mayPass = readers.includes('anyone') || (isKnown && readers.includes(who as Role))
      const { status } = await call(method, url.replace(':list', '0').replace(/:\w+/, 'x'))
      const expected = mayPass ? 'passes' : isKnown ? 403 : 401
      // Beyond the door the request is judged: for its body, or because there is no such thing.
      t.equal([401, 403].includes(status) ? status : 'passes', expected, `${route} by ${who}`)
    }
  }
})

t.test('the API describes itself, and marks what needs no token', async (t) => {
  const { nobody } = await build(t)
  const { status, body } = await nobody('GET', '/docs/json')
  t.equal(status, 200)
  t.equal(body.openapi, '3.1.0')
  for (const [route, readers] of Object.entries(ROUTES)) {
    if (route === 'GET /') continue
    const [method = '', url = ''] = route.split(' ')
    const operation = body.paths[url.replace(/:(\w+)/, '{$1}')]?.[method.toLowerCase()]
    t.ok(operation?.summary, `${route} has a summary`)
    t.same(operation?.security, readers.includes('anyone') ? [] : undefined, route)
  }
  t.equal((await nobody('GET', '/docs/')).status, 200)
})

t.test('refuses what it does not know how to read', async (t) => {
  const { authority } = await build(t)
  const strict = await authority('POST', '/v1/enrolment-codes', { role: 'border', note: 'x' })
  t.equal(problemOf(strict), 'bad-request')
  t.match(strict.body.detail, /note/, 'an unknown member is named, not stripped')
  for (const role of [null, 1, ['border'], 'admin']) {
    t.equal(problemOf(await authority('POST', '/v1/enrolment-codes', { role })), 'bad-request', JSON.stringify(role))
  }
})

t.test('sends headers that keep a page from being framed or sniffed', async (t) => {
  const { nobody } = await build(t)
  const { headers } = await nobody('GET', '/')
  t.match(headers, { 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' })
  t.notMatch(headers['content-security-policy'], /upgrade-insecure-requests/, 'it may be opened over http')
})
