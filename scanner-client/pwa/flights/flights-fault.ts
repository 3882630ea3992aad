/** What kept a flight from being checked, as it is told to a person. */
import type { FlightFault } from '#evisa/flight.ts'
import { AccessEnded, Rejected, SignInFirst, Unreachable } from '../../offline/http-call.ts'

export type FlightsFault =
  | { readonly code: 'plan'; readonly faults: readonly FlightFault[] }
  | { readonly code: 'list' | 'rejected' | 'access-ended' | 'bug'; readonly detail: string }
  | { readonly code: 'sign-in' | 'needs-network' | 'no-data' | 'not-rechecked' | 'gone' }

/** What nobody expected is called a bug. */
export function flightsFaultOf(error: unknown): FlightsFault {
  if (error instanceof AccessEnded) return { code: 'access-ended', detail: error.message }
  if (error instanceof Rejected)
    return error.status === 404 ? { code: 'gone' } : { code: 'rejected', detail: error.message }
  if (error instanceof SignInFirst) return { code: 'sign-in' }
  if (error instanceof Unreachable) return { code: 'needs-network' }
  return { code: 'bug', detail: error instanceof Error ? error.message : String(error) }
}
