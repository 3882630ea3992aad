import Fastify from 'fastify'
import t from 'tap'
import { addRateLimits } from '../../../server/access/rate-limits.ts'
import { answerError } from '../../../server/http/problem.ts'
import { ARRIVAL, build, problemOf } from '../build-app.ts'
import { people } from '../people.ts'

t.test('a device that calls too often waits, and the others do not', async (t) => {
  const { enrol } = await build(t, { callsPerMinute: { device: 5 } })
  const [busy, calm] = [await enrol('border'), await enrol('border')]
  const call = (device: typeof busy) => device.call('GET', `/v1/devices/${device.id}`)
  for (let at = 0; at < 5; at++) t.equal((await call(busy)).status, 200)
  const answer = await call(busy)
  t.strictSame([answer.status, problemOf(answer)], [429, 'too-many'])
  t.match(answer.headers['retry-after'], /^[1-9][0-9]?$/)
  t.match(answer.body.detail, /At most 5 such calls a minute: try again in [0-9]+ s/)
  t.equal((await call(calm)).status, 200)
})

t.test('strangers share a limit by their address, and who guesses counts as one', async (t) => {
  const { nobody, authority } = await build(t, { callsPerMinute: { stranger: 6 } })
  const guess = () => nobody('GET', '/v1/devices', undefined, { authorization: `Bearer ${'A'.repeat(43)}` })
  for (let at = 0; at < 6; at++) t.equal((await guess()).status, 401)
  t.equal((await guess()).status, 429)
  t.equal((await nobody('POST', '/v1/devices', { secret: 'x', name: 'x' })).status, 429)
  t.equal((await nobody('GET', '/')).status, 429)
  t.equal((await nobody('GET', '/v1/artefacts/snapshot')).status, 200, 'signed data is for everybody, and more of it')
  t.equal((await authority('GET', '/v1/devices')).status, 200, 'who signs in is no stranger')
})

t.test('a carrier looks up thirty numbers a minute, and scans as it likes', async (t) => {
  const { enrol, issue } = await build(t)
  const carrier = await enrol('carrier')
  const visa = await issue()
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL }
  const asked = { visa_number: visa.visa_number, passport_number: 'N1234567', birth_date: '1990-03-04', situation }
  const lookUp = () => carrier.call('POST', '/v1/verifications', asked)
  const all = await Promise.all(Array.from({ length: 31 }, lookUp))
  t.equal(all.filter(({ status }) => status === 200).length, 30)
  t.equal(all.filter((answer) => problemOf(answer) === 'too-many').length, 1)
  t.equal((await carrier.call('POST', '/v1/verifications', { text: visa.qr_text, situation })).status, 200)
})

t.test('a device shows what it holds twenty times an hour, whatever it is', async (t) => {
  const { enrol, nobody } = await build(t)
  const [busy, calm] = [await enrol('border'), await enrol('carrier')]
  const artefacts = [{ path: '2/snapshot', body: (await nobody('GET', '/v1/artefacts/2/snapshot')).text }]
  const show = (device: typeof busy, held: unknown = artefacts) =>
    device.call('POST', '/v1/witnesses', { artefacts: held })
  for (let at = 0; at < 19; at++) t.equal((await show(busy)).status, 200)
  t.equal((await show(busy, 'none')).status, 400)
  const answer = await show(busy)
  t.strictSame([answer.status, problemOf(answer)], [429, 'too-many'])
  t.match(answer.body.detail, /^At most 20 such calls an hour: try again in 3[0-9]{3} s/)
  t.equal((await show(calm)).status, 200)
  t.equal((await busy.call('GET', `/v1/devices/${busy.id}`)).status, 200, 'all else goes on')
})

