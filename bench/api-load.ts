/**
 * A client that costs little beside the server that it loads: requests are bytes made beforehand, a connection is a
 * bare socket with one request under way, and of an answer only the head is looked at.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'

export interface Connection {
  /** Sends one request, and waits for the whole answer. Rejects one whose head is not as it is wanted. */
  send(request: Buffer): Promise<void>
  close(): void
}

const WELL = /^HTTP\/1\.1 200 /

/** `wanted`: what the head of every answer has to be like. */
export async function openConnections(port: number, count: number, wanted = WELL): Promise<readonly Connection[]> {
  return Promise.all(Array.from({ length: count }, () => openConnection(port, wanted)))
}

/** One request after the other on every connection, as fast as it is answered: requests a second. */
export async function fullLoad(connections: readonly Connection[], requests: readonly Buffer[]): Promise<number> {
  let next = 0
  const from = performance.now()
  await Promise.all(
    connections.map(async (connection) => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
        await connection.send(request)
      }
    }),
  )
  return (requests.length / (performance.now() - from)) * 1000
}

/**
 * Requests that come so many a second whether the earlier ones were answered or not, as those of many devices do: the
 * milliseconds that each took, with its wait for a free connection.
 */
export async function steadyLoad(
  connections: readonly Connection[],
  requests: readonly Buffer[],
  perSecond: number,
): Promise<readonly number[]> {
  const free = [...connections]
  const due: { readonly request: Buffer; readonly since: number }[] = []
  const latencies: number[] = []
  const from = performance.now()
  let made = 0
  let failed: unknown = null
  const pass = async (connection: Connection) => {
    for (let one = due.shift(); one !== undefined; one = due.shift()) {
      await connection.send(one.request)
      latencies.push(performance.now() - one.since)
    }
    free.push(connection)
  }
  while (latencies.length < requests.length) {
    if (failed !== null) throw failed
    await new Promise((resolve) => setTimeout(resolve, 1))
    const since = performance.now()
    const wanted = Math.min(requests.length, Math.floor(((since - from) / 1000) * perSecond))
    for (; made < wanted; made++) due.push({ request: requests[made] as Buffer, since })
    while (due.length > 0) {
      const connection = free.pop()
      if (connection === undefined) break
      pass(connection).catch((error) => {
        failed = error
      })
    }
  }
  return latencies
}

/** Requests of devices that each wait for their answer before they ask again: a list a connection. */
export async function loadInTurn(
  connections: readonly Connection[],
  lists: readonly (readonly Buffer[])[],
): Promise<void> {
  await Promise.all(
    connections.map(async (connection, at) => {
      for (const request of lists[at] ?? []) await connection.send(request)
    }),
  )
}

async function openConnection(port: number, wanted: RegExp): Promise<Connection> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(socket, 'connect')
  return {
    send: async (request) => {
      // A server hangs up on a connection that is idle for long: nothing would ever answer.
      if (socket.destroyed || socket.readableEnded) throw new Error('the connection was closed while it was idle')
      const answered = readAnswer(socket)
      socket.write(request)
      const head = await answered
      if (!wanted.test(head)) throw new Error(`an honest request was answered "${head}"`)
    },
    close: () => socket.destroy(),
  }
}

/** The head of an answer, once all of it is there. */
function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    let length = 0
    const done = (outcome: string | Error) => {
      socket.off('data', onData).off('close', onClose)
      if (typeof outcome === 'string') resolve(outcome)
      else reject(outcome)
    }
    const onClose = () => done(new Error(`the connection was closed after "${text.slice(0, 200)}"`))
    const onData = (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (length === 0) {
        const end = text.indexOf('\r\n\r\n')
        if (end < 0) return
        const said = /\r\ncontent-length: ([0-9]+)/i.exec(text)
        length = end + 4 + Number(said?.[1] ?? Number.NaN)
        if (Number.isNaN(length)) return done(new Error('an answer without its length'))
      }
      if (text.length >= length) done(text.slice(0, text.indexOf('\r\n\r\n')))
    }
    socket.on('data', onData).on('close', onClose)
  })
}
