/** The port to the people of the portal: accounts, how they sign in, and their sessions. */
import type { EpochSeconds } from '#evisa/civil-date.ts'

export type AccountKind = 'applicant' | 'host'

/** A session that is not over. */
export interface LiveSession {
  readonly id: string
  readonly account: string
  readonly kind: AccountKind
}

export interface AccountStore {
  /** The session of a token that is not over; notes, once a minute, that it was seen. */
  findSession(tokenHash: string, now: EpochSeconds): Promise<LiveSession | null>
}
