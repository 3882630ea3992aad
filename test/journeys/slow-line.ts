/** A slow line that breaks: a TCP proxy on loopback which lets so many bytes a second up, and ends every connection after so many of them. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout } from 'node:timers/promises'

export interface SlowLine {
  readonly port: number
  /** How often it has broken. */
  readonly breaks: () => number
  close(): Promise<void>
}

/** `breakAfter`: after so many bytes in all, each in turn, whatever is open ends. */
export async function openSlowLine(
  targetPort: number,
  { bytesASecond, breakAfter }: { readonly bytesASecond: number; readonly breakAfter: readonly number[] },
): Promise<SlowLine> {
  const open = new Set<Socket>()
  const left = [...breakAfter]
  let passed = 0
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1')
    for (const socket of [client, target]) {
      open.add(socket)
      // A line that breaks is what this is for.
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        target.destroy()
      })
    }
    const slow = new Transform({
      readableHighWaterMark: 4096,
      writableHighWaterMark: 4096,
      async transform(chunk: Buffer, _encoding, done) {
        await setTimeout((chunk.length / bytesASecond) * 1000)
        passed += chunk.length
        const isBroken = passed >= (left[0] ?? Number.POSITIVE_INFINITY)
        done(null, chunk)
        if (!isBroken) return
        left.shift()
        for (const socket of open) socket.destroy()
      },
    })
    client.pipe(slow).pipe(target)
    target.pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    breaks: () => breakAfter.length - left.length,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
