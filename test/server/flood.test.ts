import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import t, { type Test } from 'tap'
import { ARRIVAL, build, NOW, PUBLIC_URL, problemOf } from './build-app.ts'
import { askForToken, makeProof } from './dpop-device.ts'

const json = 'content-type: application/json'

/** Sends bytes on a connection of their own; what came back by the time that it was closed or `enough`. */
async function exchange(t: Test, port: number, bytes: string, enough = /\r\n\r\n/): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  t.teardown(() => socket.destroy())
  let heard = ''
  let failed = false
  socket.on('error', () => {
    failed = true
  })
  await once(socket, 'connect')
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1')
      if (enough.test(heard)) resolve()
    })
    socket.once('close', () => resolve())
  })
  socket.write(bytes)
  await done
  return heard === '' && failed ? 'reset' : heard
}

async function listening(t: Test, callsPerMinute: { device?: number; stranger?: number }) {
  const built = await build(t, { callsPerMinute })
  await built.app.listen({ host: '127.0.0.1', port: 0 })
  return { ...built, port: (built.app.server.address() as AddressInfo).port }
}

t.test('beyond the limit a body is not read, and the connection is closed', async (t) => {
  const { port } = await listening(t, { stranger: 1 })
  const start = `POST /v1/devices HTTP/1.1\r\nhost: x\r\n${json}\r\n`
  t.match(await exchange(t, port, `${start}content-length: 2\r\n\r\n{}`), /^HTTP\/1.1 (400|401)/)
  // The rest of the body never comes: whoever waited for it would not answer.
  const answer = await exchange(t, port, `${start}content-length: 2000000\r\n\r\n{`)
  t.match(answer, /^HTTP\/1.1 429/)
  t.match(answer, /\r\nconnection: close\r\n/i)
  t.match(answer, /\r\nretry-after: [1-9][0-9]?\r\n/i)
  const small = await exchange(t, port, 'GET /v1/devices HTTP/1.1\r\nhost: x\r\n\r\n')
  t.match(small, /^HTTP\/1.1 429/)
  t.notMatch(small, /\r\nconnection: close\r\n/i, 'one without a body may go on')
})

t.test('who is over the limit is answered after those who asked later and are not', async (t) => {
  const { nobody, authority } = await build(t, { callsPerMinute: { stranger: 1 } })
  t.equal((await nobody('GET', '/')).status, 200)
  const order: string[] = []
  const late = nobody('GET', '/').then(({ status }) => order.push(`stranger ${status}`))
  for (let at = 0; at < 3; at++) order.push(`authority ${(await authority('GET', '/v1/devices')).status}`)
  await late
  t.same(order, ['authority 200', 'authority 200', 'authority 200', 'stranger 429'])
})

t.test('a device behind the address of a flood signs in and is answered', async (t) => {
  const { enrol, issue, nobody } = await build(t, { callsPerMinute: { stranger: 20 } })
  const carrier = await enrol('carrier')
  const { qr_text } = await issue()
  const flood = await Promise.all(Array.from({ length: 40 }, () => nobody('GET', '/v1/devices')))
  t.ok(flood.some((answer) => problemOf(answer) === 'too-many'))
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL }
  const answer = await carrier.call('POST', '/v1/verifications', { text: qr_text, situation })
  t.strictSame([answer.status, answer.body.outcome], [200, 'clear'])
  t.equal(problemOf(await nobody('GET', '/v1/devices')), 'too-many', 'and who does not is not')
})

t.test('whoever cannot sign in uses up what a stranger may call', async (t) => {
  const { nobody } = await build(t, { callsPerMinute: { stranger: 2 } })
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const tried = () => nobody('POST', '/v1/token', 'grant_type=client_credentials', type)
  for (let at = 0; at < 3; at++) t.equal((await tried()).status, 400, 'late, but with the reason')
  t.equal((await nobody('GET', '/')).status, 429)
})

t.test('who hangs up while kept waiting leaves nothing behind, and the server goes on', async (t) => {
  const { port, logged, app } = await listening(t, { stranger: 1 })
  await app.inject('/')
  for (let at = 0; at < 20; at++) {
    const socket = connect(port, '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    await once(socket, 'connect')
    socket.destroy()
  }
  t.match(await exchange(t, port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'), /^HTTP\/1.1 429/)
  t.match(await exchange(t, port, 'GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n'), /^HTTP\/1.1 200/)
  t.notOk(logged().some(({ event }) => event === 'request-failed'))
})

t.test('a server that stops leaves none without an answer that it keeps waiting', async (t) => {
  const { port, app } = await listening(t, { stranger: 1 })
  const calls = Array.from({ length: 3 }, () => exchange(t, port, 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'))
  const [first] = await Promise.all([Promise.race(calls), app.inject('/health/live')])
  t.match(first, /^HTTP\/1.1 200/)
  await app.close()
  const statuses = (await Promise.all(calls)).map((text) => text.slice(9, 12)).sort()
  t.equal(statuses[0], '200')
  t.ok(
    statuses.slice(1).every((status) => status === '429' || status === '503'),
    statuses.join(),
  )
})

t.test('an address that cannot be read is counted as well', async (t) => {
  const { nobody } = await build(t, { callsPerMinute: { stranger: 2 } })
  const statuses: number[] = []
  for (let at = 0; at < 3; at++) statuses.push((await nobody('GET', '/v1/visas/%zz')).status)
  t.same(statuses, [400, 400, 429])
})

t.test('who is not signed in sends 16 KiB at most', async (t) => {
  const { nobody, authority } = await build(t)
  const large = JSON.stringify({ secret: 'x'.repeat(16_384), name: 'x' })
  const headers = { 'content-type': 'application/json' }
  t.match((await nobody('POST', '/v1/devices', large, headers)).body, { status: 413, detail: 'Send at most 16 KiB.' })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  t.match((await nobody('POST', '/v1/token', large, form)).body, { status: 413, detail: 'Send at most 8 KiB.' })
  const signedIn = await authority('POST', '/v1/visas', large, headers)
  t.equal(problemOf(signedIn), 'bad-request', 'the authority may send more, and is told what is wrong with it')
})

t.test('a good token without the nonce is limited too, and does not use up what its device may call', async (t) => {
  const { enrol, nobody } = await build(t, { callsPerMinute: { device: 3 } })
  const device = await enrol('carrier')
  const mine = `/v1/devices/${device.id}`
  t.equal((await device.call('GET', mine)).status, 200)
  const context = { url: PUBLIC_URL, key: device.key, now: () => NOW }
  const { body } = await askForToken(device.id, { ...context, send: nobody }, { nonce: null })
  const token: string = body.access_token
  const guess = async () => {
    const dpop = await makeProof(context, { method: 'GET', path: mine, token, nonce: null })
    return (await nobody('GET', mine, undefined, { authorization: `DPoP ${token}`, dpop })).status
  }
  const statuses: number[] = []
  for (let at = 0; at < 4; at++) statuses.push(await guess())
  t.same(statuses, [401, 401, 401, 429])
  t.equal((await device.call('GET', mine)).status, 200)
})
