import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { endConnection, hangUpOnPipelining } from '../../../server/http/hang-up.ts'
import { pacedBody } from '../../../server/http/paced-body.ts'
import { answerProblems } from '../../../server/http/problem.ts'

const WINDOW_MS = 200
const LEAST = 1000

/** A server that gives every call the time of one window, but for those that come on; it says how much came. */
async function server(t: Test, keepMs = 0) {
  const app = Fastify({
    requestTimeout: WINDOW_MS,
    http: { headersTimeout: WINDOW_MS, connectionsCheckingInterval: 20 },
    clientErrorHandler: endConnection,
  })
  hangUpOnPipelining(app)
  answerProblems(app)
  app.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null))
  const told: unknown[] = []
  const take = async (
    request: Parameters<typeof pacedBody>[0],
    reply: Parameters<typeof pacedBody>[1],
    most: number,
  ) => {
    let length = 0
    const pace = { windowMs: WINDOW_MS, leastBytesASecond: LEAST }
    for await (const piece of pacedBody(request, reply, pace)) {
      length += piece.length
      if (length > most) break
      await setTimeout(keepMs)
    }
    return { length }
  }
  const noted = (error: Error) => {
    told.push(error.message)
    throw error
  }
  app.put('/paced', (request, reply) => take(request, reply, Number.POSITIVE_INFINITY).catch(noted))
  app.put('/some', (request, reply) => take(request, reply, 10).catch(noted))
  app.get('/', async () => 'well')
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())
  const line = async () => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    t.teardown(() => socket.destroy())
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
    })
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    const put = (path: string, length: number) =>
      socket.write(
        `PUT ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\ncontent-length: ${length}\r\n\r\n`,
      )
    /** So many bytes every so many milliseconds, as long as there is somebody to take them. */
    const drip = async (bytes: number, everyMs: number, count: number) => {
      for (let at = 0; at < count && socket.writable; at++) {
        socket.write('x'.repeat(bytes))
        await setTimeout(everyMs)
      }
    }
    const until = async (text: string) => {
      while (!heard.includes(text) && !socket.closed) await setTimeout(5)
      return heard
    }
    return { socket, put, drip, until, heard: () => heard }
  }
  return { line, told }
}

t.test('a body that comes on may take many times as long as any other call', async (t) => {
  const { line } = await server(t)
  const { put, drip, until, socket } = await line()
  put('/paced', 20_000)
  await drip(500, 40, 40)
  t.match(await until('{"length":20000}'), /^HTTP\/1.1 200 /)
  // The connection is as any other afterwards, with the time of any other.
  socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  await until('well')
  socket.write('GET / HTTP/1.1\r\nhost:')
  t.match(await until('408'), /well.*HTTP\/1.1 408/s)
})

t.test('one that does not come on is told so and ended, however it drips', async (t) => {
  const { line, told } = await server(t)
  for (const [bytes, everyMs] of [
    [0, 50],
    [1, 20],
    [5, 50],
  ] as const) {
    const { put, drip, until, socket } = await line()
    put('/paced', 20_000)
    const from = performance.now()
    void drip(bytes, everyMs, 1000)
    t.match(await until('too-slow'), /^HTTP\/1.1 408 /, `${bytes} bytes`)
    t.ok(performance.now() - from < WINDOW_MS * 5)
    if (!socket.closed) await once(socket, 'close')
  }
  // Their connections are held for a second, so that they do not come back at once.
  while (told.length < 3) await setTimeout(20)
  t.match(told, [/^The connection ended/, /^The connection ended/, /^The connection ended/])
})

t.test('a burst at the beginning buys no time for later', async (t) => {
  const { line } = await server(t)
  const { put, drip, until, socket } = await line()
  put('/paced', 500_000)
  socket.write('x'.repeat(100_000))
  void drip(1, 20, 1000)
  t.match(await until('too-slow'), /^HTTP\/1.1 408 /)
})

t.test('while what came is being kept nobody is too slow', async (t) => {
  const { line } = await server(t, WINDOW_MS * 2)
  const { put, until, socket } = await line()
  put('/paced', 3)
  socket.write('x')
  await setTimeout(WINDOW_MS * 1.2)
  socket.write('x')
  await setTimeout(WINDOW_MS * 1.2)
  socket.write('x')
  t.match(await until('{"length":3}'), /^HTTP\/1.1 200 /)
})

t.test('who hangs up is no fault of the server', async (t) => {
  const { line, told } = await server(t)
  const { put, drip, socket } = await line()
  put('/paced', 20_000)
  await drip(500, 5, 3)
  socket.destroy()
  while (told.length === 0) await setTimeout(5)
  t.match(told, [/^The connection ended before all/])
})

t.test('what nobody wants the rest of is answered at once, and its connection ends', async (t) => {
  const { line } = await server(t)
  const { put, drip, until, socket } = await line()
  put('/some', 1_000_000)
  void drip(500, 5, 10_000)
  t.match(await until('{"length"'), /^HTTP\/1.1 200 .*connection: close/s)
  if (!socket.closed) await once(socket, 'close')
})
