/** Who is in front of a face with this request: the language of the page, the browser, and whose session it carries. */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { FaceCall } from './authority/face-calls.ts'
import { type Api, headersOf, visitorCalls } from './authority/visitor-calls.ts'
import {
  browserSecret,
  type CookieNames,
  dropCookie,
  formToken,
  keepCookie,
  makeBrowserSecret,
  readSession,
  type Session,
  writeSession,
} from './browser-cookies.ts'
import { languageAsked, languageOfPath } from './page-language.ts'

export interface Visit {
  readonly language: TravellerLanguage
  readonly session: Session | null
  /** The API for this person. Throws `AuthorityAway`. */
  readonly api: Api
  /** The API as nobody in particular: what is open to all is asked so, by whoever is signed in or was until now. */
  readonly openApi: Api
  /** One call as bytes, with the person's headers: pictures, papers and parts of files. Throws `AuthorityAway`. */
  readonly call: FaceCall
  /** The token of this browser's forms; the browser is given its secret, where it has none yet. */
  formToken(): string
  /** The same visit with another session and another secret of the browser. */
  by(session: Session, secret: string | undefined): Visit
}

/** Makes visits of requests. */
export function visits(call: FaceCall, names: CookieNames) {
  return (request: FastifyRequest, reply: FastifyReply): Visit => {
    const by = (session: Session | null, given: string | undefined): Visit => {
      const isByItself = request.headers['evisa-by-itself'] !== undefined
      const visitor = { session: session?.token ?? null, address: request.ip, isByItself }
      let secret = given
      return {
        language: languageOfPath(request.url) ?? languageAsked(request.headers['accept-language']),
        session,
        api: visitorCalls(call, visitor),
        openApi: visitorCalls(call, { ...visitor, session: null }),
        call: (sent) => call({ ...sent, headers: { ...sent.headers, ...headersOf(visitor) } }),
        formToken: () => {
          if (secret === undefined) {
            secret = makeBrowserSecret()
            keepCookie(reply, names.browser, secret)
          }
          return formToken(secret, session)
        },
        by,
      }
    }
    return by(readSession(request.cookies[names.session]), browserSecret(request, names))
  }
}

/** Begins a session in this browser. Its forms get other tokens, so that none of before is taken; the visit is the person's from here. */
export function beginSession(
  request: FastifyRequest,
  reply: FastifyReply,
  names: CookieNames,
  {
    token,
    account,
    roles = [],
  }: { readonly token: string; readonly account: string; readonly roles?: Session['roles'] },
): void {
  const secret = makeBrowserSecret()
  const session = { token, owner: ownerOf(account), roles }
  keepCookie(reply, names.browser, secret)
  keepCookie(reply, names.session, writeSession(session))
  request.visit = request.visit.by(session, secret)
}

/** Lets the browser know the roles of its session as they are now. */
export function renewRoles(
  request: FastifyRequest,
  reply: FastifyReply,
  names: CookieNames,
  roles: Session['roles'],
): void {
  const { session } = request.visit
  if (session === null || session.roles.join() === roles.join()) return
  const renewed = { ...session, roles }
  keepCookie(reply, names.session, writeSession(renewed))
  request.visit = request.visit.by(renewed, browserSecret(request, names))
}

export function endSession(reply: FastifyReply, names: CookieNames): void {
  for (const name of [names.session, names.browser]) dropCookie(reply, name)
}

export function ownerOf(account: string): string {
  return createHash('sha256').update(account).digest('base64url').slice(0, 16)
}

/** What its owner knows a session by, in the list of sessions: the browser and the system, as it says itself. */
export function browserName(agent = ''): string {
  const browser = ['Edg', 'OPR', 'SamsungBrowser', 'Firefox', 'Chrome', 'Safari'].find((name) =>
    agent.includes(`${name}/`),
  )
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS X', 'Linux'].find((name) => agent.includes(name))
  return [browser, system].filter((part) => part !== undefined).join(', ') || 'browser'
}
