import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { sendCall } from '../../../pages/authority/send-call.ts'

async function answering(t: Test, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const GET = { method: 'GET', headers: {}, body: null, signal: null }

t.test('what was sent arrives, and what is answered comes back, with its headers', async (t) => {
  const url = await answering(t, async (request, response) => {
    const came = Buffer.concat(await request.toArray()).toString()
    response.writeHead(409, { 'content-type': 'application/json', 'x-two': ['a', 'b'], 'dpop-nonce': 'n' })
    response.end(JSON.stringify({ came, method: request.method, asked: request.headers['x-asked'] }))
  })
  const call = { method: 'PUT', headers: { 'x-asked': 'yes' }, body: Buffer.from('bytes'), signal: null }
  const answer = await sendCall(url, call)
  t.same([answer.status, answer.ok, answer.headers.get('dpop-nonce')], [409, false, 'n'])
  t.equal(answer.headers.get('x-two'), 'a, b')
  t.same(await answer.json(), { came: 'bytes', method: 'PUT', asked: 'yes' })
})

t.test('what is long comes as it comes, and what has no body has none', async (t) => {
  const url = await answering(t, (request, response) => {
    if (request.url === '/none') response.writeHead(204).end()
    else {
      response.writeHead(200, { 'content-length': 200_000 })
      response.write(Buffer.alloc(100_000, 'a'))
      if (request.url === '/long') response.end(Buffer.alloc(100_000, 'b'))
    }
  })
  const none = await sendCall(`${url}/none`, GET)
  t.same([none.status, none.body], [204, null])
  t.equal((await (await sendCall(`${url}/long`, GET)).bytes()).length, 200_000)
  const begun = await sendCall(`${url}/half`, GET)
  const { value } = (await begun.body?.getReader().read()) ?? {}
  t.ok(value !== undefined && value.length > 0, 'before all of it is there')
})

t.test('an answer that leads elsewhere is not followed, and one that does not come is given up', async (t) => {
  let asked = 0
  const url = await answering(t, (request, response) => {
    asked += 1
    if (request.url === '/away') response.writeHead(307, { location: '/other' }).end('there')
  })
  await t.rejects(sendCall(`${url}/away`, GET), /leads elsewhere, by 307/)
  t.equal(asked, 1)
  await t.rejects(sendCall(`${url}/never`, { ...GET, signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' })
})
