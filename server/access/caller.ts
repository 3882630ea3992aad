/** Who makes a call, as the check of access found it. */
import type { FastifyRequest } from 'fastify'
import type { Role } from '../store/device-store.ts'

export interface Caller {
  /** `authority`, `operator`, the device's id, or of a person at a portal the account's. */
  readonly id: string
  readonly role: Role
  /** Whose flights and limits it shares: its carrier, or itself where it belongs to none. */
  readonly owner: string
  /** The carrier whose devices it may enrol and revoke; null where it may not. */
  readonly administers: string | null
  /** The name of the operator; null for everybody else. */
  readonly operator: string | null
  /** The session of a person at a portal; null for everybody else. */
  readonly session: string | null
  /**
   * As the audit trail names it: `operator/NAME`, `authority/NAME` where somebody only said who is at the desk, or
   * `applicant/ACCOUNT` and `host/ACCOUNT`.
   */
  readonly actor: string
}

/** Whether it is the authority's desk, with the token in common or by one of its operators. */
export function isOfAuthority(caller: Caller | null): boolean {
  return caller?.role === 'authority' || caller?.role === 'operator'
}

/** Who makes this call. Throws where the check let it through without one: a call that anybody may make has no caller. */
export function callerOf({ caller }: Pick<FastifyRequest, 'caller'>): Caller {
  if (caller === null) throw new TypeError('a call that anybody may make has no caller')
  return caller
}
