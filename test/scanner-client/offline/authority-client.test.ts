import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { fetch } from 'undici'
import { type AuthorityClient, authorityClient, enrolDevice } from '../../../scanner-client/offline/authority-client.ts'
import type { DeviceAccess } from '../../../scanner-client/offline/device-access.ts'
import { type Fetch, httpCall, Rejected, Unreachable } from '../../../scanner-client/offline/http-call.ts'
import { makeDeviceKey } from '../../server/dpop-device.ts'

const EVENT = 'an.event.signed'
const page = { receipts: 'signed.receipts.here'.repeat(4) }
/** What a server answers to an enrolment: it is at home where it was asked. */
const deviceAt = ({ headers }: Pick<IncomingMessage, 'headers'>) => ({
  id: 'dev-1',
  role: 'border',
  issuer: `http://${headers.host}`,
  carrier: null,
  administrator: false,
})
const { pair: key } = await makeDeviceKey()
const undiciFetch = fetch as unknown as Fetch

async function listening(t: Test, server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((resolve) => void server.close(() => resolve()))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const answering = (t: Test, answer: (request: IncomingMessage, response: ServerResponse) => void) =>
  listening(t, createServer(answer))

/** A server that writes these bytes to everybody and hangs up. */
const writing = (t: Test, bytes: string) =>
  listening(
    t,
    createTcpServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => socket.end(bytes))
    }),
  )

/** The line of a device that needs no token: how it gets one is another module's matter. */
const openAccess = (server: string, given: Fetch = undiciFetch): DeviceAccess => ({
  call: (method, path, { body, maxCharacters, signal }) => {
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const text = body === undefined ? {} : { body: JSON.stringify(body) }
    return httpCall(given, `${server}${path}`, { method, headers, ...text, signal }, maxCharacters)
  },
})

const clientFor = (server: string, signal: AbortSignal, given: Fetch = undiciFetch) =>
  authorityClient(given, server, { id: 'dev-1', access: openAccess(server, given) }, signal)

const clientOf = (server: string, milliseconds = 5000): Line => {
  const signal = AbortSignal.timeout(milliseconds)
  return { ...clientFor(server, signal), enrol: () => enrolDevice(undiciFetch, server, ENROLMENT, signal) }
}

type Line = AuthorityClient & { enrol(): Promise<unknown> }
const ENROLMENT = { secret: 's', name: 'n', key }
const REPORT = { unsent: 1, head_seq: 2, data_as_of: null, ledger_as_of: 3 }

const CALLS: Readonly<Record<string, (client: Line) => Promise<unknown>>> = {
  artefact: (client) => client.artefact('trust', 1000, null),
  handIn: (client) => client.handIn([EVENT]),
  feed: (client) => client.feed(0),
  conflicts: (client) => client.conflicts([]),
  referrals: (client) => client.referrals('NQZ'),
  report: (client) => client.report(REPORT),
  enrol: (client) => client.enrol(),
}

async function allUnreachable(t: Test, client: () => Line, message: RegExp): Promise<void> {
  for (const [name, call] of Object.entries(CALLS)) {
    const error = await call(client()).then(
      () => 'answered',
      (error: unknown) => error,
    )
    t.ok(error instanceof Unreachable, `${name}: ${error}`)
    t.match((error as Error).message, message, name)
  }
}

t.test('sends each call as the API says, and gives what it answers', async (t) => {
  const seen: unknown[] = []
  const answersTo = (request: IncomingMessage): Readonly<Record<string, readonly [number, unknown]>> => ({
    '/v1/crossings': [200, page],
    '/v1/crossings/feed?after=17': [200, 'a signed page'],
    '/v1/devices/dev-1/report': [204, undefined],
    '/v1/devices': [201, deviceAt(request)],
  })
  const server = await answering(t, (request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const { dpop, 'content-type': type } = request.headers
      seen.push([request.method, request.url, type, body === '' ? null : JSON.parse(body), dpop !== undefined])
      const [status, answer] = answersTo(request)[request.url ?? ''] ?? [404, null]
      response.writeHead(status).end(answer === undefined ? undefined : JSON.stringify(answer))
    })
  })
  const client = clientOf(server)
  t.same(await client.handIn([EVENT]), page.receipts)
  t.equal(await client.feed(17), '"a signed page"')
  t.equal(await client.report(REPORT), undefined)
  t.match(await client.enrol(), { id: 'dev-1', role: 'border', issuer: server })
  t.same(seen, [
    ['POST', '/v1/crossings', 'application/json', { events: [EVENT] }, false],
    ['GET', '/v1/crossings/feed?after=17', undefined, null, false],
    ['PUT', '/v1/devices/dev-1/report', 'application/json', REPORT, false],
    ['POST', '/v1/devices', 'application/json', { secret: 's', name: 'n' }, true],
  ])
})

