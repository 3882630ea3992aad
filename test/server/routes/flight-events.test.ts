import type { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { ARRIVAL, type Built, build, NOW } from '../build-app.ts'
import { askForToken, makeDeviceKey, makeProof } from '../dpop-device.ts'
import { FLIGHTS, flightOf } from '../flights/made-flight.ts'

/** A carrier's device over the network, whose answers are read as they come. */
async function carrierOverNetwork(t: Test) {
  let url = ''
  const built = await build(t, { publicUrl: () => url })
  url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  // fetch makes connections ahead of use, and the server would wait a minute for what they ask.
  t.teardown(() => built.app.server.closeAllConnections())
  const key = await makeDeviceKey()
  const { secret } = (await built.authority('POST', '/v1/enrolment-codes', { role: 'carrier' })).body
  const { id } = (await built.askToEnrol({ secret, name: 'dcs' }, key)).body
  const context = { url, key, now: () => built.clock.now, send: built.nobody }
  const held: { nonce: string | null } = { nonce: null }
  const { access_token: token } = (await askForToken(id, context, held)).body
  const open = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const dpop = await makeProof(context, { method, path, token, nonce: held.nonce })
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `DPoP ${token}`, dpop, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    /** Reads until what came matches. */
    const until = async (pattern: RegExp): Promise<string> => {
      while (!pattern.test(text)) {
        const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
        if (done || value === undefined) throw new Error(`ended before ${pattern}: ${text}`)
        text += value
      }
      return text
    }
    return { answer, until, leave: () => reader?.cancel(), rest: () => reader?.read() }
  }
  return { ...built, id, open }
}

const flightsOf = async ({ store, id }: Pick<Built, 'store'> & { id: string }) => store.flightsOf(id, 10)

t.test('a watcher hears of a revocation within the time that it takes to look', async (t) => {
  const carrier = await carrierOverNetwork(t)
  const visa = await carrier.issue()
  const posted = await carrier.open('POST', FLIGHTS, flightOf([{ text: visa.qr_text }, { nationality: 'KAZ' }]))
  await posted.until(/"kind":"end"/)
  const [flight] = await flightsOf(carrier)
  const events = await carrier.open('GET', `${FLIGHTS}/${flight?.id}/events`)
  t.match(events.answer.headers.get('content-type'), 'text/event-stream')
  t.equal(events.answer.headers.get('content-encoding'), null, 'nothing waits in a compressor')
  t.match(await events.until(/\n\n/), /^event: flight\nid: 1\ndata: \{"id"/)
  await carrier.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  t.match(await events.until(/event: changed\nid: 2\n.*\n\n/), /"outcome":"refuse",.*"reason":"status\/revoked"/)
  events.leave()
  const back = await carrier.open('GET', `${FLIGHTS}/${flight?.id}/events`, undefined, { 'last-event-id': '1' })
  t.match(await back.until(/event: changed\nid: 2/), /event: flight\nid: 2/)
  const odd = await carrier.open('GET', `${FLIGHTS}/${flight?.id}/events`, undefined, { 'last-event-id': 'x' })
  t.equal(odd.answer.status, 400)
  // The server stops with a watcher still there: it is sent home.
  await carrier.app.close()
  await t.resolves(async () => {
    for (let part = await back.rest(); part?.done === false; part = await back.rest());
  })
})

t.test('a client that leaves in the middle stops nothing: the answers are kept', async (t) => {
  const carrier = await carrierOverNetwork(t)
  const visas = await Promise.all(Array.from({ length: 60 }, () => carrier.issue()))
  const posted = await carrier.open('POST', FLIGHTS, flightOf(visas.map(({ qr_text: text }) => ({ text }))))
  await posted.until(/"kind":"answer"/)
  posted.leave()
  for (let [flight] = await flightsOf(carrier); flight?.revision !== 1; [flight] = await flightsOf(carrier))
    await setTimeout(20)
  t.match(await flightsOf(carrier), [{ checkedAt: NOW, counts: { clear: 60 }, plan: { arrival: ARRIVAL } }])
})

t.test('no more flights at once than a carrier may have under way', async (t) => {
  const carrier = await carrierOverNetwork(t)
  const visas = await Promise.all(Array.from({ length: 40 }, () => carrier.issue()))
  const list = flightOf(visas.map(({ qr_text: text }) => ({ text })))
  const all = await Promise.all(Array.from({ length: 8 }, () => carrier.open('POST', FLIGHTS, list)))
  const statuses = all.map(({ answer }) => answer.status)
  t.same([...new Set(statuses)].toSorted(), [200, 429])
  for (const { answer, until } of all) if (answer.status === 200) await until(/"kind":"end"/)
  t.equal(
    (await flightsOf(carrier)).length,
    statuses.filter((status) => status === 200).length,
    'nothing was begun for the others',
  )
  const after = await carrier.open('POST', FLIGHTS, list)
  t.equal(after.answer.status, 200, 'the places are given back')
  // A server that ends under way keeps the connection for its next question, for more than a minute.
  await after.until(/"kind":"end"/)
})

t.test('who lost the line of a hundred watchers watches again at once', async (t) => {
  const carrier = await carrierOverNetwork(t)
  await (await carrier.open('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }]))).until(/"kind":"end"/)
  const [flight] = await flightsOf(carrier)
  const watch = () => carrier.open('GET', `${FLIGHTS}/${flight?.id}/events`)
  // A watcher may have the connection of a call before: connections are counted by their calls.
  const held = new Set<Socket>()
  carrier.app.server.on('request', ({ socket }) => {
    held.add(socket)
    socket.once('close', () => held.delete(socket))
  })
  const watchers = await Promise.all(Array.from({ length: 100 }, watch))
  for (const { until } of watchers) await until(/\n\n/)
  t.equal((await watch()).answer.status, 429)
  for (const { leave } of watchers) leave()
  // The one that was refused stays.
  while (held.size > 1) await setTimeout(1)
  t.equal((await watch()).answer.status, 200)
})

t.test('a device that was revoked while it watched hears nothing more', async (t) => {
  const carrier = await carrierOverNetwork(t)
  const visa = await carrier.issue()
  await (await carrier.open('POST', FLIGHTS, flightOf([{ text: visa.qr_text }]))).until(/"kind":"end"/)
  const [flight] = await flightsOf(carrier)
  const events = await carrier.open('GET', `${FLIGHTS}/${flight?.id}/events`)
  await events.until(/\n\n/)
  t.equal((await carrier.authority('DELETE', `/v1/devices/${carrier.id}`)).status, 204)
  await carrier.authority('PUT', `/v1/visas/${visa.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  t.match(await events.rest(), { done: true })
})
