/**
 * What a browser keeps for a face: a secret of its own, from which the tokens of forms come, the person's session, and the sign-in that is
 * under way. Nothing else is kept anywhere but behind the API, so that any copy of a face can answer.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isToken, makeToken } from '../platform/token-text.ts'

/** The name under which a form carries its token. */
export const TOKEN_FIELD = '_form'

const HASH_BYTES = 32

export interface CookieNames {
  readonly browser: string
  readonly session: string
  readonly signIn: string
}

/**
 * Names of cookies. Over HTTPS they are bound to the host (`__Host-`, RFC 6265bis), so that no neighbour can set one; a demonstration on
 * one's own machine has no HTTPS, and there are browsers that keep no such cookie then. Cookies ignore ports: each face has a name.
 */
export function cookieNames(face: string, isSecure: boolean): CookieNames {
  const name = isSecure ? `__Host-${face}` : face
  return { browser: `${name}-browser`, session: name, signIn: `${name}-sign-in` }
}

/** Lets a browser keep a value until it is closed, or for so many seconds. */
export function keepCookie(reply: FastifyReply, name: string, value: string, maxAge?: number): void {
  reply.setCookie(name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: name.startsWith('__Host-'),
    ...(maxAge !== undefined && { maxAge }),
  })
}

export function dropCookie(reply: FastifyReply, name: string): void {
  keepCookie(reply, name, '', 0)
}

/** The browser's own secret; undefined where it has none that can be one. */
export function browserSecret({ cookies }: FastifyRequest, { browser }: CookieNames): string | undefined {
  const held = cookies[browser]
  return held !== undefined && isToken(held) ? held : undefined
}

export const makeBrowserSecret = makeToken

/** Who is signed in at a browser, and a short name of the account: by it a form that was kept is known to be this person's. */
export interface Session {
  readonly token: string
  readonly owner: string
  /** What they are led to: the names of their roles. Nothing is judged by it, since it comes from the browser. */
  readonly roles: readonly string[]
}

/** By what a form is known to be somebody's. */
export type FormOwner = Pick<Session, 'token' | 'owner'>

/** A session as its cookie holds it. */
export function writeSession({ token, owner, roles }: Session): string {
  return [token, owner, ...roles].join('.')
}

/** The session of a cookie; null where it holds none. */
export function readSession(cookie = ''): Session | null {
  const [token = '', owner = '', ...roles] = cookie.split('.')
  return isToken(token) ? { token, owner, roles } : null
}

/**
 * What a form of this browser, and of who is signed in at it, carries: no other site knows the cookie that it comes from. It looks
 * otherwise on each page, since pages are compressed and may repeat what somebody typed (BREACH). It also names whose form it is, so
 * that one of a person who is no longer signed in is not sent by the next at the same browser.
 */
export function formToken(secret: string, session: FormOwner | null, pad: Buffer = randomBytes(HASH_BYTES)): string {
  const hash = formHash(secret, session)
  const masked = Buffer.concat([pad, hash.map((byte, at) => byte ^ (pad[at] ?? 0))])
  return `${masked.toString('base64url')}.${session?.owner ?? ''}`
}

export function isFormToken(given: unknown, secret: string, session: FormOwner | null): boolean {
  const [masked = ''] = typeof given === 'string' ? given.split('.') : []
  const bytes = Buffer.from(masked, 'base64url')
  if (bytes.length !== 2 * HASH_BYTES) return false
  const hash = bytes.subarray(HASH_BYTES).map((byte, at) => byte ^ (bytes[at] ?? 0))
  return timingSafeEqual(hash, formHash(secret, session)) && ownerOfForm(given) === (session?.owner ?? '')
}

/** Whose form it was, as its token says; empty where nobody was signed in, or where it says nothing. */
export function ownerOfForm(token: unknown): string {
  const [, owner = ''] = typeof token === 'string' ? token.split('.') : []
  return owner
}

function formHash(secret: string, session: FormOwner | null): Buffer {
  return createHash('sha256')
    .update(`form\n${secret}\n${session?.token ?? ''}`)
    .digest()
}
