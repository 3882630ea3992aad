import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { startDeliveryQueue } from '../../../server/delivery/delivery-queue.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { build, NOW, problemOf } from '../build-app.ts'
import { madeMailServer, madePdf } from '../delivery/made-mail-server.ts'

const TO = { email: 'Traveller@Example.com', language: 'kk' }
const of = (number: string) => `/v1/visas/${number}/deliveries`

t.test('queues a delivery, says plainly that no mail server is set, and keeps one a time', async (t) => {
  const { authority, issue, logged } = await build(t)
  const { visa_number } = await issue()
  const queued = await authority('POST', of(visa_number), TO)
  t.match(queued, {
    status: 202,
    body: {
      ...{ visa_number, email: 'Traveller@example.com', language: 'kk', state: 'waiting', attempts: 0, error: null },
      ...{ unconfirmed: false, next_attempt_at: NOW, created_at: NOW, sent_at: null, resend_of: null },
      ...{ requested_by: 'authority', note: /^No mail server is set \(EVISA_SMTP_URL\)/ },
    },
  })
  const { id } = queued.body
  t.equal((await authority('POST', of(visa_number), TO)).body.id, id)
  t.match((await authority('GET', of(visa_number))).body.deliveries, [{ id }])
  t.match((await authority('GET', '/v1/deliveries?state=waiting')).body, { deliveries: [{ id }], complete: true })
  t.same((await authority('GET', '/v1/deliveries?state=bounced')).body, { deliveries: [], complete: true })
  t.same((await authority('GET', `/v1/deliveries?after=${id}`)).body.deliveries, [])
  const newest = '/v1/deliveries?order=newest&limit=1'
  t.match((await authority('GET', `${newest}&state=waiting`)).body, { deliveries: [{ id }], complete: false })
  t.same((await authority('GET', `${newest}&after=${id}`)).body.deliveries, [])
  t.match(await authority('POST', `/v1/deliveries/${id}/resend`), { status: 409, body: { detail: /It is waiting/ } })
  t.notMatch(JSON.stringify(logged()), /raveller/)
  const metrics = (await authority('GET', '/metrics')).text
  t.match(metrics, /^evisa_deliveries_waiting 1$/m)
  t.match(metrics, /^evisa_delivery_oldest_seconds 0$/m)
})

t.test('refuses an address that is none, with nothing queued and nothing repeated', async (t) => {
  const { authority, issue } = await build(t)
  const { visa_number } = await issue()
  for (const email of [
    'a@example.com\r\nBcc: all@example.com',
    'a@example.com\n',
    'a',
    '',
    'a@b.kz,c@d.kz',
    'x'.repeat(999),
  ]) {
    const answer = await authority('POST', of(visa_number), { email })
    t.same([answer.status, problemOf(answer)], [400, 'bad-request'])
    t.match(answer.body.detail, /e-mail address|An e-mail|After the @/)
  }
  for (const body of [{}, { email: 5 }, { email: 'a@b.kz', language: 'de' }, { email: 'a@b.kz', cc: 'c@d.kz' }])
    t.equal((await authority('POST', of(visa_number), body)).status, 400)
  t.same((await authority('GET', '/v1/deliveries')).body.deliveries, [])
  t.equal((await authority('GET', '/v1/deliveries?state=lost')).status, 400)
})

t.test('sends nothing that does not exist or was revoked, and nothing for anybody else', async (t) => {
  const { authority, issue, enrol, nobody } = await build(t)
  const { visa_number } = await issue()
  t.equal(problemOf(await authority('POST', of('K7Q2AAAAAAAA'), TO)), 'bad-request')
  const other = await build(t)
  t.equal(problemOf(await other.authority('POST', of(visa_number), TO)), 'not-found')
  t.equal(problemOf(await authority('POST', `/v1/deliveries/${'0'.repeat(36)}/resend`)), 'not-found')
  for (const role of ['carrier', 'border'] as const) {
    const device = await enrol(role)
    t.equal((await device.call('POST', of(visa_number), TO)).status, 403)
    for (const url of [of(visa_number), '/v1/deliveries']) t.equal((await device.call('GET', url)).status, 403)
  }
  t.equal((await nobody('GET', '/v1/deliveries')).status, 401)
  await authority('PUT', `/v1/visas/${visa_number}/status`, { status: 'revoked', reason: 'by mistake' })
  t.match(await authority('POST', of(visa_number), TO), {
    status: 409,
    body: { detail: /It is revoked: only an e-visa that is valid is sent/ },
  })
})

t.test('wakes the queue; what was sent is sent again on demand, as another message', async (t) => {
  const server = await madeMailServer(t, { atTheEnd: (count) => (count === 1 ? 'cut' : 'take') })
  let wake: () => void = () => undefined
  const { authority, issue, store, clock } = await build(t, { mail: { wake: () => wake() } })
  const queue = startDeliveryQueue({
    ...{ store, smtp: server.smtp, now: () => clock.now, random: () => 0.5 },
    documents: { pdf: async () => madePdf(), isSpecimen: async () => false },
    log: makeLogger('silent', { write: () => undefined }),
  })
  wake = queue.wake
  const { visa_number } = await issue()
  const sent = async (id: string) => {
    for (;;) {
      const { deliveries } = (await authority('GET', of(visa_number))).body
      const found = deliveries.find((one: { id: string }) => one.id === id)
      if (found.state === 'sent') return found
      await setTimeout(5)
    }
  }
  const { id } = (await authority('POST', of(visa_number), TO)).body
  t.match(await sent(id), { unconfirmed: true, note: /may have arrived/, next_attempt_at: null })
  const again = await authority('POST', `/v1/deliveries/${id}/resend`)
  t.match(again, { status: 202, body: { resend_of: id, email: 'Traveller@example.com', language: 'kk', note: null } })
  t.match(await sent(again.body.id), { unconfirmed: false, note: null })
  await queue.close()
  t.equal(server.came.length, 2)
})
