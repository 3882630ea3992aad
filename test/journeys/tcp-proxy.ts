/** A network that can be cut, slowed down, and made to lose the end of an answer: a TCP proxy on loopback. */

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

/** How the network treats each new connection. */
export interface Weather {
  /** Every piece of an answer is late by this. */
  readonly delayMs?: number
  /** The connection breaks after so many bytes of answers; 0 loses the answer whole, though the request arrived. */
  readonly breakAfterBytes?: number
}

export interface TcpProxy {
  readonly port: number
  weather: Weather
  /** Ends every connection and takes no new one. */
  cut(): Promise<void>
  /** Takes connections again, on the same port. */
  restore(): Promise<void>
  close(): Promise<void>
}

/** `targetPort` is asked for at each connection: the server may have been started anew on another port. */
export async function openTcpProxy(targetPort: number | (() => number)): Promise<TcpProxy> {
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const target = connect(typeof targetPort === 'number' ? targetPort : targetPort(), '127.0.0.1')
    for (const socket of [client, target]) {
      open.add(socket)
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        target.destroy()
      })
      // A cut connection is what this proxy is for; its error says nothing more than the close that follows.
      socket.on('error', () => socket.destroy())
    }
    client.pipe(target)
    target.pipe(through(proxy.weather, () => client.destroy())).pipe(client)
  })
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  const stop = async () => {
    if (!server.listening) return
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of open) socket.destroy()
    await closed
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  const proxy: TcpProxy = { port, weather: {}, cut: stop, restore: () => listen(port), close: stop }
  return proxy
}

function through({ delayMs = 0, breakAfterBytes = Number.POSITIVE_INFINITY }: Weather, end: () => void): Transform {
  let passed = 0
  return new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      if (delayMs > 0) await setTimeout(delayMs)
      const room = breakAfterBytes - passed
      passed += chunk.length
      if (chunk.length < room) return done(null, chunk)
      // What fits is sent first: half an answer, which is worse than none.
      if (room > 0) this.push(chunk.subarray(0, room))
      done()
      setImmediate(end)
    },
  })
}