t.test('proves the key that it enrols by the nonce of the server, and asks for one once', async (t) => {
  const nonces: unknown[] = []
  const server = await answering(t, (request, response) => {
    const { headers } = request
    const { nonce } = JSON.parse(Buffer.from(String(headers.dpop).split('.')[1] ?? '', 'base64url').toString())
    nonces.push(nonce)
    if (nonce === 'fresh') return response.writeHead(201).end(JSON.stringify(deviceAt(request)))
    return response.writeHead(401, { 'dpop-nonce': 'fresh' }).end('{}')
  })
  t.match(await clientOf(server).enrol(), { id: 'dev-1' })
  t.same(nonces, [undefined, 'fresh'])
  const never = await answering(t, (_, response) => response.writeHead(401, { 'dpop-nonce': 'x' }).end('{}'))
  await t.rejects(clientOf(never).enrol(), Rejected)
})

t.test('signs in at no other server than the one that its code names', async (t) => {
  const server = await answering(t, (request, response) =>
    response.writeHead(201).end(JSON.stringify({ ...deviceAt(request), issuer: 'http://elsewhere.test' })),
  )
  await t.rejects(clientOf(server).enrol(), { name: 'Unreachable', message: /another name/ })
})

t.test('follows nobody elsewhere with what it sends', async (t) => {
  const reached: unknown[] = []
  const elsewhere = await answering(t, ({ url }, response) => {
    reached.push(url)
    response.end('{}')
  })
  const server = await answering(t, ({ url }, response) =>
    response.writeHead(307, { location: `${elsewhere}${url}` }).end(),
  )
  await allUnreachable(t, () => clientOf(server), /asks you to sign in first/)
  t.same(reached, [])
})

t.test('asks for an artefact only if it is another than the one held', async (t) => {
  const server = await answering(t, ({ url, headers }, response) => {
    if (url !== '/v1/artefacts/status/0') return response.writeHead(404).end('{}')
    if (headers['if-none-match'] === '"a"') return response.writeHead(304).end()
    return response.end('a body that is no JSON')
  })
  const client = clientOf(server)
  t.same(await client.artefact('status/0', 100, null), { text: 'a body that is no JSON' })
  t.equal(await client.artefact('status/0', 100, 'a'), 'unchanged')
  t.same(await client.artefact('status/0', 100, 'old'), { text: 'a body that is no JSON' })
  t.equal(await client.artefact('status/1', 100, null), 'missing')
})

t.test('reads no more of an answer than is expected', async (t) => {
  let sent = 0
  const server = await answering(t, (_, response) => {
    const chunk = 'x'.repeat(65_536)
    const write = () => {
      sent += chunk.length
      if (response.write(chunk)) setImmediate(write)
      else response.once('drain', write)
    }
    write()
  })
  const error = await clientOf(server)
    .artefact('trust', 1_000_000, null)
    .catch((error: unknown) => error)
  t.ok(error instanceof Unreachable)
  t.match((error as Error).message, /longer than any/)
  t.ok(sent < 20_000_000, `${sent} bytes were sent`)
  const short = await answering(t, (_, response) => response.end('\u00e9'.repeat(10)))
  t.same(
    await clientOf(short).artefact('trust', 10, null),
    { text: '\u00e9'.repeat(10) },
    'it is characters that count',
  )
})

t.test('is unreachable when nobody listens', async (t) => {
  const server = createTcpServer()
  const address = await listening(t, server)
  server.close()
  await allUnreachable(t, () => clientOf(address), /cannot be reached/)
  await allUnreachable(t, () => clientOf('http://no-such-host.invalid'), /cannot be reached/)
})

t.test('is unreachable when no answer comes in time, and gives up in that time', async (t) => {
  const silent = await answering(t, () => undefined)
  const slow = await answering(t, (_, response) => void response.write('{"events":['))
  for (const server of [silent, slow]) {
    await allUnreachable(t, () => clientOf(server, 100), /cannot be reached/)
  }
  const over = AbortSignal.timeout(1)
  await new Promise((resolve) => setTimeout(resolve, 20))
  await allUnreachable(
    t,
    () => ({ ...clientFor(silent, over), enrol: () => enrolDevice(undiciFetch, silent, ENROLMENT, over) }),
    /cannot be reached/,
  )
})

