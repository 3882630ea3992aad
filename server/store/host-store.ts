/** The port to hosts: who may invite, as they say of themselves, and as an officer confirmed once. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Result } from '#evisa/result.ts'
import type { HostKind } from '#evisa/terms/terms-edition.ts'
import type { Act } from './audit-store.ts'

export const HOST_STATES = ['claimed', 'confirmed', 'refused'] as const
export type HostState = (typeof HOST_STATES)[number]

export interface NewHost {
  /** Random, typeable, with a check character. */
  readonly id: string
  /** Null: entered by an officer at the counter. */
  readonly account: string | null
  readonly kind: HostKind
  /** BIN or IIN. */
  readonly number: string
  readonly name: string
  readonly place: string
}

export interface Host extends NewHost {
  readonly state: HostState
  /** Why it was refused; empty otherwise. */
  readonly reason: string
  /** The officer at the counter; null: claimed by its account. */
  readonly enteredBy: string | null
  readonly decidedBy: string | null
  readonly decidedAt: EpochSeconds | null
  readonly createdAt: EpochSeconds
}

/** A host as an officer judges it. */
export interface HostBeforeOfficer extends Host {
  /** Others of the same number that were not refused: one may be the same house twice, or somebody else's claim of it. */
  readonly others: readonly Pick<Host, 'id' | 'name' | 'state' | 'createdAt'>[]
}

export type HostDecision =
  /** `inPlaceOf`: the same house, as it was entered at the counter before it had an account; its invitations go over. */
  | { readonly state: 'confirmed'; readonly inPlaceOf?: string | undefined }
  | { readonly state: 'refused'; readonly reason: string }

/** Why a host was not decided on: nothing was done. */
export type HostDecisionFault =
  | 'no-such-host'
  /** Whoever entered it at the counter does not confirm it. */
  | 'same-officer'
  | { readonly kind: 'decided-before'; readonly state: HostState; readonly by: string }
  /** `host`: for which the number is confirmed. `isOfCounter`: it has no account, so that this one may take its place. */
  | { readonly kind: 'number-confirmed'; readonly host: string; readonly isOfCounter: boolean }

export interface HostQuery {
  readonly state?: HostState | undefined
  readonly after?: { readonly at: EpochSeconds; readonly id: string } | undefined
  readonly limit: number
}

/** How many hosts of one account may wait or stand. */
export const MOST_HOSTS_AN_ACCOUNT = 20

export interface HostStore {
  /**
   * Keeps a claim. The same number again of the same account, or at the counter, is that host, however the rest is
   * spelled by then.
   */
  claimHost(host: NewHost, act: Act): Promise<Result<Host, 'too-many-hosts'>>
  host(id: string): Promise<HostBeforeOfficer | null>
  /** Oldest first, at most so many as an account may have. */
  hostsOfAccount(account: string): Promise<readonly Host[]>
  /** Oldest first. */
  hosts(query: HostQuery): Promise<readonly HostBeforeOfficer[]>
  /** Decides, once, and queues the letter to its account. A number is confirmed for one host. */
  decideHost(id: string, decision: HostDecision, act: Act): Promise<Result<Host, HostDecisionFault>>
}
