import type { RouteOptions } from 'fastify'
import t from 'tap'
import { consoleScene } from '../console-scene.ts'

t.test('nothing of payments is open without a session, or to who is at a booth', async (t) => {
  const routes: RouteOptions[] = []
  const { browser, make, signedIn } = await consoleScene(t, { noteRoute: (route) => void routes.push(route) })
  const own = routes.filter(({ url }) => url.startsWith('/:language/payments'))
  t.ok(own.length >= 8, `${own.length} routes`)
  const guard = await signedIn(await make('Guard', ['border-supervisor'], 'KZ-3'))
  for (const { url, method } of own) {
    const path = url.replace(':language', 'en').replace(':id', '0'.repeat(36))
    if (method === 'GET') t.match((await browser().get(path)).path, /^\/en\/(sign-in|payments)/, path)
    if (method === 'POST') t.equal((await browser().post(path, { reason: 'none' })).status, 403, path)
    if (method === 'GET' && !/settlement/.test(path)) t.match((await guard.get(path)).status, /40[34]|422/, path)
  }
})
