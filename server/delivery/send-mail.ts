/** One attempt to hand a message to a mail server. Its first byte goes out only after the hand-over is kept. */
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SmtpSettings } from './mail-settings.ts'
import { outcomeOf, type SendOutcome, type SmtpFailure } from './smtp-outcome.ts'

export interface Envelope {
  readonly to: string
  /** The message as it goes over the line, without the stuffing of dots. */
  readonly bytes: Uint8Array
}

export interface SendOptions {
  readonly smtp: SmtpSettings
  /** Called once the server is ready for the message; false: the delivery is another's by now. */
  readonly handOver: () => Promise<boolean>
  /** Ends an attempt that has not sent its first byte; one that has goes on for `graceMs`. */
  readonly signal: AbortSignal
  readonly limits?: SendLimits
}

export interface SendLimits {
  /** How long it may take from the start to the hand-over. */
  readonly beforeMs: number
  /** How long it may take from the hand-over to the answer; RFC 5321 asks for ten minutes. */
  readonly afterMs: number
  /** The same when the program is stopping. */
  readonly graceMs: number
}

export const SEND_LIMITS: SendLimits = { beforeMs: 180_000, afterMs: 600_000, graceMs: 5000 }
const PART_BYTES = 65_536
// RFC 5321 allows 512 bytes a line.
const MAX_REPLY_BYTES = 16_384

/** Never rejects: whatever happens is an outcome. */
export function sendMail(envelope: Envelope, options: SendOptions): Promise<SendOutcome> {
  const { smtp, signal, limits = SEND_LIMITS } = options
  const { to, bytes } = envelope
  const connection = connectionTo(smtp, limits)
  return new Promise((resolve) => {
    let phase: 'before' | 'handing-over' | 'after' = 'before'
    let transmitted = false
    let isOver = false
    const end = (outcome: SendOutcome) => {
      if (isOver) return
      isOver = true
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      // A server that does not answer the farewell is left: it has the message by now.
      if (outcome.kind === 'sent') {
        connection.quit()
        setTimeout(() => connection.close(), limits.graceMs).unref()
      } else connection.close()
      resolve(outcome)
    }
    const failed = (failure: SmtpFailure) => end(outcomeOf(failure, transmitted, to))
    const tooLate = () => failed({ code: 'ETIMEDOUT', message: 'the mail server did not answer in time' })
    const stopped = () => failed({ code: 'ESTOPPED', message: 'the server was stopped' })
    let timer = setTimeout(tooLate, limits.beforeMs)
    const restart = (then: () => void, ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(then, ms)
    }
    const stop = () => (phase === 'after' ? restart(stopped, limits.graceMs) : stopped())

    const body = messageStream(bytes, {
      begin: async () => {
        phase = 'handing-over'
        // An answer that came with the one to DATA is heard first.
        await setImmediate()
        if (isOver) return false
        const isOurs = await options.handOver()
        if (!isOurs) end({ kind: 'lost' })
        if (isOver) return false
        phase = 'after'
        restart(tooLate, limits.afterMs)
        return true
      },
      last: () => {
        transmitted = true
      },
      failed: () => failed({ code: 'ENOTKEPT', message: 'the hand-over could not be recorded' }),
    })
    const answered = () => {
      // Who answers for a message before it has all of it has not taken it.
      if (transmitted && hasLeft(connection)) return end({ kind: 'sent' })
      transmitted = false
      failed({ code: 'EEARLY', message: 'the mail server answered for the message before it had it' })
    }
    const send = () =>
      connection.send({ from: smtp.from, to: [to], size: bytes.length }, body, (error) =>
        error === null ? answered() : failed(error),
      )
    connection.on('error', failed)
    connection.on('end', () => failed({ code: 'ECONNECTION', message: 'the mail server closed the connection' }))
    signal.addEventListener('abort', stop)
    if (signal.aborted) return stop()
    signIn(connection, smtp.auth, (error) => (error ? failed(error) : send()))
  })
}

function connectionTo({ host, port, secure, requireTls, ca }: SmtpSettings, limits: SendLimits): SMTPConnection {
  return new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: requireTls,
    ignoreTLS: !secure && !requireTls,
    connectionTimeout: limits.beforeMs,
    greetingTimeout: limits.beforeMs,
    maxResponseSize: MAX_REPLY_BYTES,
    socketTimeout: Math.max(limits.beforeMs, limits.afterMs),
    ...(ca === null ? {} : { tls: { ca } }),
  })
}

/** Whether all that was written was given to the network. */
function hasLeft({ _socket: socket }: SMTPConnection): boolean {
  return socket !== false && socket !== null && socket.writableLength === 0
}

/** Connects, and gives the password where there is one. */
function signIn(
  connection: SMTPConnection,
  auth: SmtpSettings['auth'],
  done: (error: SmtpFailure | null | undefined) => void,
): void {
  connection.connect((error) => {
    if (error || auth === null) return done(error)
    // Without TLS a password is given only to a server of this machine, or where a setting says so.
    connection.login({ user: auth.user, credentials: auth }, done)
  })
}

interface MessageSteps {
  /** Called before the first byte; on false none is sent. */
  begin(): Promise<boolean>
  /** Called before the last part. */
  last(): void
  failed(error: unknown): void
}

/** The message in parts. It is not read before the server has answered DATA. */
function messageStream(bytes: Uint8Array, { begin, last, failed }: MessageSteps): Readable {
  let at = 0
  let hasBegun = false
  const next = (stream: Readable) => {
    const part = bytes.subarray(at, at + PART_BYTES)
    at += PART_BYTES
    if (at >= bytes.length) last()
    stream.push(part)
    if (at >= bytes.length) stream.push(null)
  }
  return new Readable({
    read() {
      if (hasBegun) return next(this)
      hasBegun = true
      begin().then((goesOn) => {
        if (goesOn) next(this)
      }, failed)
    },
  })
}
