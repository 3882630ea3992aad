/** Where the test mailbox takes mail: SMTP (RFC 5321) on this machine alone. What it takes it keeps; it sends nothing on. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { NewMessage } from './message-store.ts'

export interface SmtpDoor {
  readonly port: number
  /** Lets whoever is handing a message over end, for a moment. */
  close(): Promise<void>
}

export type TakeMail = (mail: Pick<NewMessage, 'from' | 'to' | 'raw'>) => Promise<number>

export const MAX_MESSAGE_BYTES = 10 * 1024 * 1024
const LOOPBACK = '127.0.0.1'
const MOST_RECIPIENTS = 100
const MOST_CLIENTS = 100
const IDLE_MS = 60_000
const FAREWELL_MS = 2000

/** A message is answered for once `take` has kept it. Rejects where the port cannot be had. */
export async function openSmtpDoor(port: number, take: TakeMail): Promise<SmtpDoor> {
  const server = new SMTPServer({
    banner: 'TEST mailbox, which sends nothing on',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_MESSAGE_BYTES,
    rejectOversized: true,
    maxRecipients: MOST_RECIPIENTS,
    maxClients: MOST_CLIENTS,
    socketTimeout: IDLE_MS,
    closeTimeout: FAREWELL_MS,
    onData: (stream, { envelope: { mailFrom, rcptTo } }, answer) => {
      const from = mailFrom === false ? '' : mailFrom.address
      const to = rcptTo.map(({ address }) => address)
      bytesOf(stream)
        // One that is too large is refused by the server, whatever is answered here.
        .then((raw) => (raw === null ? null : take({ from, to, raw })))
        .then(
          (id) => answer(null, `kept as message ${id}; this is a TEST mailbox, nothing is sent on`),
          () => answer(Object.assign(new Error('the message could not be kept: try again'), { responseCode: 451 })),
        )
    },
  })
  // A client that breaks off was told of nothing that is not kept; a port that cannot be had is told below.
  server.on('error', () => undefined)
  const listening = server.listen(port, LOOPBACK)
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Null of what is larger than it may be, which is read to its end and not kept in memory. */
async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer | null> {
  const parts: Buffer[] = []
  for await (const part of stream) {
    if (stream.sizeExceeded) parts.length = 0
    else parts.push(part)
  }
  return stream.sizeExceeded ? null : Buffer.concat(parts)
}
