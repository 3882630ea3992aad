/** What keeps a flight from being begun or checked, as the problems that the routes of flights answer. */
import type { FlightFault } from '#evisa/flight.ts'
import type { Result } from '#evisa/result.ts'
import { type BeginFault, MAX_FLIGHTS_KEPT } from '../flights/begin-flight.ts'
import type { CheckFault } from '../flights/check-flight.ts'
import type { ListFault } from '../flights/read-list.ts'
import { Problem, type ProblemCode, type ProblemMore } from '../http/problem.ts'

type Fault = BeginFault | CheckFault | 'flight/not-yours'

const PROBLEMS: Readonly<Record<Fault, readonly [ProblemCode, string, ProblemMore?]>> = {
  'flights/too-many': [
    'too-many',
    `${MAX_FLIGHTS_KEPT} flights of your carrier are kept: remove some, or wait; they go three days after their arrival.`,
    { headers: { 'retry-after': '3600' } },
  ],
  'flight/other-list': ['conflict', 'This Idempotency-Key was used for another list: send a key of its own with each.'],
  'flight/not-yours': ['not-found', 'You have no flight of this id; those of past days are removed.'],
  'flight/removed': ['not-found', 'This flight was removed meanwhile.'],
  'flight/busy': ['too-busy', 'This flight is being changed by others: try again.'],
}
const LIST_PROBLEMS: Readonly<Record<ListFault['reason'], ProblemCode>> = {
  'list/format': 'bad-request',
  'list/too-long': 'too-large',
}

/** The value of a result. Throws the problem of a fault. */
export function orProblem<T>(result: Result<T, Fault | ListFault | readonly FlightFault[]>): T {
  if (result.ok) return result.value
  const fault = result.error
  if (typeof fault === 'string') throw new Problem(...PROBLEMS[fault])
  if ('reason' in fault) throw new Problem(LIST_PROBLEMS[fault.reason], fault.message)
  const errors = fault.map(({ field, rule, message }) => ({ field, rule, message }))
  throw new Problem('breaks-policy', errors.map(({ field, message }) => `${field} ${message}`).join('; '), { errors })
}