t.test('is unreachable when the answer is cut in the middle or is no HTTP', async (t) => {
  const body = JSON.stringify(page)
  for (const [name, bytes] of Object.entries({
    'with its length': `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 40)}`,
    'in chunks': `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n${body.slice(0, 40)}`,
    'in its head': 'HTTP/1.1 200 OK\r\ncontent-le',
    'no HTTP': 'SSH-2.0-OpenSSH_9.7\r\n',
    nothing: '',
  })) {
    const server = await writing(t, bytes)
    await t.test(name, (t) => allUnreachable(t, () => clientOf(server), /cannot be reached/))
  }
})

t.test('is unreachable when JSON was asked for and none of the right form comes', async (t) => {
  const jsonCalls = { handIn: CALLS.handIn, enrol: CALLS.enrol }
  for (const [body, message] of [
    [JSON.stringify(page).slice(0, 40), /cut off/],
    ['<html>Welcome to the airport Wi-Fi</html>', /asks you to sign in first/],
    ['', /cut off/],
    ['null', /not of the form/],
    ['[]', /not of the form/],
    ['{}', /not of the form/],
    ['"ok"', /not of the form/],
    [JSON.stringify({ receipts: [page.receipts] }), /not of the form/],
    [JSON.stringify({ id: 'dev-1', role: 'authority', issuer: 'http://x' }), /not of the form/],
  ] as const) {
    const server = await answering(t, ({ url }, response) =>
      response.writeHead(url === '/v1/devices' ? 201 : 200).end(body),
    )
    for (const [name, call] of Object.entries(jsonCalls)) {
      const error = await call?.(clientOf(server)).catch((error: unknown) => error)
      t.ok(error instanceof Unreachable, `${name}: ${body.slice(0, 40)}`)
      t.match((error as Error).message, message, name)
    }
  }
})

t.test('is unreachable when the server is in trouble', async (t) => {
  for (const status of [429, 500, 502, 503]) {
    const server = await answering(t, (_, response) => response.writeHead(status).end('{"detail":"a secret"}'))
    await allUnreachable(t, () => clientOf(server), new RegExp(`the server answered ${status}`))
  }
})

t.test('is rejected, with the status and the reason, when the server says no', async (t) => {
  // To a question that a server of before does not know, 404 is an answer.
  const { artefact, conflicts: _, referrals: __, ...jsonCalls } = CALLS
  for (const [status, body, message] of [
    [401, '{"title":"Not signed in","detail":"enrol again"}', 'enrol again'],
    [403, '{"title":"Not allowed"}', 'Not allowed'],
    [404, 'plain', 'the server answered 404'],
    [409, 'null', 'the server answered 409'],
    [400, '{"detail":{"toString":1}}', 'the server answered 400'],
  ] as const) {
    const server = await answering(t, (_, response) => response.writeHead(status).end(body))
    for (const [name, call] of Object.entries(jsonCalls)) {
      const error = await call(clientOf(server)).catch((error: unknown) => error)
      t.ok(error instanceof Rejected, `${name} ${status}: ${error}`)
      t.match(error, { status, message }, name)
    }
    // An artefact is for anyone: there is nothing to be rejected for.
    const answer = await artefact?.(clientOf(server)).catch((error: unknown) => error)
    t.ok(status === 404 ? answer === 'missing' : answer instanceof Unreachable, `artefact ${status}`)
  }
})

