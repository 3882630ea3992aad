/** A small clamd on loopback: it speaks INSTREAM, and finds the letters EICAR. */
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Test } from 'tap'
import type { ClamavAddress } from '../../../server/passport-copies/malware-scan.ts'

export interface MadeClamd {
  readonly address: ClamavAddress
  /** What it was sent so far, whole files. */
  readonly files: Buffer[]
  /** How it behaves: as it should, answering nothing, hanging up, or with a limit of a few bytes. */
  mood: 'well' | 'silent' | 'away' | 'small'
}

export async function madeClamd(t: Test, path?: string): Promise<MadeClamd> {
  const files: Buffer[] = []
  const server = createServer((socket) => void answer(socket, clamd).catch(() => socket.destroy()))
  server.listen(path === undefined ? { port: 0, host: '127.0.0.1' } : { path })
  await once(server, 'listening')
  t.teardown(() => void server.close())
  const address = path === undefined ? { host: '127.0.0.1', port: (server.address() as AddressInfo).port } : { path }
  const clamd: MadeClamd = { address, files, mood: 'well' }
  return clamd
}

const HEAD = 'zINSTREAM\0'
const SMALL_BYTES = 10

async function answer(socket: Socket, clamd: MadeClamd): Promise<void> {
  if (clamd.mood === 'away') return void socket.destroy()
  let held = Buffer.alloc(0)
  for await (const piece of socket) {
    held = Buffer.concat([held, piece as Buffer])
    if (clamd.mood === 'small' && held.length > HEAD.length + SMALL_BYTES)
      return void socket.end('INSTREAM size limit exceeded. ERROR\0')
    const file = wholeFile(held)
    if (file === null || clamd.mood === 'silent') continue
    clamd.files.push(file)
    socket.end(file.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
    return
  }
}

/** Null while it is not all there. */
function wholeFile(held: Buffer): Buffer | null {
  if (!held.subarray(0, HEAD.length).equals(Buffer.from(HEAD))) return null
  const pieces: Buffer[] = []
  for (let at = HEAD.length; at + 4 <= held.length; ) {
    const length = held.readUInt32BE(at)
    if (length === 0) return Buffer.concat(pieces)
    pieces.push(held.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}
