/** Errors as the API tells them: RFC 9457 (Problem Details for HTTP APIs). */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { FieldFault } from '#evisa/field-fault.ts'
import { isDamaged } from '../../platform/open-database.ts'
import { logEvent } from '../log-event.ts'
import { RowDamaged } from '../store/row-sums.ts'

export const ProblemDocument = Type.Object(
  {
    type: Type.String({ description: 'urn:evisa:problem:<code>' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.Optional(Type.String()),
    errors: Type.Optional(Type.Array(FieldFault)),
  },
  { $id: 'Problem', description: 'RFC 9457 problem' },
)

const PROBLEMS = {
  'bad-request': [400, 'The request is not well formed'],
  'not-signed-in': [401, 'Sign in first'],
  'session-over': [401, 'The session of this person is over'],
  'not-allowed': [403, 'This role may not do that'],
  'signature-needed': [409, 'This takes the signature of a person'],
  'not-found': [404, 'There is no such thing here'],
  'too-slow': [408, 'The request took too long to arrive'],
  conflict: [409, 'This contradicts what is already stored'],
  'too-large': [413, 'The request body is too large'],
  'media-type': [415, 'This media type is not taken here'],
  'breaks-policy': [422, 'The policy does not allow this'],
  'too-many': [429, 'Too many calls'],
  'too-busy': [503, 'The server is too busy or is stopping; try again shortly'],
  'no-signing-key': [503, 'No key may sign now; nothing was recorded'],
  'not-kept': [503, 'The store keeps nothing now: nothing was recorded'],
  'store-damaged': [503, 'The store is damaged: nothing was recorded'],
  'clock-doubted': [503, 'The clock of this server is doubted; nothing was signed or recorded'],
  'storage-full': [507, 'The storage is full: nothing was recorded'],
  'store-behind': [503, 'The store went back; nothing is done by it until it was looked at'],
  'not-built': [503, 'This part of the server is not built'],
  internal: [500, 'The server failed; nothing was acknowledged'],
} as const satisfies Record<string, readonly [number, string]>
export type ProblemCode = keyof typeof PROBLEMS

export interface ProblemMore {
  readonly errors?: readonly FieldFault[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Thrown by a route to end a request with a problem. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  readonly errors: readonly FieldFault[] | undefined
  readonly headers: Readonly<Record<string, string>>
  constructor(code: ProblemCode, detail: string, { errors, headers = {} }: ProblemMore = {}) {
    super(detail)
    this.code = code
    this.errors = errors
    this.headers = headers
  }
}

/** Makes every error of the application a problem; what is not known is logged by name and told to nobody. */
export function answerProblems(app: FastifyInstance): void {
  app.setNotFoundHandler((request) => {
    throw new Problem('not-found', `${request.method} ${request.url.split('?')[0]} does not exist; see /docs`)
  })
  app.setErrorHandler(answerError)
}

/** Answers one error. Of an address that no router can read the framework asks here too. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const problem = error instanceof Problem ? error : problemOf(error, request)
  const document = documentOf(problem)
  const { status } = document
  if (status >= 500) {
    const route = request.routeOptions.url ?? ''
    logEvent(request.log, 'request-failed', { route, error: error.name, code: error.code ?? '' })
  }
  if (status === 401) reply.header('www-authenticate', 'DPoP algs="ES256", Bearer')
  return reply.headers(problem.headers).code(status).type(PROBLEM_TYPE).send(document)
}

export const PROBLEM_TYPE = 'application/problem+json'

/** A problem as it is told. */
export function documentOf({ code, message, errors }: Problem): Static<typeof ProblemDocument> {
  const [status, title] = PROBLEMS[code]
  return {
    type: `urn:evisa:problem:${code}`,
    title,
    status,
    ...(message && { detail: message }),
    ...(errors && { errors: [...errors] }),
  }
}

const STORAGE_FULL = /^(SQLITE_FULL|SQLITE_IOERR_WRITE|ENOSPC|53100)$/
const DATABASE_AWAY =
  /^(57014|57P0[1-5]|08...|53[23]00|40...|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
const NO_ANSWER = /Connection terminated|timeout exceeded when trying to connect|Query read timeout/

function problemOf(error: FastifyError, { routeOptions }: FastifyRequest): Problem {
  if (error.validation) return new Problem('bad-request', error.message)
  if (STORAGE_FULL.test(error.code ?? '')) {
    return new Problem('storage-full', 'Free some space, then send the same request again.')
  }
  if (error.code?.startsWith('SQLITE_READONLY'))
    return new Problem('not-kept', 'The store can be read and not written: see its disk, and /health/ready.')
  if (isDamaged(error))
    return new Problem('store-damaged', 'What was asked for lies in damaged pages: see docs/recovery.md.')
  if (error instanceof RowDamaged)
    return new Problem('store-damaged', 'A row that this goes by is not as it was written: see docs/recovery.md.')
  // The caller hung up before all of its body had come: the name of the error is one that a database's line has too.
  if (error.statusCode === 400) return new Problem('bad-request', error.message)
  if (error.code === '25006')
    return new Problem('too-busy', 'The database takes nothing now: it is a standby, recovers, or is set read-only.')
  // The database is starting, stopping, fails over, or cannot be reached; what was under way was rolled back.
  if (DATABASE_AWAY.test(error.code ?? '') || NO_ANSWER.test(error.message)) {
    return new Problem('too-busy', 'The database cannot be reached: send the same request again shortly.')
  }
  // A text that the database cannot hold, such as one with a NUL in it, in what no schema of ours judges by character.
  if (error.code === '22021')
    return new Problem('bad-request', 'A text has a character that cannot be kept: leave it out.')
  if (error.name === 'StoreIsBehind')
    return new Problem('store-behind', 'What to do: `authority recovery`. Then send the same request again.', {
      headers: { 'retry-after': '60' },
    })
  if (error.name === 'ClockDoubted')
    return new Problem('clock-doubted', error.message, { headers: { 'retry-after': '60' } })
  if (error.name === 'NoSigningKey') return new Problem('no-signing-key', error.message)
  if (error.statusCode === 413)
    return new Problem('too-large', `Send at most ${Math.floor((routeOptions.bodyLimit ?? 0) / 1024)} KiB.`)
  if (error.statusCode === 415) return new Problem('media-type', error.message)
  if (error.statusCode === 503) return new Problem('too-busy', '')
  if (error.statusCode !== undefined && error.statusCode < 500) return new Problem('bad-request', error.message)
  return new Problem('internal', '')
}
