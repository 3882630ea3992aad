import type { RouteOptions } from 'fastify'
import t from 'tap'
import { consoleScene } from '../console-scene.ts'

t.test('nothing of the border is open without a session, and nothing is done by asking', async (t) => {
  const routes: RouteOptions[] = []
  const { browser } = await consoleScene(t, { noteRoute: (route) => void routes.push(route) })
  const own = routes.filter(({ url }) => /^\/:language\/(conflicts|referrals|refusals)/.test(url))
  t.ok(own.length >= 7, `${own.length} routes`)
  for (const { url, method } of own) {
    const path = url.replace(':language', 'en').replace(':id', 'over-use:1')
    if (method === 'GET') t.match((await browser().get(path)).path, /^\/en\/(sign-in|conflicts)/, path)
    if (method === 'POST') t.equal((await browser().post(path, { reason: 'none' })).status, 403, path)
  }
})
