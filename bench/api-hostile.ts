/**
 * A flood from a process of its own: so many connections, each with one kind of hostile request over and over, as fast
 * as it is answered, and opened anew where the server hangs up. A line in starts or stops it, and tells what was sent.
 */
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { answerLines } from './api-process.ts'

interface Told {
  readonly port: number
  readonly connections: number
  readonly kinds: readonly string[]
  readonly on: boolean
}

/** What was sent until now, by kind. */
export interface FloodTold {
  readonly sent: Readonly<Record<string, number>>
}

const json = 'content-type: application/json'
const token = 'A'.repeat(43)
const post = (path: string, headers: readonly string[], body: string, length = body.length) =>
  [`POST ${path} HTTP/1.1`, 'host: x', ...headers, `content-length: ${length}`, '', body].join('\r\n')
const get = (path: string, headers: readonly string[] = []) =>
  [`GET ${path} HTTP/1.1`, 'host: x', ...headers, '', ''].join('\r\n')

/** What each sends, and after how many milliseconds it gives up and hangs up: most wait for the answer. */
const KINDS: Readonly<Record<string, { readonly bytes: string; readonly patience?: number; readonly slow?: true }>> = {
  'two megabytes to where anybody may write': { bytes: post('/v1/devices', [json], `"${'x'.repeat(2_000_000)}"`) },
  'two megabytes without a token': { bytes: post('/v1/verifications', [json], `"${'x'.repeat(2_000_000)}"`) },
  'a megabyte of half a JSON': { bytes: post('/v1/devices', [json], `[${'[1],'.repeat(250_000)}`) },
  'half a JSON': { bytes: post('/v1/token', [json], '{"grant_type":') },
  'no token': { bytes: post('/v1/verifications', [json], '{}') },
  'a wrong bearer': { bytes: get('/v1/devices', [`authorization: Bearer ${token}`]) },
  'a wrong DPoP token': {
    bytes: post('/v1/verifications', [json, `authorization: DPoP ${token}`, 'dpop: a.b.c'], '{}'),
  },
  'wrong paths': { bytes: get('/admin/../../etc/passwd') },
  'a path that cannot be read': { bytes: get('/v1/visas/%zz') },
  'no HTTP': { bytes: 'HELO mail.example\r\n\r\n' },
  'what is expected of no server': { bytes: get('/', ['expect: miracles']) },
  'many at once': { bytes: get('/v1/devices').repeat(200) },
  'no patience': { bytes: get('/v1/devices'), patience: 50 },
  'slow bodies': { bytes: post('/v1/devices', [json], '{"secret":"', 4000), slow: true },
}

let open: Socket[] = []
let running = false
const sent: Record<string, number> = {}

await answerLines((line): FloodTold => {
  const { port, connections, kinds, on }: Told = JSON.parse(line)
  running = on
  if (on) {
    const names = kinds.length > 0 ? kinds : Object.keys(KINDS)
    for (let at = 0; at < connections; at++) void flood(port, names[at % names.length] ?? '')
  } else {
    for (const socket of open) socket.destroy()
    open = []
  }
  return { sent }
})

async function flood(port: number, kind: string): Promise<void> {
  const { bytes, patience, slow } = KINDS[kind] ?? { bytes: '' }
  sent[kind] ??= 0
  while (running) {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    open.push(socket)
    // Hung up on, reset: that is how it goes for the hostile.
    socket.on('error', () => undefined)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const send = () => {
      sent[kind] = (sent[kind] ?? 0) + 1
      socket.write(bytes)
    }
    socket.on('data', (chunk) => {
      // One answer, one request more: a status line is at the start of each.
      if (chunk.toString('latin1', 0, 9) === 'HTTP/1.1 ') send()
    })
    send()
    const drip = slow ? setInterval(() => socket.write('x'), 100) : undefined
    if (patience === undefined) await closed
    else await Promise.race([closed, setTimeout(patience)])
    clearInterval(drip)
    socket.destroy()
    open = open.filter((one) => one !== socket)
  }
}
