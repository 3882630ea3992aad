/** What the API answered, as a page goes on with it: what was asked for, or a refusal that becomes a page of its own. */
import type { FieldFault } from '#evisa/field-fault.ts'

/** RFC 9457, as the server tells it. */
export interface ToldProblem {
  readonly type: string
  readonly detail?: string
  readonly errors?: readonly FieldFault[]
}

/** The API said no, and the route had no page of its own for that. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number
  readonly problem: ToldProblem
  constructor(status: number, problem: ToldProblem) {
    super(`${status} ${problem.type}`)
    this.status = status
    this.problem = problem
  }
}

interface Answered {
  readonly data?: unknown
  readonly error?: unknown
  readonly response: Pick<Response, 'status' | 'ok'>
}

/** What was asked for. Throws `Refused`. */
export function dataOf<A extends Answered>(answer: A): NonNullable<A['data']> {
  const { data, response } = answer
  if (!response.ok || data === undefined || data === null) throw refusedBy(answer)
  return data as NonNullable<A['data']>
}

/** Nothing where the API did as it was asked without saying anything. Throws `Refused`. */
export function done(answer: Answered): void {
  if (!answer.response.ok) throw refusedBy(answer)
}

/** The refusal, if it is one of these that the route tells on its own page; undefined where it did as it was asked. Throws `Refused` for others. */
export function refusalOf(answer: Answered, ...statuses: readonly number[]): Refused | undefined {
  if (answer.response.ok) return undefined
  const refused = refusedBy(answer)
  if (!statuses.includes(refused.status)) throw refused
  return refused
}

function refusedBy({ error, response }: Answered): Refused {
  return new Refused(response.status, problemIn(error))
}

/** Of the body of a refusal, whatever came. */
export function problemIn(error: unknown): ToldProblem {
  const isProblem = typeof error === 'object' && error !== null && 'type' in error && typeof error.type === 'string'
  return isProblem ? (error as ToldProblem) : { type: 'urn:evisa:problem:internal' }
}

/** By its code, such as `session-over`. */
export function isProblem({ problem }: Refused, code: string): boolean {
  return problem.type === `urn:evisa:problem:${code}`
}
