import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { build } from '../build-app.ts'

/** A connection to the server by hand, and all that came back on it. */
async function connection(t: Test, port: number) {
  const socket: Socket = connect(port, '127.0.0.1')
  t.teardown(() => socket.destroy())
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1')
  })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  return {
    socket,
    heard: () => heard,
    answered: async () => {
      while (!heard.includes('\r\n\r\n')) await once(socket, 'data')
      return heard
    },
    closed: () => new Promise<void>((resolve) => (socket.closed ? resolve() : socket.once('close', () => resolve()))),
  }
}

async function listening(t: Test, callsPerMinute = {}) {
  const built = await build(t, { callsPerMinute })
  await built.app.listen({ host: '127.0.0.1', port: 0 })
  return { ...built, port: (built.app.server.address() as AddressInfo).port }
}

t.test('who speaks no HTTP is not answered, and hung up on', async (t) => {
  const { port } = await listening(t)
  const line = await connection(t, port)
  line.socket.write('HELO mail.example\r\n\r\n')
  await line.closed()
  t.equal(line.heard(), '')
})

t.test('many requests at once end the connection; one after the other do not', async (t) => {
  const { port } = await listening(t)
  const request = 'GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n'
  const hasty = await connection(t, port)
  hasty.socket.write(request.repeat(200))
  await hasty.closed()
  t.ok(hasty.heard().split('HTTP/1.1 200').length <= 2, 'at most the first is answered')
  const calm = await connection(t, port)
  for (let at = 1; at <= 3; at++) {
    calm.socket.write(request)
    while (calm.heard().split('HTTP/1.1 200').length <= at) await once(calm.socket, 'data')
  }
  t.notOk(calm.socket.closed)
})

t.test('an expectation that is unknown is counted as any request', async (t) => {
  const { port } = await listening(t, { stranger: 1 })
  const request = 'GET / HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\n\r\n'
  const [first, second] = [await connection(t, port), await connection(t, port)]
  first.socket.write(request)
  t.match(await first.answered(), /^HTTP\/1.1 200/)
  second.socket.write(request)
  t.match(await second.answered(), /^HTTP\/1.1 429/)
})

t.test('a server that stops waits for none of them', async (t) => {
  const { app, port } = await listening(t)
  const lines = [await connection(t, port), await connection(t, port)]
  for (const { socket } of lines) socket.write('HELO mail.example\r\n\r\n')
  await app.inject('/health/live')
  await app.close()
  await Promise.all(lines.map(({ closed }) => closed()))
  t.ok(lines.every(({ heard }) => heard() === ''))
})