t.test('takes one plain, short line of what the server says, since a terminal will show it', async (t) => {
  const detail = `gone\u001b[2J\u001b[H\r\n[ \u2714 ] ADMIT\u009b31m\u202e${'x'.repeat(5000)}`
  const server = await answering(t, (_, response) => response.writeHead(403).end(JSON.stringify({ detail })))
  const error = await clientOf(server)
    .feed(0)
    .catch((error: unknown) => error)
  t.match((error as Error).message, /^gone \[2J \[H \[ \u2714 \] ADMIT 31m x+$/)
  t.equal((error as Error).message.length, 200)
})

t.test('lets a bug be a bug', async (t) => {
  const broken: Fetch = async () => {
    throw new RangeError('a bug')
  }
  await t.rejects(clientFor('http://x', new AbortController().signal, broken).feed(0), RangeError)
})

t.test(
  'a server of before, which knows no question about the time, is no fault; any other refusal is one',
  async (t) => {
    let status = 404
    const client = clientOf(await answering(t, (_, response) => response.writeHead(status).end('{}')))
    t.equal(await client.time('a-nonce'), null)
    status = 403
    await t.rejects(client.time('a-nonce'), Rejected)
    status = 503
    await t.rejects(client.time('a-nonce'), Unreachable)
  },
)

t.test('whether an e-visa was replaced is told by an answer of its form, and by nothing else', async (t) => {
  let answer = '{"findings":[{"reason":"status/replaced","outcome":"refuse"}],"outcome":"refuse"}'
  const client = clientOf(await answering(t, (_, response) => response.end(answer)))
  const ask = () => client.isReplaced('123', { audience: 'entry', checkpoint: 'NQZ' })
  t.equal(await ask(), true)
  answer = '{"findings":[{"reason":"status/revoked"}]}'
  t.equal(await ask(), false)
  for (const none of ['<html>sign in</html>', '{}', '{"findings":["status/replaced"]}', answer.slice(0, -1)]) {
    answer = none
    const error = await ask().catch((thrown: unknown) => thrown)
    t.ok(error instanceof Unreachable, none)
  }
})

t.test('asks what stands open of its records, and a server of before knows no such question', async (t) => {
  const asked: (string | undefined)[] = []
  let status = 200
  const answer = { conflicts: [], more: false, closed: ['K7Q2M4XN9TBF'] }
  const server = await answering(t, ({ url }, response) => {
    asked.push(url)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  t.same(await clientOf(server).conflicts(['K7Q2M4XN9TBF', '222222222222']), answer)
  t.same(await clientOf(server).conflicts([]), answer)
  t.same(asked, ['/v1/crossings/conflicts?double_uses=K7Q2M4XN9TBF,222222222222', '/v1/crossings/conflicts'])
  status = 404
  t.equal(await clientOf(server).conflicts([]), null)
  status = 403
  await t.rejects(clientOf(server).conflicts([]), Rejected)
})

t.test('asks who was sent to second line, and a server of before knows no such question', async (t) => {
  const asked: (string | undefined)[] = []
  let [status, act]: [number, unknown] = [200, null]
  const server = await answering(t, ({ url }, response) => {
    asked.push(url)
    const referrals = [{ event: {}, jws: EVENT, state: 'open', act }]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ referrals, next: null }))
  })
  t.match(await clientOf(server).referrals('NQZ'), {
    referrals: [{ jws: EVENT, state: 'open', act: null }],
    more: false,
  })
  // What is no time could not be shown.
  for (const at of ['now', 1e15]) {
    act = { device: 'booth-2', operator: null, at }
    await t.rejects(clientOf(server).referrals('N/Z'), Unreachable, `${at}`)
  }
  t.same(asked.slice(0, 2), ['/v1/referrals?checkpoint=NQZ', '/v1/referrals?checkpoint=N%2FZ'])
  status = 404
  t.equal(await clientOf(server).referrals('NQZ'), null)
})

t.test('follows the list of second line to its end, and says so where it goes no further', async (t) => {
  const asked: (string | undefined)[] = []
  let pages = 2
  const server = await answering(t, ({ url }, response) => {
    asked.push(url)
    const referrals = [{ event: {}, jws: `${asked.length}`, state: 'open', act: null }]
    const next = asked.length < pages ? `${asked.length}.a` : null
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ referrals, next }))
  })
  t.match(await clientOf(server).referrals('NQZ'), { referrals: [{ jws: '1' }, { jws: '2' }], more: false })
  t.same(asked, ['/v1/referrals?checkpoint=NQZ', '/v1/referrals?checkpoint=NQZ&after=1.a'])
  asked.length = 0
  pages = 99
  const told = await clientOf(server).referrals('NQZ')
  t.match(told, { more: true })
  t.equal(told?.referrals.length, 10)
})

t.test(
  'keeps what it read of second line where a later page is not answered, and says that there are more',
  async (t) => {
    const answers = [
      [200, '{"referrals":[],"next":7}'],
      [404, '{}'],
      [503, '{}'],
      [200, '{"referrals":['],
    ] as const
    for (const [status, text] of answers) {
      const server = await answering(t, ({ url }, response) => {
        const isFirst = !url?.includes('after')
        const referrals = [{ event: {}, jws: '1', state: 'open', act: null }]
        const body = isFirst ? JSON.stringify({ referrals, next: '1.a' }) : text
        response.writeHead(isFirst ? 200 : status, { 'content-type': 'application/json' }).end(body)
      })
      t.match(await clientOf(server).referrals('NQZ'), { referrals: [{ jws: '1' }], more: true }, `${status} ${text}`)
    }
  },
)
