/** What a route may answer, for its `schema.response`: documents of several media types, and the problems that can happen. */
import type { Readable } from 'node:stream'
import Type from 'typebox'
import { PROBLEM_TYPE } from '../http/problem.ts'

/** The statuses that a route names itself, with what they mean. Those of every route are added. */
const MEANINGS = {
  400: 'bad-request: the request is not well formed; `detail` says what to change',
  401: 'not-signed-in: no token, one that has run out, or no proof by its key. With `use_dpop_nonce`: send it again with the nonce',
  403: 'not-allowed: this role may not do that',
  404: 'not-found: there is no such thing here',
  408: 'too-slow: not all of the request came in time; send it again',
  409: 'conflict: this contradicts what is already stored',
  413: 'too-large: the body is too large',
  415: 'media-type: send one of the media types named here',
  422: 'breaks-policy: the policy does not allow this; `errors` names the fields',
  429: 'too-many: wait for as long as `retry-after` says',
  500: 'internal: the server failed; nothing was acknowledged',
  503: 'too-busy, no-signing-key, clock-doubted or not-built: try again shortly, or look at /health/ready',
  507: 'storage-full: nothing was recorded',
} as const
export type ProblemStatus = keyof typeof MEANINGS

const HEADERS: Readonly<Partial<Record<ProblemStatus, Readonly<Record<string, object>>>>> = {
  401: {
    'www-authenticate': { type: 'string', description: 'How to sign in, and what was wrong (RFC 9449)' },
    'dpop-nonce': { type: 'string', description: 'The nonce for the next proof' },
  },
  429: { 'retry-after': { type: 'string', description: 'Seconds to wait' } },
}

/** An answer's type where several media types are possible: only the one that is an object is serialised by it. */
export interface MediaType {
  readonly schema: object
  readonly examples?: Readonly<Record<string, { readonly summary?: string; readonly value: unknown }>>
}

/** An answer in one of several media types. `T` is what the handler gives. */
export function answerIn<T>(
  description: string,
  content: Readonly<Record<string, MediaType>>,
  headers?: Readonly<Record<string, object>>,
) {
  return Type.Unsafe<T>({ description, content, ...(headers && { headers }) })
}

/** A signed or drawn text as it is. */
export function textIn(mediaType: string, description: string, headers?: Readonly<Record<string, object>>) {
  return answerIn<string | Uint8Array | Readable>(description, { [mediaType]: { schema: { type: 'string' } } }, headers)
}

/** An answer without a body. */
export function nothing(description: string) {
  return Type.Unsafe<undefined>({ type: 'null', description })
}

/** The problems of a route for anyone, besides those of every route. */
export function problems(...statuses: readonly ProblemStatus[]) {
  const all = [...new Set<ProblemStatus>([...statuses, 429, 500, 503])].toSorted((one, other) => one - other)
  // No handler returns one: they are thrown.
  return Object.fromEntries(all.map((status) => [status, problem(status)])) as Record<
    ProblemStatus,
    Type.TUnsafe<never>
  >
}

/** The problems of a route for those who are signed in. */
export function callerProblems(...statuses: readonly ProblemStatus[]) {
  return problems(401, 403, ...statuses)
}

/** The problems of reading a body. */
export const BODY = [400, 408, 413, 415] as const

/** One problem of a route, which may also tell it in another form. */
export function problem(status: ProblemStatus, otherForm: Readonly<Record<string, MediaType>> = {}) {
  const schema = { $ref: 'Problem#' }
  return answerIn<never>(MEANINGS[status], { [PROBLEM_TYPE]: { schema }, ...otherForm }, HEADERS[status])
}
