import Fastify from 'fastify'
import t from 'tap'
import { request } from 'undici'
import { guardTestPages } from '../../platform/test-pages.ts'

t.test(
  "every answer says TEST and is nobody else's to read, and other names of this machine are told nothing",
  async (t) => {
    const app = Fastify()
    const faultPage = (what: string) => `<p>TEST: ${what}`
    guardTestPages(app, { says: { name: 'made', text: 'made' }, policy: "style-src 'self'", faultPage })
    app.get('/', async () => 'shown')
    app.post('/', async () => 'done')
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    t.teardown(() => app.close())
    const { port } = new URL(url)
    const ask = async (host: string, method: 'GET' | 'POST' = 'GET') => {
      const { statusCode, headers, body } = await request(url, { method, headers: { host } })
      return { status: statusCode, headers, text: await body.text() }
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `x.localhost:${port}`])
      t.match(await ask(host), {
        ...{ status: 200, text: 'shown' },
        headers: {
          'x-test-made': 'TEST: made',
          'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
          'cross-origin-resource-policy': 'same-origin',
          'x-content-type-options': 'nosniff',
        },
      })
    for (const method of ['GET', 'POST'] as const)
      t.match(await ask(`evil.example:${port}`, method), {
        ...{ status: 421, text: /^<p>TEST: On this machine/ },
        headers: { 'x-test-made': 'TEST: made', 'content-type': 'text/html; charset=utf-8' },
      })
  },
)