t.test('an address is what a trusted proxy says, and one network of a household', async (t) => {
  const { app } = await build(t, { callsPerMinute: { stranger: 1 }, trustProxy: '10.0.0.0/8' })
  const statusFor = async (remoteAddress: string, forwardedFor?: string) => {
    const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }
    return (await app.inject({ url: '/', remoteAddress, headers })).statusCode
  }
  t.equal(await statusFor('10.1.2.3', '203.0.113.1'), 200)
  t.equal(await statusFor('10.1.2.3', '203.0.113.2'), 200, 'another one behind the same proxy')
  t.equal(await statusFor('10.9.9.9', '203.0.113.1'), 429, 'the same one by another proxy')
  t.equal(await statusFor('10.1.2.3', '198.51.100.7, 203.0.113.1'), 429, 'whatever it said itself')
  t.equal(await statusFor('10.1.2.3', '203.0.113.1:40001'), 429, 'from whichever port')
  t.equal(await statusFor('192.0.2.1', '198.51.100.1'), 200)
  t.equal(await statusFor('192.0.2.1', '198.51.100.2'), 429, 'who is no proxy is not believed')
  t.equal(await statusFor('2001:db8:0:1::1'), 200)
  t.equal(await statusFor('2001:db8:0:1:ffff::2'), 429)
  t.equal(await statusFor('2001:db8:0:2::1'), 200)
})

t.test('who asks for an address that no router can read is counted, and not the proxy', async (t) => {
  const { app } = await build(t, { callsPerMinute: { stranger: 1 }, trustProxy: '10.0.0.0/8' })
  const statusFor = async (url: string, forwardedFor: string) => {
    const headers = { 'x-forwarded-for': forwardedFor }
    return (await app.inject({ url, remoteAddress: '10.1.2.3', headers })).statusCode
  }
  t.equal(await statusFor('/%zz', '203.0.113.1'), 400)
  t.equal(await statusFor('/%zz', '203.0.113.1'), 429)
  t.equal(await statusFor('/', '203.0.113.1'), 429, 'wherever it calls')
  t.equal(await statusFor(`/v1/visas/${'a'.repeat(300)}`, '203.0.113.2'), 400, 'and another one not')
  t.equal(await statusFor('/', '203.0.113.2'), 429)
})

t.test('who called is not forgotten because thousands of others call', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const limits = await addRateLimits(app, { device: 1, stranger: 1 })
  app.get('/', { onRequest: (request) => limits.stranger(request) }, async () => '')
  app.setErrorHandler(answerError)
  const statusFor = async (caller: number) =>
    (await app.inject({ url: '/', remoteAddress: `10.0.${caller >> 8}.${caller & 255}` })).statusCode
  t.equal(await statusFor(0), 200)
  for (let caller = 1; caller <= 6000; caller++) await statusFor(caller)
  t.equal(await statusFor(0), 429)
})

t.test('a portal is not limited as one traveller: each address is, and each person', async (t) => {
  const built = await build(t, { callsPerMinute: { device: 6 } })
  const { portal, applicant } = await people(built)
  const open = (link: string, address?: string) => {
    const headers = address === undefined ? {} : { 'evisa-client-address': address }
    return portal.call('POST', '/v1/sign-ins/by-link', { link: link.repeat(43) }, headers)
  }
  for (let at = 0; at < 6; at++) t.equal((await open('a', '203.0.113.1')).status, 404)
  t.equal(problemOf(await open('a', '203.0.113.1')), 'too-many')
  t.equal((await open('a', '203.0.113.2')).status, 404, 'another traveller')
  const [anna, bob] = [await applicant('anna@example.org'), await applicant('bob@example.org')]
  for (let at = 0; at < 6; at++) {
    const from = { 'evisa-client-address': `203.0.114.${at}` }
    t.equal((await anna.call('GET', '/v1/account', undefined, from)).status, 200)
  }
  t.equal(problemOf(await anna.call('GET', '/v1/account')), 'too-many', 'from wherever')
  t.equal((await bob.call('GET', '/v1/account')).status, 200)
  t.equal(problemOf(await open('a', 'nowhere')), 'bad-request')
  for (let at = 0; at < 6; at++) await open('a')
  t.equal(problemOf(await open('a')), 'too-many', 'a portal that names nobody is one')
})

t.test('codes are asked for thirty times a minute by one traveller', async (t) => {
  const { portal } = await people(await build(t))
  const ask = (at: number, address: string) => {
    const body = { email: `a${at}@example.org`, kind: 'host', language: 'en' }
    return portal.call('POST', '/v1/sign-ins', body, { 'evisa-client-address': address })
  }
  for (let at = 0; at < 30; at++) t.equal((await ask(at, '203.0.113.1')).status, 202)
  t.equal(problemOf(await ask(30, '203.0.113.1')), 'too-many')
  t.equal((await ask(31, '203.0.113.2')).status, 202)
})
