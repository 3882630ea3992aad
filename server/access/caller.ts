/** Who makes a call, as the check of access found it. */
import type { FastifyRequest } from 'fastify'
import type { Role } from '../store/device-store.ts'
import type { PersonRole } from '../store/person-store.ts'

/** A carrier, and at which of its stations; null: at all of them. */
export interface Administered {
  readonly carrier: string
  readonly stations: readonly string[] | null
}

export interface Caller {
  /** `authority`, `operator`, the device's id, of a person at a portal the account's, or of one who decides the person's. */
  readonly id: string
  readonly role: Role
  /** Whose flights and limits it shares: its carrier, or itself where it belongs to none. */
  readonly owner: string
  /** Whose devices it may enrol and revoke, beside the authority; null where it may not. */
  readonly administers: Administered | null
  /** The name of the operator, or of the person who decides; null for everybody else. */
  readonly operator: string | null
  /** What a person who decides may do; of everybody else the role says it. */
  readonly roles: readonly PersonRole[]
  /** The console that a person who decides is at; null for everybody else. */
  readonly console: string | null
  /** The session of a person at a portal or a console; null for everybody else. */
  readonly session: string | null
  /**
   * As the audit trail names it: `person/NAME`, `operator/NAME`, `authority/NAME` where somebody only said who is at the desk,
   * or `applicant/ACCOUNT` and `host/ACCOUNT`.
   */
  readonly actor: string
}

/** Whether it is the authority's desk: with the token in common, by one of its operators, or by one of its people at a console. */
export function isOfAuthority(caller: Caller | null): boolean {
  if (caller?.role === 'person') return !caller.roles.includes('carrier-administrator')
  return caller?.role === 'authority' || caller?.role === 'operator'
}

/** Who makes this call. Throws where the check let it through without one: a call that anybody may make has no caller. */
export function callerOf({ caller }: Pick<FastifyRequest, 'caller'>): Caller {
  if (caller === null) throw new TypeError('a call that anybody may make has no caller')
  return caller
}
