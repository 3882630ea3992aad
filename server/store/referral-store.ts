/** The port to referrals: who was sent to second line, and what became of it. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'

export type ReferralEvent = Extract<CrossingEvent, { action: 'referral' }>

/** open: nobody has taken it. closed: by second line, or by an entry, exit or refusal that names it. */
export const REFERRAL_STATES = ['open', 'taken', 'handed-back', 'closed'] as const
export type ReferralState = (typeof REFERRAL_STATES)[number]

export interface KeptReferral {
  readonly event: ReferralEvent
  /** As its device signed it. */
  readonly jws: string
  /** When it was made, or received if that was later: the clock of its booth may be slow. */
  readonly knownAt: EpochSeconds
  readonly state: ReferralState
  /** What put it into its state; null for one that is open. */
  readonly act: { readonly device: string; readonly operator: string | null; readonly at: EpochSeconds } | null
}

/** Where a page ended: since when its last referral is known, and its id. */
export interface ReferralPlace {
  readonly at: EpochSeconds
  readonly id: string
}

export interface ReferralQuery {
  /** Only those that nothing has ended. */
  readonly isOpen: boolean
  readonly checkpoint?: string | undefined
  /** Known at this time or later. */
  readonly since?: EpochSeconds | undefined
  /** Known before this time. */
  readonly before?: EpochSeconds | undefined
  readonly after?: ReferralPlace | undefined
  readonly limit: number
}

export interface ReferralStore {
  /** Those that count, oldest first. The same whatever the order in which the events came. */
  referrals(query: ReferralQuery): Promise<readonly KeptReferral[]>
}
