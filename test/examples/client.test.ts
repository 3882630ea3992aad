import { readFile } from 'node:fs/promises'
import createClient from 'openapi-fetch'
import t from 'tap'
import { clientTypes } from '../../examples/client/client-types.ts'
import type { paths } from '../../examples/client/evisa-api.d.ts'
import { deviceAccess } from '../../scanner-client/offline/device-access.ts'
import { ARRIVAL, build, NOW, PUBLIC_URL } from '../server/build-app.ts'
import { makeDeviceKey } from '../server/dpop-device.ts'

const FILE = new URL('../../examples/client/evisa-api.d.ts', import.meta.url)

t.test("the client's types are those of this server: otherwise run npm run client", async (t) => {
  const { app } = await build(t)
  const made = await clientTypes(JSON.parse(JSON.stringify(app.swagger())))
  const kept = await readFile(FILE, 'utf8')
  // Not compared as text by the test: a difference would be thousands of lines.
  t.ok(made === kept, `made ${made.length} characters, kept ${kept.length}`)
  t.notMatch(kept, /"?def-\d+/, 'every schema has a name')
})

t.test('a document of another server makes other types', async (t) => {
  const { app } = await build(t)
  const document = JSON.parse(JSON.stringify(app.swagger()))
  delete document.paths['/v1/verifications']
  t.not(await clientTypes(document), await readFile(FILE, 'utf8'))
})

t.test('the client enrols, gets a token and checks a passenger and a flight on a real server', async (t) => {
  const address = { url: PUBLIC_URL }
  const { app, authority, issue } = await build(t, { publicUrl: () => address.url })
  address.url = await app.listen({ host: '127.0.0.1', port: 0 })
  const visa = await issue()
  const { secret } = (await authority('POST', '/v1/enrolment-codes', { role: 'carrier' })).body
  const key = await makeDeviceKey()

  const open = createClient<paths>({ baseUrl: address.url })
  const health = await open.GET('/health/ready')
  t.equal(health.data?.status, 'ok')
  const refused = await open.POST('/v1/devices', { body: { secret, name: 'no proof' } })
  t.same([refused.response.status, refused.error?.title], [401, 'Sign in first'])

  const { enrolDevice } = await import('../../scanner-client/offline/authority-client.ts')
  const signal = AbortSignal.timeout(10_000)
  const { id } = await enrolDevice(fetch, address.url, { secret, name: 'a client', key: key.pair }, signal)
  const access = deviceAccess({
    fetch,
    issuer: address.url,
    device: id,
    key: key.pair,
    now: () => Math.floor(Date.now() / 1000),
    trust: async () => null,
  })

  // What openapi-fetch sends goes out with the token and the proof of the device.
  const client = createClient<paths, 'application/json'>({
    baseUrl: address.url,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url)
      const body = request.method === 'GET' ? undefined : await request.text()
      const headers = { 'content-type': request.headers.get('content-type') ?? '' }
      const accept = request.headers.get('accept') ?? '*/*'
      const answer = await access.stream(request.method, `${pathname}${search}`, {
        ...{ accept, headers: body === undefined ? {} : headers, body, signal },
      })
      let text = ''
      for await (const chunk of answer.chunks) text += chunk
      return new Response(text, {
        status: answer.status,
        headers: { 'content-type': answer.header('content-type') ?? '' },
      })
    },
  })
  const { data } = await client.POST('/v1/verifications', {
    body: {
      text: visa.qr_text,
      situation: { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL },
      receipt: true,
    },
  })
  t.same([data?.outcome, data?.reason, data?.visa?.visa_number], ['clear', 'passport/not-read', visa.visa_number])
  t.ok(data?.receipt?.receipt)
  t.equal(data?.decided_at, NOW)

  const passengers = [{ reference: '1A', text: visa.qr_text }, { nationality: 'DEU' }]
  const checked = await client.POST('/v1/flight-checks', {
    body: { flight: 'KC104', checkpoint: 'NQZ', arrival: ARRIVAL, passengers },
    parseAs: 'text',
  })
  const [first] = String(checked.data).split('\n')
  const { data: flight } = await client.GET('/v1/flight-checks/{id}', {
    params: { path: { id: JSON.parse(first ?? '').id } },
  })
  t.same(flight?.flight.counts, { clear: 1, refer: 0, refuse: 0, not_applicable: 1 })
  t.same(
    flight?.answers.map(({ outcome, reason }) => [outcome, reason]),
    [
      ['clear', 'passport/not-read'],
      ['not-applicable', 'exempt/visa-free'],
    ],
  )
})
