import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { openCounter } from '../../bench/draft-load.ts'

t.test('each draft is submitted once, and an answer that is not as it is wanted is told', async (t) => {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    response.writeHead(url === '/c' ? 200 : 303, { location: '/pay', 'content-length': 0 }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const drafts = ['a', 'b', 'c'].map((reference) => ({
    reference,
    ...{ account: '', invitation: '', revision: 1, session: '' },
  }))
  const counter = await openCounter({
    port: (server.address() as AddressInfo).port,
    drafts,
    requestOf: ({ reference }) => Buffer.from(`POST /${reference} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n`),
    wanted: /^HTTP\/1\.1 303 [\s\S]*\r\nlocation: \/pay/i,
    cpu: () => ({ total: 0, threads: null }),
  })
  t.teardown(() => {
    counter.close()
    server.close()
  })
  const [connection] = counter.connections
  for (const request of counter.requests(2)) await connection?.send(request)
  t.same(asked, ['/a', '/b'])
  const [last] = counter.requests(2)
  await t.rejects(async () => connection?.send(last ?? Buffer.alloc(0)), /answered "HTTP\/1\.1 200 OK/)
})
