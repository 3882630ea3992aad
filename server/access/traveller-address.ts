/** The address of the person in front of a portal or a console, which that names: only these are believed, and only about it. */
import type { FastifyRequest } from 'fastify'
import { Problem } from '../http/problem.ts'
import type { Role } from '../store/device-store.ts'
import { callerOf } from './caller.ts'
import { groupOf, plainAddress } from './caller-address.ts'

export const ADDRESS_HEADER = 'evisa-client-address'
// People call over a portal or a console.
const BELIEVED: readonly Role[] = ['portal', 'console', 'applicant', 'host', 'person']

type Named = Pick<FastifyRequest, 'headers' | 'caller'>

/**
 * Null where none is named. The header of anybody else is not read, as that of a proxy that is not believed. Throws the
 * problem of a portal that names what is no address: all of its travellers would be counted as one.
 */
export function travellerAddress(request: Named): string | null {
  const named = request.headers[ADDRESS_HEADER]
  if (named === undefined || !BELIEVED.includes(callerOf(request).role)) return null
  const address = typeof named === 'string' ? plainAddress(named) : null
  if (address === null) throw new Problem('bad-request', `${ADDRESS_HEADER} takes one address, such as 203.0.113.7.`)
  return address
}

/**
 * By what a call is counted: a person by the account, a portal by the traveller's address, or by itself where it names none,
 * and each device by its id.
 */
export function countedBy(request: Named): string {
  const { id, role } = callerOf(request)
  return role === 'portal' || role === 'console' ? travellerOr(id, request) : id
}

/** The traveller's address; of a household its network. */
export function travellerOr(otherwise: string, request: Named): string {
  const address = travellerAddress(request)
  return address === null ? otherwise : groupOf(address)
}
