import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { writeEnrolmentCode } from '#evisa/enrolment-code.ts'
import { enrolFace, openFace } from '../../../pages/authority/device-folder.ts'
import { AuthorityAway, faceCalls } from '../../../pages/authority/face-calls.ts'
import { build } from '../../server/build-app.ts'
import { makeDeviceKey } from '../../server/dpop-device.ts'
import { startServer } from '../../server/start-server.ts'

const TERMS = { method: 'GET', path: '/v1/terms' }
const realNow = () => Math.floor(Date.now() / 1000)

/** A portal that is enrolled at a server, whose clock the test moves, and what the server was asked. */
async function enrolled(t: Test) {
  const address = { url: '' }
  const built = await build(t, { publicUrl: () => address.url })
  const asked: string[] = []
  built.app.server.on('request', ({ method, url }) => void asked.push(`${method} ${url}`))
  address.url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  const { id, key } = await built.enrol('portal')
  const call = faceCalls({ issuer: address.url, device: id, key: key.pair }, () => built.clock.now)
  return { ...built, call, asked, id, key, url: address.url }
}

/** Whatever listens where a server should. */
async function answering(t: Test, listener: RequestListener) {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const key = await makeDeviceKey()
  const { port } = server.address() as AddressInfo
  return faceCalls({ issuer: `http://127.0.0.1:${port}`, device: 'dev-1', key: key.pair }, realNow)
}

t.test('many calls at once ask for one token; another is asked for when it runs out', async (t) => {
  const { call, asked, clock } = await enrolled(t)
  const answers = await Promise.all(Array.from({ length: 5 }, () => call(TERMS)))
  t.same(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200],
  )
  const tokens = () => asked.filter((one) => one === 'POST /v1/token').length
  t.ok(tokens() <= 2, 'the first lacks the nonce')
  const first = tokens()
  await call(TERMS)
  t.equal(tokens(), first)
  clock.now += 24 * 3600
  t.equal((await call(TERMS)).status, 200, 'also with a nonce that is old by then')
  t.ok(tokens() > first)
})

t.test('nonces that change meanwhile are followed, and a body goes with the second try', async (t) => {
  const { call, clock } = await enrolled(t)
  await call(TERMS)
  const body = JSON.stringify({ email: 'nimali@example.org', kind: 'applicant', language: 'en' })
  const headers = { 'content-type': 'application/json', 'evisa-client-address': '198.51.100.9' }
  for (let times = 0; times < 4; times++) {
    clock.now += 240
    t.equal((await call({ method: 'POST', path: '/v1/sign-ins', headers, body })).status, 202)
  }
})

t.test('what the server refuses is an answer, with what it says', async (t) => {
  const { call } = await enrolled(t)
  const over = await call({ method: 'GET', path: '/v1/account', headers: { 'evisa-session': 'x'.repeat(43) } })
  t.equal(over.status, 401)
  t.match(await over.json(), { type: 'urn:evisa:problem:session-over' })
  t.equal((await call({ method: 'GET', path: '/v1/nothing' })).status, 404)
  t.equal((await call({ method: 'POST', path: '/v1/sign-ins', headers: {}, body: '{' })).status >= 400, true)
})

t.test('a device that was let go is refused, as one that cannot be reached', async (t) => {
  const { call, authority, id, clock } = await enrolled(t)
  t.equal((await call(TERMS)).status, 200)
  await authority('DELETE', `/v1/devices/${id}`)
  clock.now += 3600
  await t.rejects(call(TERMS), AuthorityAway)
})

t.test('where nothing listens, or what does is no server, the authority is away', async (t) => {
  const key = await makeDeviceKey()
  const nowhere = faceCalls({ issuer: 'http://127.0.0.1:9', device: 'dev-1', key: key.pair }, realNow)
  await t.rejects(nowhere({ method: 'GET', path: '/v1/applications?passport=N1' }), {
    name: 'AuthorityAway',
    message: 'GET /v1/applications',
  })
  for (const status of [200, 403, 500, 502]) {
    const call = await answering(t, (_request, reply) => reply.writeHead(status).end('<html>'))
    await t.rejects(call(TERMS), AuthorityAway, String(status))
  }
  const broken = await answering(t, (request) => request.socket.destroy())
  await t.rejects(broken(TERMS), AuthorityAway)
})

t.test('it is not sent elsewhere: a redirect is followed by nothing', async (t) => {
  const seen: string[] = []
  const other = createServer((request, reply) => {
    seen.push(String(request.url))
    reply.end('{}')
  })
  await once(other.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => other.close())
  const { port } = other.address() as AddressInfo
  const call = await answering(t, (_request, reply) =>
    reply.writeHead(307, { location: `http://127.0.0.1:${port}/v1/token` }).end(),
  )
  await t.rejects(call(TERMS), AuthorityAway)
  t.same(seen, [])
})

t.test('a server that says nothing is waited for as long as the call says', async (t) => {
  const { call, app } = await enrolled(t)
  await call(TERMS)
  app.server.prependListener('request', (_request, reply) => {
    // The answer is there and does not come.
    reply.write = () => true
    reply.end = (() => reply) as typeof reply.end
  })
  const from = performance.now()
  await t.rejects(call({ ...TERMS, withinMs: 300 }), AuthorityAway)
  t.ok(performance.now() - from < 5000)
  app.server.closeAllConnections()
})

t.test('a server that was started anew is called as before, with what it does not know any more', async (t) => {
  const dataDir = join(t.testdir(), 'data')
  const first = await startServer(dataDir)
  const made = await fetch(`${first.url}/v1/enrolment-codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${first.token}`, 'content-type': 'application/json' },
    body: '{"role":"portal"}',
  })
  const { secret } = (await made.json()) as { secret: string }
  const folder = join(t.testdirName, 'portal')
  await enrolFace(writeEnrolmentCode({ server: first.url, secret, root: 'r'.repeat(43) }), 'portal', folder)
  const call = faceCalls(await openFace(folder), realNow)
  t.equal((await call(TERMS)).status, 200)
  await first.end('SIGKILL')
  await t.rejects(call(TERMS), AuthorityAway)
  const again = await startServer(dataDir, { EVISA_PORT: new URL(first.url).port })
  const answers = await Promise.all([call(TERMS), call(TERMS), setTimeout(5).then(() => call(TERMS))])
  t.same(
    answers.map(({ status }) => status),
    [200, 200, 200],
  )
  await again.end('SIGTERM')
})
