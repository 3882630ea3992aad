/** The port to what wants somebody: counted where it lies. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

/** What the store counts. Of what somebody has to look at once it was told for a week. */
export type CountedMatter =
  | 'cases'
  | 'cases-overdue'
  | 'corrections'
  | 'second-looks'
  | 'looks-wrong'
  | 'decisions-altered'
  | 'hosts'
  | 'invitations'
  | 'proposals'
  | 'conflicts'
  | 'overrides'
  | 'referrals'
  | 'mail-bounced'
  | 'payments'
  | 'devices-silent'

export interface CountedAttention {
  readonly matter: CountedMatter
  readonly count: number
  /** Since when the first of them waits; of cases when it is due. Null where that is not known. */
  readonly since: EpochSeconds | null
}

export interface AttentionStore {
  /** What there is any of, in the order of the matters. */
  attention(now: EpochSeconds): Promise<readonly CountedAttention[]>
}
