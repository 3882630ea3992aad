/** People at a portal, as the route tests use them: each signs in by the code of a letter, as it was queued. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Answer, Built, Call, EnrolledDevice } from './build-app.ts'

/** A person who is signed in. */
export interface Person {
  /** The id of the account; the audit trail names `applicant/ACCOUNT`. */
  readonly account: string
  readonly email: string
  /** Their token, for the header `evisa-session`. */
  readonly session: string
  /** What this person calls, over the portal. */
  readonly call: Call
}

export interface People {
  readonly portal: EnrolledDevice
  /** Signs somebody in. The same address again is another session of the same account. */
  applicant(email: string): Promise<Person>
  host(email: string): Promise<Person>
}

/** A letter as it is queued, with what its words are filled with while it waits. */
export interface QueuedLetter {
  readonly kind: string
  readonly address: string
  readonly language: string
  readonly about: string
  readonly content: Readonly<Record<string, string | number>>
}

let travellers = 0

/** An address that nobody called from before: people are limited by it. */
export function newAddress(): Record<'evisa-client-address', string> {
  travellers += 1
  return { 'evisa-client-address': `198.18.${(travellers >> 8) & 255}.${travellers & 255}` }
}

/** Enrols a portal, and signs people in at it. */
export async function people(built: Built): Promise<People> {
  const portal = await built.enrol('portal')
  const sent = new Map<string, number>()
  const signIn = (kind: 'applicant' | 'host') => async (email: string) => {
    const from = newAddress()
    const asked = good(await portal.call('POST', '/v1/sign-ins', { email, kind, language: 'en' }, from), 202)
    const { id, browser } = asked.body
    const letters = lettersTo(built, email.toLowerCase(), 'sign-in')
    const code = letters.at(-1)?.content.code
    if (letters.length === sent.get(email)) throw new Error(`no more codes go to ${email} in this hour: move the clock`)
    sent.set(email, letters.length)
    const path = `/v1/sign-ins/${id}/code`
    const { body } = good(await portal.call('POST', path, { browser, code, browser_name: 'a test' }, from), 201)
    return personOf(portal, body, from)
  }
  return { portal, applicant: signIn('applicant'), host: signIn('host') }
}

/** Of what a sign-in answered. */
export function personOf(portal: Pick<EnrolledDevice, 'call'>, body: Answer['body'], from = newAddress()): Person {
  const { session, account } = body
  const call: Call = (method, url, sent, headers = {}) =>
    portal.call(method, url, sent, { 'evisa-session': session, ...from, ...headers })
  return { account: account.id, email: account.email, session, call }
}

/** The letters that are queued to an address, oldest first. */
export function lettersTo({ dir }: Pick<Built, 'dir'>, address: string, kind?: string): readonly QueuedLetter[] {
  const file = new Database(join(dir, 'authority.db'), { readonly: true })
  const found = file
    .prepare<[string], Omit<QueuedLetter, 'content'> & { content: string }>(
      'SELECT kind, address, language, about, content FROM letters WHERE address = ? ORDER BY id',
    )
    .all(address)
  file.close()
  return found
    .filter((letter) => kind === undefined || letter.kind === kind)
    .map((letter) => ({ ...letter, content: JSON.parse(letter.content || '{}') }))
}

function good(answer: Answer, status: number): Answer {
  if (answer.status !== status) throw new Error(`not signed in: ${answer.status} ${answer.text}`)
  return answer
}
