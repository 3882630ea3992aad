/** A real SMTP server of a test's own, on loopback, that misbehaves as the test says; and a small PDF to send. */
import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Test } from 'tap'
import type { SmtpSettings } from '../../../server/delivery/mail-settings.ts'
import { madeCertificate } from './made-certificate.ts'

interface PdfDocument extends NodeJS.EventEmitter {
  text(text: string): void
  end(): void
}

// pdfkit brings no types of its own.
const PDFDocument = createRequire(import.meta.url)('pdfkit') as new () => PdfDocument

/** What the server does with a message once it has all of it: takes it, or this. */
export type AtTheEnd = 'take' | 'hang' | 'cut' | Error

export interface MadeMailServer {
  readonly smtp: SmtpSettings
  /** Every message that came whole, taken or not. */
  readonly came: Buffer[]
  /** Those that it answered for. */
  readonly taken: Buffer[]
  /** How many clients came. */
  connections(): number
  cutAll(): void
}

export interface MailServerOptions {
  readonly options?: SMTPServerOptions
  /** By the number of the message, from 1. */
  readonly atTheEnd?: (count: number) => AtTheEnd
  /** Cuts the line once so many bytes of a message have come. */
  readonly cutAfterBytes?: number
}

export const CERTIFICATE = madeCertificate()

export async function madeMailServer(
  t: Test,
  { options = {}, atTheEnd = () => 'take', cutAfterBytes = Number.POSITIVE_INFINITY }: MailServerOptions = {},
): Promise<MadeMailServer> {
  const came: Buffer[] = []
  const taken: Buffer[] = []
  let connections = 0
  const server = new SMTPServer({
    ...CERTIFICATE,
    authOptional: true,
    disableReverseLookup: true,
    closeTimeout: 1,
    onConnect(_session, done) {
      connections += 1
      done()
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      let bytes = 0
      stream.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes > cutAfterBytes) cutAll()
      })
      stream.on('end', () => {
        const message = Buffer.concat(chunks)
        came.push(message)
        const what = atTheEnd(came.length)
        if (what === 'cut') return cutAll()
        if (what === 'hang') return
        if (what === 'take') taken.push(message)
        done(what === 'take' ? null : what)
      })
    },
    ...options,
  })
  const sockets = new Set<{ destroy(): void }>()
  server.server.on('connection', (socket) => void sockets.add(socket))
  server.on('error', () => undefined)
  const cutAll = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  t.teardown(async () => {
    cutAll()
    await new Promise<void>((done) => server.close(done))
  })
  const { port } = listening.address() as AddressInfo
  const smtp = {
    ...{ host: '127.0.0.1', port, secure: false, requireTls: false, auth: null, ca: null },
    ...{ from: 'visa@mfa.example', replyTo: null },
  }
  return { smtp, came, taken, connections: () => connections, cutAll }
}

/** A reply of the server's. */
export function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}

export async function madePdf(text = 'e-visa'): Promise<Uint8Array> {
  const document = new PDFDocument()
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => void chunks.push(chunk))
  const ended = once(document, 'end')
  document.text(text)
  document.end()
  await ended
  return Buffer.concat(chunks)
}
