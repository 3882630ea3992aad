import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import {
  AccessEnded,
  type Fetch,
  httpCall,
  httpStream,
  isNoAnswer,
  Rejected,
  readJson,
  refusal,
  SignInFirst,
  Unreachable,
} from '../../../scanner-client/offline/http-call.ts'

const init = () => ({ method: 'GET', headers: {}, signal: new AbortController().signal })
const answering =
  (text: string, status = 200): Fetch =>
  async () => ({ status, headers: new Headers({ date: 'now' }), body: new Response(text).body })

t.test('reads a whole answer, and no more than is expected', async (t) => {
  const answer = await httpCall(answering('Қате'), 'http://x', init(), 4)
  t.match(answer, { status: 200, text: 'Қате' })
  t.equal(answer.header('date'), 'now')
  await t.rejects(httpCall(answering('Қате!'), 'http://x', init(), 4), Unreachable)
})

t.test('a failure of the network is told from a bug', async (t) => {
  const failing =
    (error: Error): Fetch =>
    async () => {
      throw error
    }
  await t.rejects(httpCall(failing(new TypeError('fetch failed')), 'http://x', init(), 4), Unreachable)
  await t.rejects(httpCall(failing(new RangeError('a bug')), 'http://x', init(), 4), RangeError)
  const over = { ...init(), signal: AbortSignal.abort() }
  await t.rejects(httpCall(failing(new RangeError('aborted')), 'http://x', over, 4), Unreachable)
})

t.test('a network that answers in the place of the server is told to be one', async (t) => {
  const page = '<!doctype html><title>Airport Wi-Fi</title>'
  const html = { 'content-type': 'text/html; charset=utf-8' }
  const answers: Readonly<Record<string, readonly [number, Record<string, string>, string]>> = {
    '/page': [200, html, page],
    '/page-refused': [403, html, page],
    '/page-under-another-name': [200, { 'content-type': 'application/json' }, `\n ${page}`],
    '/sent-on': [302, { location: 'http://login.airport.example/?from=x' }, ''],
    '/sent-on-for-good': [308, { location: 'https://login.airport.example/' }, page],
    '/required': [511, html, page],
    '/elsewhere': [302, { location: '/other' }, ''],
    '/nowhere': [301, { location: '' }, ''],
    '/in-trouble': [502, html, page],
    '/too-many': [429, html, page],
    '/unchanged': [304, {}, ''],
    '/good': [200, { 'content-type': 'application/json' }, '{}'],
  }
  const server = createServer((request, response) => {
    const [status, headers, body] = answers[request.url ?? ''] ?? [404, {}, '']
    response.writeHead(status, headers).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const call = (path: string) => httpCall(fetch, `${origin}${path}`, init(), 1000)
  for (const path of [
    '/page',
    '/page-refused',
    '/page-under-another-name',
    '/sent-on',
    '/sent-on-for-good',
    '/required',
  ])
    await t.rejects(call(path), SignInFirst, path)
  for (const path of ['/page', '/sent-on', '/required'])
    await t.rejects(httpStream(fetch, `${origin}${path}`, init()), SignInFirst, path)
  await t.rejects(call('/elsewhere'), { name: 'Unreachable', message: 'the server answered 302' })
  await t.rejects(call('/nowhere'), { name: 'Unreachable', message: 'the server answered 301' })
  t.match(await call('/in-trouble'), { status: 502 }, 'that is of whoever stands before the server')
  t.match(await call('/too-many'), { status: 429 })
  t.match(await call('/unchanged'), { status: 304 })
  t.match(await call('/good'), { status: 200, text: '{}' })
  // A browser does not say where to.
  const opaque: Fetch = async () => ({ status: 0, type: 'opaqueredirect', headers: new Headers(), body: null })
  await t.rejects(httpCall(opaque, 'https://x.example', init(), 4), SignInFirst)
  await t.rejects(
    httpCall(fetch, origin.replace('http:', 'https:'), init(), 4),
    { name: 'Unreachable', message: /cannot be reached/ },
    'a portal cannot speak for a server over TLS',
  )
})

t.test('trouble is no refusal', async (t) => {
  for (const status of [408, 429, 500, 503]) t.ok(refusal({ status, text: '' }) instanceof Unreachable, String(status))
  for (const status of [400, 401, 403, 404]) t.ok(refusal({ status, text: '' }) instanceof Rejected, String(status))
  t.match(refusal({ status: 403, text: '{"detail":"no\\u001b[2J way"}' }), { message: 'no [2J way', status: 403 })
  t.ok(new AccessEnded(401, 'revoked') instanceof Rejected)
  t.equal(readJson('{'), undefined)
})

t.test('an answer is read while it comes; a line that breaks is told, and who stops reading ends it', async (t) => {
  let cancelled = 0
  const giving =
    (pieces: readonly (Uint8Array | Error)[]): Fetch =>
    async () => {
      const rest = [...pieces]
      const read = async () => {
        const piece = rest.shift()
        if (piece instanceof Error) throw piece
        return piece === undefined ? { done: true } : { done: false, value: piece }
      }
      const cancel = async () => {
        cancelled += 1
      }
      return { status: 200, headers: new Headers(), body: { getReader: () => ({ read, cancel }) } }
    }
  const all = async (fetch: Fetch, most = 9) => {
    const found: string[] = []
    const { chunks } = await httpStream(fetch, 'http://x', init())
    for await (const chunk of chunks) if (found.push(chunk) >= most) break
    return found
  }
  const [first, second] = [new Uint8Array([0x61, 0xd0]), new Uint8Array([0xb1, 0x62])]
  t.same(await all(giving([first, second])), ['a', 'бb'], 'a letter that was cut in two')
  t.equal(cancelled, 0)
  t.same(await all(giving([first, second]), 1), ['a'])
  t.equal(cancelled, 1)
  await t.rejects(all(giving([first, new TypeError('network error')])), Unreachable)
  await t.rejects(all(giving([new RangeError('a bug')])), RangeError)
  await t.rejects(
    httpStream(() => Promise.reject(new TypeError('fetch failed')), 'http://x', init()),
    Unreachable,
  )
})

t.test('an end of access is no answer that one goes on without, nor is a bug', (t) => {
  const unanswered = [new Unreachable('nobody'), new SignInFirst(), new Rejected(403, 'no')]
  for (const error of unanswered) t.equal(isNoAnswer(error), true, error.name)
  for (const error of [new AccessEnded(401, 'ended'), new TypeError('a bug')])
    t.equal(isNoAnswer(error), false, error.name)
  t.end()
})
