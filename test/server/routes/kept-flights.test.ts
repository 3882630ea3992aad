import { once } from 'node:events'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import type { Store } from '../../../server/store/store.ts'
import { ARRIVAL, build, PUBLIC_URL } from '../build-app.ts'
import { askForToken, makeProof } from '../dpop-device.ts'
import { FLIGHTS, flightOf, linesOf } from '../flights/made-flight.ts'

const CSV = { 'content-type': 'text/csv' }
const QUERY = `${FLIGHTS}?flight=KC104&checkpoint=NQZ&arrival=${encodeURIComponent(ARRIVAL)}`

t.test('a carrier sees its own flights only; of another’s it is not told that they exist', async (t) => {
  const { enrol } = await build(t)
  const [carrier, other, booth] = [await enrol('carrier'), await enrol('carrier'), await enrol('border')]
  const { id } = linesOf(await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }])))[0]
  const url = `${FLIGHTS}/${id}`
  const nothing = await other.call('GET', `${FLIGHTS}/0193e7a0-0000-7000-8000-000000000000`)
  for (const [method, path, body] of [
    ['GET', url],
    ['PUT', url, { checkpoint: 'NQZ', arrival: ARRIVAL }],
    ['DELETE', url],
    ['GET', `${url}/events`],
  ] as const) {
    const answer = await other.call(method, path, body)
    t.same([answer.status, answer.body], [404, nothing.body], `${method} ${path}`)
    t.equal((await booth.call(method, path, body)).status, 403)
  }
  t.same((await other.call('GET', FLIGHTS)).body.flights, [])
  t.equal((await carrier.call('DELETE', url)).status, 204)
  t.equal((await carrier.call('GET', url)).status, 404)
})

t.test('a CSV answer: exceptions first, and nothing that a spreadsheet would run', async (t) => {
  const { enrol } = await build(t)
  const carrier = await enrol('carrier')
  const list = 'reference,nationality\n"=HYPERLINK(""http://x"")",KAZ\n@cmd,DEU\n-1+1,AFG\n'
  const accept = { ...CSV, accept: 'text/csv' }
  const streamed = await carrier.call('POST', QUERY, list, accept)
  t.match(streamed.headers['content-type'], 'text/csv')
  t.equal(streamed.text.split('\r\n').length, 5)
  const { flights } = (await carrier.call('GET', FLIGHTS)).body
  const kept = await carrier.call('GET', `${FLIGHTS}/${flights[0].id}`, undefined, { accept: 'text/csv' })
  t.match(kept.headers['content-disposition'], 'KC104-2026-11-22.csv')
  for (const { text } of [streamed, kept]) {
    t.ok(text.startsWith('\ufeffrow,reference,answer'))
    t.notMatch(text, /(^|,)"?[=@+-]/m)
    t.match(text, `"'=HYPERLINK(""http://x"")"`)
  }
  t.match(kept.text.split('\r\n')[1], /CHECK BY HAND/)
  const russian = await carrier.call('GET', `${FLIGHTS}/${flights[0].id}?lang=ru`, undefined, { accept: 'text/csv' })
  t.match(russian.text, /ВИЗА НЕ НУЖНА/)
})

t.test('who hangs up before the flight is found keeps no place of its carrier', async (t) => {
  const store = heldStore()
  const { app, enrol, nobody, clock } = await build(t, { store: store.held })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const { id: device, key, call } = await enrol('carrier')
  const { id } = linesOf(await call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }])))[0]
  const path = `${FLIGHTS}/${id}`
  const context = { url: PUBLIC_URL, key, now: () => clock.now, send: nobody }
  const nonce: { nonce: string | null } = { nonce: null }
  const { access_token: token } = (await askForToken(device, context, nonce)).body
  for (let at = 0; at < 8; at++) {
    const dpop = await makeProof(context, { method: 'GET', path, token, nonce: nonce.nonce })
    const entered = store.hold()
    const connected = once(app.server, 'connection')
    const asked = get({ port, path, headers: { authorization: `DPoP ${token}`, dpop }, agent: false })
    asked.on('error', () => undefined)
    const [socket] = await connected
    const closed = once(socket, 'close')
    await entered
    asked.destroy()
    await closed
    await store.release()
  }
  t.equal((await call('GET', path)).status, 200)
})

/** A store that finds no flight before it is released, once it is told to hold. */
function heldStore() {
  let enter: (() => void) | null = null
  let leave: () => void = () => undefined
  let gate = Promise.resolve()
  return {
    held: (store: Store): Store => ({
      ...store,
      findFlight: async (...asked) => {
        enter?.()
        await gate
        return store.findFlight(...asked)
      },
    }),
    /** Ends when somebody waits. */
    hold: () => {
      gate = new Promise((resolve) => {
        leave = resolve
      })
      return new Promise<void>((resolve) => {
        enter = resolve
      })
    },
    release: () => {
      enter = null
      leave()
      return setImmediate()
    },
  }
}
