/** People of the portal as the stories have them: over HTTP to a real server, with codes read from real mail and cards typed at a test acquirer. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import type { Answer, Call } from '../server/build-app.ts'
import { callWithProof, deviceCall, makeDeviceKey } from '../server/dpop-device.ts'

/** A message as it came. */
export interface Mail {
  readonly to: string
  /** As it was sent, with its head. */
  readonly text: string
}

export interface Mailbox {
  readonly url: string
  /** The messages to an address, once there are so many. Rejects where they do not come. */
  mailTo(address: string, count?: number): Promise<readonly Mail[]>
  close(): Promise<void>
}

const MAIL_WITHIN_MS = 20_000
const LOOK_EVERY_MS = 50

/** A mail server on loopback that takes everything. */
export async function openMailbox(): Promise<Mailbox> {
  const mail: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 1,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        for (const { address } of session.envelope.rcptTo) mail.push({ to: address.toLowerCase(), text })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mailTo: async (address, count = 1) => {
      for (let waited = 0; waited < MAIL_WITHIN_MS; waited += LOOK_EVERY_MS) {
        const found = mail.filter(({ to }) => to === address)
        if (found.length >= count) return found
        await setTimeout(LOOK_EVERY_MS)
      }
      throw new Error(`only ${mail.filter(({ to }) => to === address).length} of ${count} messages came to ${address}`)
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The words of a message, its lines put together. */
export function wordsOf({ text }: Mail): string {
  const [, part = ''] = /Content-Type: text\/plain[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(text) ?? []
  const joined = part.replace(/=\r\n/g, '')
  return /quoted-printable/i.test(text)
    ? Buffer.from(
        joined.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString()
    : joined
}

/** The PDF that comes with a message; null where none does. */
export function pdfIn({ text }: Mail): Buffer | null {
  const [, body] = /Content-Type: application\/pdf[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(text) ?? []
  return body === undefined ? null : Buffer.from(body, 'base64')
}

/** Calls a server over HTTP, as it is. */
export function callOver(url: string): Call {
  return async (method, path, body, headers = {}) => {
    const isBytes = Buffer.isBuffer(body)
    const isText = typeof body === 'string'
    const type = body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...type, ...headers },
      redirect: 'error',
      ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : isText ? body : JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    const text = bytes.toString()
    const isJson = /json/.test(answer.headers.get('content-type') ?? '')
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      text,
      bytes,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
    }
  }
}

/** Enrols a portal or a console by the code that the desk made. */
export async function enrolFace(url: string, code: string): Promise<Call> {
  const { secret } = JSON.parse(Buffer.from(code.replace('EVISA-ENROL.', ''), 'base64url').toString())
  const key = await makeDeviceKey()
  const context = { url, key, now: () => Math.floor(Date.now() / 1000), send: callOver(url) }
  const asked = ['POST', '/v1/devices', { secret, name: 'face of the story' }] as const
  const { id } = good(await callWithProof(context, [...asked], null, { nonce: null }))
  return deviceCall(id, context)
}

/** Signs somebody in by the code of the message. `came`: how many messages came to the address before. */
export async function signIn(
  portal: Call,
  mailbox: Mailbox,
  { email, kind, came = 0 }: { readonly email: string; readonly kind: 'applicant' | 'host'; readonly came?: number },
): Promise<Call> {
  const from = { 'evisa-client-address': '198.51.100.7' }
  const { id, browser } = good(await portal('POST', '/v1/sign-ins', { email, kind, language: 'en' }, from))
  const letter = (await mailbox.mailTo(email, came + 1)).at(-1)
  const [code] = /\b[0-9]{6}\b/.exec(letter === undefined ? '' : wordsOf(letter)) ?? []
  const { session } = good(await portal('POST', `/v1/sign-ins/${id}/code`, { browser, code }, from))
  return (method, path, body, headers = {}) =>
    portal(method, path, body, { 'evisa-session': session, ...from, ...headers })
}

/** What a call answered. Throws what the server said where it is a refusal. */
export function good({ status, text, body }: Answer): Answer['body'] {
  if (status >= 400) throw new Error(`${status}: ${text}`)
  return body
}

/** Types a card that pays, and the code of its bank, at the page of the test acquirer. `fault`: of its menu. */
export async function payAt(page: string, fault = 'none'): Promise<void> {
  const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) }) as const
  const card = await fetch(page, { ...form({ card: '4000 0000 0000 0002', fault }), redirect: 'manual' })
  const bank = new URL(card.headers.get('location') ?? '', page)
  const paid = await fetch(bank, { ...form({ code: '1234' }), redirect: 'manual' })
  if (paid.status !== 303) throw new Error(`the test acquirer answered ${paid.status}`)
}

/** Asks until what is asked for is there. Rejects where it does not come. */
export async function until<T>(ask: () => Promise<T>, is: (found: T) => boolean, withinMs = 45_000): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const found = await ask()
    if (is(found)) return found
    if (Date.now() > end) throw new Error(`it never came to that: ${JSON.stringify(found).slice(0, 500)}`)
    await setTimeout(200)
  }
}
