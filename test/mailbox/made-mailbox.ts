/** The test mailbox in this process, behind real ports; and letters as the server writes and sends them. */
import { join } from 'node:path'
import type { Test } from 'tap'
import { request } from 'undici'
import { buildMailbox } from '../../mailbox/app.ts'
import { type MessageStore, openMessageStore } from '../../mailbox/message-store.ts'
import { readMessage } from '../../mailbox/read-message.ts'
import { openSmtpDoor } from '../../mailbox/smtp-door.ts'
import { sendMail } from '../../server/delivery/send-mail.ts'
import { letterMessage } from '../../server/letters/letter-message.ts'

export const NOW = 1_790_000_000
export const FROM = 'evisa@evisa.example'

export interface MadeMailbox {
  readonly url: string
  readonly smtpPort: number
  readonly store: MessageStore
}

export async function madeMailbox(t: Test, file = join(t.testdir(), 'mailbox.db')): Promise<MadeMailbox> {
  const store = openMessageStore(file)
  const door = await openSmtpDoor(0, async (mail) => {
    const { subject } = await readMessage(mail.raw)
    return store.keep({ ...mail, subject, receivedAt: NOW })
  })
  const app = buildMailbox(store)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(async () => {
    await door.close()
    await app.close()
    store.close()
  })
  return { url, smtpPort: door.port, store }
}

/** The letter with a code to sign in by. */
export function signInLetter(address: string, code: string): Promise<Uint8Array> {
  const content = { code, link: 'http://127.0.0.1:8081/sign-in/by-link', minutes: 10 }
  const letter = { id: 'let-1', kind: 'sign-in' as const, address, language: 'en' as const, about: '', content }
  return letterMessage({ letter: { ...letter, createdAt: NOW }, from: FROM, replyTo: null, portalUrl: null, isSpecimen: true })
}

/** Sends it as the server does; gives what came of it. */
export function sendTo(port: number, to: string, bytes: Uint8Array) {
  const smtp = { host: '127.0.0.1', port, secure: false, requireTls: false, auth: null, ca: null, replyTo: null }
  const { signal } = new AbortController()
  return sendMail({ to, bytes }, { smtp: { ...smtp, from: FROM }, handOver: async () => true, signal })
}

export async function shown(url: string) {
  const { statusCode, headers, body } = await request(url)
  return { status: statusCode, headers, text: await body.text() }
}
