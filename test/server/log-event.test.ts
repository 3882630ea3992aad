import t from 'tap'
import { logEvent, makeLogger } from '../../server/log-event.ts'
import { entryOf } from '../made-device.ts'
import { ARRIVAL, AUTHORITY_TOKEN, application, build, MRZ } from './build-app.ts'

/** Which fields each event may have, besides those of every line. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  request: ['route', 'method', 'status', 'ms', 'device'],
  'request-failed': ['route', 'error', 'code'],
  'device-enrolled': ['device', 'role'],
}
const OF_EVERY_LINE = ['level', 'time', 'reqId', 'event']

t.test('no line of a whole session holds a name, number, token, code or address', async (t) => {
  const failing = { now: false }
  const { app, authority, nobody, enrol, issue, clock, logged } = await build(t, {
    store: (store) => ({
      ...store,
      findVisa: async (number) => {
        if (failing.now) throw new Error(`disk I/O error at ${number} of PERERA, passport N1234567`)
        return store.findVisa(number)
      },
    }),
  })
  const [carrier, booth] = [await enrol('carrier'), await enrol('border')]
  const visa = await issue()
  const number = visa.visa_number
  const asCarrier = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, flight: 'KC104', mrz: MRZ }
  const byNumber = { visa_number: number, passport_number: 'N1234567', birth_date: '1990-03-04' }
  await carrier.call('POST', '/v1/verifications', { text: visa.qr_text, situation: asCarrier })
  await carrier.call('POST', '/v1/verifications', { ...byNumber, situation: asCarrier })
  await carrier.call('POST', '/v1/verifications', { ...byNumber, situation: { ...asCarrier, PERERA: visa.qr_text } })
  await booth.handIn(entryOf(number, { operator: 'OFFICER-17', flight: 'KC104' }))
  await booth.call('GET', `/v1/visas/${number}`)
  await booth.call('GET', `/v1/visas/${number}/qr.png`)
  await authority('PUT', `/v1/visas/${number}/status`, { status: 'suspended', reason: 'NIMALI was asked' })
  await authority('POST', '/v1/visas', { ...application(), PERERA: 'NIMALI' })
  await authority('POST', '/v1/visas', '{"surname":"PERERA", N1234567', { 'content-type': 'application/json' })
  await nobody('GET', `/v1/visas/${number}?passport=N1234567`)
  await nobody('GET', `/nothing/${number}/PERERA`)
  await nobody('GET', `/v1/visas/${number}%zz`)
  await nobody('POST', '/v1/devices', { secret: AUTHORITY_TOKEN, name: 'PERERA' })
  await nobody('DELETE', `/v1/devices/${AUTHORITY_TOKEN}`)
  failing.now = true
  clock.now += 1
  t.equal((await authority('GET', `/v1/visas/${number}`)).status, 500)
  // What the framework itself has to say names the request.
  app.log.warn(
    { err: new Error(`cannot read ${number}`), req: { url: `/v1/visas/${number}` } },
    'Reply was already sent',
  )
  app.log.info(`Route GET:/v1/visas/${number} not found`)
  app.log.info({ event: 'made-up', name: 'PERERA' })

  const lines = logged()
  t.ok(lines.length > 15, `${lines.length} lines`)
  t.equal(lines.filter(({ event }) => event === 'request-failed').length, 1)
  const text = JSON.stringify(lines)
  const secrets = [
    number,
    visa.qr_text.slice(-40),
    visa.jws.slice(-40),
    visa.visa_support_number,
    AUTHORITY_TOKEN,
    'PERERA',
    'NIMALI',
    'N1234567',
    '1990-03-04',
    '900304',
    'OFFICER-17',
    'KC104',
    'disk I/O',
  ]
  for (const secret of secrets) t.notOk(text.includes(secret), `no line holds ${secret}`)
  for (const line of lines) {
    const allowed = FIELDS[String(line.event)]
    t.ok(allowed, `${line.event} is an event`)
    const beyond = Object.keys(line).filter((field) => ![...OF_EVERY_LINE, ...(allowed ?? [])].includes(field))
    t.same(beyond, [], `fields of ${line.event}`)
  }
  t.match(lines.at(-1), { event: 'request', route: '/v1/visas/:number', device: 'authority', status: 500 })
})

t.test('a request is logged by its route, method, status, time and device', async (t) => {
  const { enrol, logged } = await build(t)
  const booth = await enrol('border')
  await booth.call('GET', '/v1/visas/not-a-number')
  const { ms, time, reqId, ...line } = logged().at(-1) ?? {}
  t.strictSame(line, {
    level: 30,
    event: 'request',
    route: '/v1/visas/:number',
    method: 'GET',
    status: 400,
    device: booth.id,
  })
  t.ok(Number(ms) >= 0 && Number(time) > 0 && String(reqId) !== '')
})

t.test('writes events at their level and nothing else', async (t) => {
  const lines: string[] = []
  const log = makeLogger('error', { write: (line) => void lines.push(line) })
  logEvent(log, 'server-started', { address: 'http://127.0.0.1:1' })
  logEvent(log, 'request-failed', { route: '/', error: 'Error', code: '' })
  log.error('a line of the framework')
  log.child({ reqId: 'req-1' }).error({ err: new Error('raw') })
  log.error({ event: 'toString' })
  t.equal(lines.length, 1)
  t.match(JSON.parse(lines[0] ?? ''), { level: 50, event: 'request-failed', route: '/', error: 'Error', code: '' })
})
