import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { acquirerCalls, jsonIn } from '../../../server/payments/acquirer-calls.ts'

async function bank(t: Test, answer: RequestListener) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    if (request.url === '/oauth2/token') response.end('{"access_token":"t1"}')
    else answer(request, response)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { call, close } = acquirerCalls({ url, clientId: 'c', secret: 's', answerMs: 300 })
  t.teardown(async () => {
    server.closeAllConnections()
    server.close()
    await close()
  })
  return { call, seen }
}

t.test('each call asks with a token of its own', async (t) => {
  const { call, seen } = await bank(t, (_, response) => void response.end('yes'))
  for (const _ of [1, 2])
    t.strictSame(await call({ method: 'GET', path: '/x', query: { a: 'b c' } }), { ok: true, value: 'yes' })
  t.strictSame(seen, [
    'POST /oauth2/token ',
    'GET /x?a=b%20c Bearer t1',
    'POST /oauth2/token ',
    'GET /x?a=b%20c Bearer t1',
  ])
})

t.test('whatever a network or a bank does to a call is a fault with a word, in time', async (t) => {
  const rows: readonly (readonly [RequestListener, object])[] = [
    [(_, response) => void response.writeHead(500).end('secret words'), { kind: 'not-reached', code: '500' }],
    [(_, response) => void response.writeHead(404).end(), { kind: 'refused', code: '404' }],
    [
      (_, response) => void response.writeHead(302, { location: 'http://elsewhere/' }).end(),
      { kind: 'refused', code: '302' },
    ],
    [() => undefined, { kind: 'not-reached' }],
    [(_, response) => void response.destroy(), { kind: 'not-reached' }],
    [(_, response) => void response.write('half'), { kind: 'not-reached' }],
  ]
  for (const [answer, error] of rows) {
    const { call } = await bank(t, answer)
    const from = Date.now()
    t.match(await call({ method: 'POST', path: '/x', body: { a: 1 } }), { ok: false, error })
    t.ok(Date.now() - from < 3000)
  }
})

t.test('a bank that is not there, or gives no token, is one that was not reached or understood', async (t) => {
  const away = acquirerCalls({ url: 'http://127.0.0.1:9', clientId: 'c', secret: 's', answerMs: 300 })
  t.match(await away.call({ method: 'GET', path: '/x' }), {
    ok: false,
    error: { kind: 'not-reached', code: 'ECONNREFUSED' },
  })
  await away.close()
  const server = createServer((_, response) => void response.end('<html>')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const strange = acquirerCalls({ url, clientId: 'c', secret: 's' })
  t.match(await strange.call({ method: 'GET', path: '/x' }), {
    ok: false,
    error: { kind: 'not-understood', code: 'token' },
  })
  await strange.close()
  server.close()
})

t.test('what is no JSON is nothing', async (t) => {
  t.equal(jsonIn('<html>'), null)
  t.strictSame(jsonIn('{"a":1}'), { a: 1 })
})
