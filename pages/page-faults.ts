/** A page for everything that goes wrong. Whatever was typed goes with it, so that the same form can be sent again. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isProblem, Refused } from './answers.ts'
import { AuthorityAway } from './authority/face-calls.ts'
import { ownerOfForm, TOKEN_FIELD } from './browser-cookies.ts'
import { textsOf } from './form.ts'
import { type KeptForm, writeKeptForm } from './kept-form.ts'
import type { KitOptions } from './kit-options.ts'
import { languageOfPath } from './page-language.ts'
import * as texts from './strings/texts.ts'
import type { Words } from './words.ts'

const WORDS: Words<typeof texts.en> = texts

/** `no-cookie`: the browser sent nothing that it had been given, so that nobody can tell whose form it is. */
type WhyStale = 'foreign' | 'token' | 'no-cookie'

/** A form that is not of a page of this browser, or no longer. */
export class StaleForm extends Error {
  override name = 'StaleForm'
  readonly why: WhyStale
  constructor(why: WhyStale) {
    super(why)
    this.why = why
  }
}

/** A form of more fields than any of ours. */
export class TooManyFields extends Error {
  override name = 'TooManyFields'
  readonly statusCode = 413
}

/** Nobody is signed in, and somebody has to be. */
export class SignInFirst extends Error {
  override name = 'SignInFirst'
}

/** There is no such page, or not for this person. */
export class NotThere extends Error {
  override name = 'NotThere'
}

export type FaultOf = keyof typeof texts.en.faults

interface Fault {
  readonly fault: FaultOf
  readonly status: number
  /** Whether sending the same form again may do. */
  readonly again: boolean
}

const fault = (status: number, name: FaultOf, again = false): Fault => ({ status, fault: name, again })

/** `forgetSession`: lets the browser keep none, and makes the visit that of nobody. */
export function faultPages(
  app: FastifyInstance,
  { signInFirst }: Pick<KitOptions, 'signInFirst'>,
  forgetSession: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  app.setNotFoundHandler((request, reply) => faultPage(request, reply, fault(404, 'notThere')))
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const kept = keptOf(request)
    if (isSessionOver(error) || isOfOneSignedOut(error, request, kept)) {
      // A session that is over is refused with every call, also with the one that signs in.
      forgetSession(request, reply)
      return signInFirst(request, reply, kept)
    }
    const told = isOfAnother(error, request, kept) ? fault(403, 'otherPerson') : faultOf(error)
    if (told.status >= 500 && !(error instanceof AuthorityAway))
      request.log.error({
        event: 'page-failed',
        route: request.routeOptions.url ?? 'none',
        error: error.name,
        code: error.code ?? '',
      })
    return faultPage(request, reply, told)
  })
}

function isSessionOver(error: Error): boolean {
  return error instanceof SignInFirst || (error instanceof Refused && isProblem(error, 'session-over'))
}

/** Their session is gone, and with it what their form's token was made of. */
function isOfOneSignedOut(error: Error, { visit }: FastifyRequest, kept: KeptForm | null): boolean {
  return isStale(error) && visit.session === null && kept !== null && kept.owner !== ''
}

/** Somebody else is signed in at the browser now. */
function isOfAnother(error: Error, { visit }: FastifyRequest, kept: KeptForm | null): boolean {
  return isStale(error) && kept !== null && kept.owner !== '' && kept.owner !== visit.session?.owner
}

const isStale = (error: Error) => error instanceof StaleForm && error.why !== 'foreign'

const STALE: Readonly<Record<WhyStale, Fault>> = {
  foreign: fault(403, 'foreign'),
  token: fault(403, 'stale', true),
  'no-cookie': fault(403, 'noCookies', true),
}

function faultOf(error: FastifyError): Fault {
  if (error instanceof NotThere) return fault(404, 'notThere')
  if (error instanceof AuthorityAway) return fault(503, 'away', true)
  if (error instanceof StaleForm) return STALE[error.why]
  if (error instanceof Refused) return refusedFault(error.status)
  if (error.statusCode === 413) return fault(413, 'tooLarge')
  if (error.statusCode === 415) return fault(415, 'notAForm')
  return error.statusCode !== undefined && error.statusCode < 500
    ? fault(400, 'notAForm')
    : fault(500, 'internal', true)
}

function refusedFault(status: number): Fault {
  // A name that is too long is no name of anything either.
  if ([400, 404, 414].includes(status)) return fault(404, 'notThere')
  if (status === 403) return fault(403, 'notYours')
  if ([409, 412, 422].includes(status)) return fault(409, 'changed')
  if (status === 413) return fault(413, 'tooLarge')
  if (status === 429) return fault(429, 'tooMany', true)
  return fault(503, 'away', true)
}

function faultPage(request: FastifyRequest, reply: FastifyReply, { fault, status, again }: Fault): FastifyReply {
  const kit = WORDS[request.visit.language]
  const kept = again ? keptOf(request) : null
  const words = kit.faults[fault]
  if (status === 429 || status === 503) reply.header('retry-after', '60')
  return reply.page({
    template: 'fault.njk',
    title: words.title,
    words,
    status,
    view: { resend: kept && { to: kept.to, fields: kept.fields }, again: again && kept === null ? request.url : null },
  })
}

/** The form of a request, as it can be sent again; null where it was none, or one with a file: nobody has looked at its token yet. */
export function keptOf({ method, url, body, routeOptions }: FastifyRequest): KeptForm | null {
  if (method !== 'POST' || languageOfPath(url) === null || typeof body !== 'object') return null
  if (routeOptions.config.checksItself) return null
  const { [TOKEN_FIELD]: token, ...fields } = textsOf(body)
  return { to: url, fields, owner: ownerOfForm(token) }
}

/** What a page carries of a form, in one field. */
export const carried = (kept: KeptForm | null): string => (kept === null ? '' : writeKeptForm(kept))
