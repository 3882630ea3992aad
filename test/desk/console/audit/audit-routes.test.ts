import type { RouteOptions } from 'fastify'
import t from 'tap'
import { consoleScene } from '../console-scene.ts'

t.test('nothing of the trail is open without a session', async (t) => {
  const routes: RouteOptions[] = []
  const { browser } = await consoleScene(t, { noteRoute: (route) => void routes.push(route) })
  const own = routes.filter(({ url }) => url.startsWith('/:language/audit'))
  t.ok(own.length >= 6, `${own.length} routes`)
  for (const { url, method } of own) {
    const path = url.replace(':language', 'en')
    if (method === 'GET') t.match((await browser().get(path)).path, /^\/en\/(sign-in|audit)/, path)
    if (method === 'POST') t.match((await browser().post(path, {})).status, /403|303/, path)
  }
})
