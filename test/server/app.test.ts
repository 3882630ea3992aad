import t from 'tap'
import { ROUTES } from '../../server/access/roles-of-routes.ts'
import type { Role } from '../../server/store/device-store.ts'
import { build, type Call, type Method, PUBLIC_URL, problemOf } from './build-app.ts'
import { askForToken, callWithProof } from './dpop-device.ts'

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
  const { app, authority, nobody, enrol, clock } = await build(t)
  await authority('PUT', '/v1/carriers/KC', { name: 'Air Astana', device_limit: 9 })
  // Of carriers' devices the one that may most.
  const carrier = await enrol('carrier', { carrier: 'KC', tablet: true })
  const [border, lost] = [await enrol('border'), await enrol('border')]
  const late = { url: PUBLIC_URL, key: border.key, now: () => clock.now, send: nobody }
  const held: { nonce: string | null } = { nonce: null }
  const { access_token } = (await askForToken(border.id, late, held)).body
  clock.now += 300
  await lost.call('GET', '/v1/crossings/feed?after=0')
  await authority('DELETE', `/v1/devices/${lost.id}`)
  const withToken =
    (authorization: string): Call =>
    (method, url, body) =>
      nobody(method, url, body, { authorization })
  const callers: Readonly<Record<string, Call>> = {
    authority,
    carrier: carrier.call,
    border: border.call,
    nobody,
    'a stranger': withToken(`Bearer ${'A'.repeat(43)}`),
    'a stranger with a token': withToken(`DPoP ${'A'.repeat(43)}`),
    'a revoked device': lost.call,
    'a device whose token ran out': (...asked) => callWithProof(late, asked, access_token, held),
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
      const isKnown = ['authority', 'carrier', 'border'].includes(who)
      const mayPass = readers.includes('anyone') || (isKnown && readers.includes(who as Role))
      // A device may ask about itself; of others the door is in the handler.
      const id = who === 'carrier' ? carrier.id : who === 'border' ? border.id : 'x'
      const { status } = await call(method, url.replace(':list', '0').replace(':id', id).replace(/:\w+/, 'x'))
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
    // The pages are for people.
    if (/^GET \/(|scan|scan\/\*?|Q|q)$/.test(route)) continue
    const [method = '', url = ''] = route.split(' ')
    const operation = body.paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
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

t.test('refuses a body that says one thing twice', async (t) => {
  const { authority } = await build(t)
  const bytes = Buffer.from('{"role":"border","role":"carrier"}')
  const twice = await authority('POST', '/v1/enrolment-codes', bytes, { 'content-type': 'application/json' })
  t.equal(problemOf(twice), 'bad-request')
  t.match(twice.body.detail, /"role" stands twice/)
})

t.test('sends headers that keep a page from being framed or sniffed', async (t) => {
  const { nobody } = await build(t)
  const { headers } = await nobody('GET', '/')
  t.match(headers, { 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' })
  t.notMatch(headers['content-security-policy'], /upgrade-insecure-requests/, 'it may be opened over http')
})
