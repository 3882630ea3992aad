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

async function listening(t: Test, callsPerMinute = {}, requestMs = 60_000) {
  const built = await build(t, { callsPerMinute, requestMs })
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

t.test('a request that does not come to its end is told so, however slowly it goes on', async (t) => {
  const { port, logged } = await listening(t, {}, 200)
  const head = 'POST /v1/devices HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
  for (const [what, begun, drip] of [
    ['a body that stalls', `${head}content-length: 100\r\n\r\n{"secret":`, ''],
    ['a body that never comes', `${head}content-length: 100\r\n\r\n`, ''],
    ['a body in single letters', `${head}content-length: 1000\r\n\r\n{"secret":"`, 'x'],
    ['chunks without an end', `${head}transfer-encoding: chunked\r\n\r\n`, '1\r\nx\r\n'],
    ['half a head', head, ''],
    ['a head in single letters', `${head}x-y: `, 'x'],
  ] as const) {
    const line = await connection(t, port)
    line.socket.write(begun)
    const dripping = setInterval(() => drip !== '' && line.socket.writable && line.socket.write(drip), 20)
    await line.closed()
    clearInterval(dripping)
    const [top = '', body = ''] = line.heard().split('\r\n\r\n')
    t.match(top, /^HTTP\/1.1 408 .*\r\nconnection: close\r\ncontent-type: application\/problem\+json/s, what)
    t.match(JSON.parse(body), { type: 'urn:evisa:problem:too-slow', status: 408, detail: /send it again/ }, what)
  }
  t.notOk(logged().some(({ event }) => event === 'request-failed'))
})

t.test(
  'what was answered before it had all come is answered once, and what follows on its connection anew',
  async (t) => {
    const { port } = await listening(t, {}, 200)
    const head = 'POST /v1/devices HTTP/1.1\r\nhost: x\r\ncontent-type: text/x\r\ncontent-length: 100\r\n\r\n'
    const line = await connection(t, port)
    line.socket.write(head)
    await line.closed()
    t.match(line.heard(), /^HTTP\/1.1 415 /)
    t.notMatch(line.heard(), /HTTP\/1.1 408/)
    const second = await connection(t, port)
    second.socket.write('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n')
    await second.answered()
    second.socket.write(head.slice(0, 40))
    await second.closed()
    t.match(second.heard(), /^HTTP\/1.1 200 .*HTTP\/1.1 408 /s)
  },
)

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
