import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import t, { type Test } from 'tap'
import { BODY_PACE, type BodyPace, comingBody, endConnection } from '../../pages/patient-requests.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** A server on which a request has a fifth of a second; a connection to it, and all that came back. */
async function connected(t: Test, handle: Handle) {
  const server = createServer({ requestTimeout: 200, connectionsCheckingInterval: 50 }, (request, response) => {
    void handle(request, response)
  })
  server.on('clientError', (error, socket) => endConnection(error, socket as Parameters<typeof endConnection>[1]))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  let text = ''
  socket.on('data', (piece) => {
    text += piece
  })
  socket.on('error', () => undefined)
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n')
  return { socket, text: () => text, closed }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const reading =
  (pace: BodyPace): Handle =>
  async (request, response) => {
    const body = comingBody(request, pace)
    let length = 0
    try {
      for await (const piece of request) length += piece.length
      response.end(`${length} bytes`)
    } catch {
      response.destroy()
    } finally {
      body.end()
    }
  }

t.test('what comes on may take longer than any request', async (t) => {
  const { socket, text } = await connected(t, reading({ windowMs: 150, leastBytesASecond: 100 }))
  for (let sent = 0; sent < 1000; sent += 100) {
    await wait(60)
    socket.write('x'.repeat(100))
  }
  await wait(100)
  t.match(text(), '1000 bytes')
})

t.test('what does not come on is ended', async (t) => {
  const { socket, text, closed } = await connected(t, reading({ windowMs: 150, leastBytesASecond: 100 }))
  socket.write('x'.repeat(500))
  await closed
  t.equal(text(), '')
})

t.test('a request that no route looks after has its time, and is told', async (t) => {
  const { text, closed } = await connected(t, async () => undefined)
  await closed
  t.match(text(), /^HTTP\/1\.1 408 /)
})

t.test('while what came is being kept nobody waits for its sender', async (t) => {
  const { socket, text } = await connected(t, async (request, response) => {
    const body = comingBody(request, { windowMs: 100, leastBytesASecond: 100 })
    await body.keeping(wait(500))
    for await (const _piece of request);
    response.end('kept')
    body.end()
  })
  await wait(450)
  socket.write('x'.repeat(1000))
  await wait(250)
  t.match(text(), 'kept')
})

t.test('an answer is given before all has come, and can be read while the rest is sent', async (t) => {
  const { socket, text } = await connected(t, async (request, response) => {
    const body = comingBody(request, BODY_PACE)
    for await (const _piece of request.iterator({ destroyOnReturn: false })) break
    response.end('enough')
    body.end()
  })
  socket.write('x'.repeat(10))
  await wait(100)
  t.match(text(), 'enough')
  t.notOk(socket.destroyed)
  socket.write(`${'x'.repeat(990)}POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\nx`)
  await wait(100)
  t.equal(text().split('enough').length, 3, 'and the connection goes on')
})
