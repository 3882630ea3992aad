import { customFetch, ResponseBodyError } from 'oauth4webapi'
import t from 'tap'
import { Unreachable } from '../../../scanner-client/offline/http-call.ts'
import { isInvalidClient, meaningOf, oauthLine, type Sent } from '../../../scanner-client/offline/oauth-line.ts'
import { STATION_KEY } from '../made-station.ts'

const ISSUER = 'https://server.test'
const { signal } = new AbortController()

type Bounded = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: unknown },
) => Promise<Response>

function line(answer: { status: number; text?: string; headers?: Record<string, string> }) {
  const { status, text, headers = {} } = answer
  const sent: [string, Sent][] = []
  const begun = oauthLine(ISSUER, STATION_KEY.pair)(signal, async (url, init) => {
    sent.push([url, init])
    return { status, header: (name) => headers[name] ?? null, ...(text !== undefined && { text }) }
  })
  return { ...begun, sent, call: begun.options[customFetch] as Bounded }
}

t.test('the library gets a response of its own, with the headers that it needs and no other', async (t) => {
  const { call, answer, sent } = line({
    status: 401,
    text: '{}',
    headers: { 'dpop-nonce': 'one', 'content-type': 'a/b', 'set-cookie': 'x' },
  })
  t.equal(answer(), null)
  const response = await call(`${ISSUER}/v1/token`, {
    method: 'POST',
    headers: { a: 'b' },
    body: new URLSearchParams('c=d'),
  })
  t.same(
    [response.status, await response.text(), [...response.headers]],
    [
      401,
      '{}',
      [
        ['content-type', 'a/b'],
        ['dpop-nonce', 'one'],
      ],
    ],
  )
  t.equal(answer()?.status, 401)
  t.match(sent, [[`${ISSUER}/v1/token`, { method: 'POST', headers: { a: 'b' }, body: 'c=d', signal }]])
})

t.test('an answer without a body is one, and nothing is sent where there is nothing to send', async (t) => {
  for (const status of [204, 304]) {
    const { call, sent } = line({ status, text: 'not to be read' })
    t.equal((await call(`${ISSUER}/v1/x`, { method: 'GET', headers: {} })).body, null)
    t.notOk('body' in (sent[0]?.[1] ?? {}))
  }
})

t.test('what an error means, none of which ends the access: nothing of it is signed', async (t) => {
  const saying = (error: string, status = 401) => {
    const response = new Response(null, { status })
    return new ResponseBodyError('no', { cause: { error }, response })
  }
  const last = (status: number) => ({ status, header: () => null })
  t.equal(isInvalidClient(saying('invalid_client')), true)
  t.equal(isInvalidClient(saying('server_error')), false)
  t.match(meaningOf(saying('invalid_client'), last(401)), { name: 'Unreachable', message: /nothing proves/ })
  for (const status of [429, 503])
    t.match(meaningOf(saying('invalid_client', status), last(status)), { name: 'Unreachable' }, String(status))
  t.match(meaningOf(saying('server_error'), last(503)), { name: 'Unreachable', message: /answered 503/ })
  t.match(meaningOf(saying('server_error'), last(429)), { name: 'Unreachable', message: /answered 429/ })
  t.match(meaningOf(saying('server_error'), last(400)), { name: 'Unreachable', message: /not of the form/ })
  const bug = new RangeError('a bug')
  t.equal(meaningOf(bug, null), bug, 'without an answer nothing speaks for the network')
  const cut = new Unreachable('cut')
  t.equal(meaningOf(cut, last(200)), cut)
})
