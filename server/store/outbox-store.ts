/** The port to the outbox of issuing: what officers have no objection to, until its e-visa is there. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Act } from './audit-store.ts'
import type { IssueFault } from './case-store.ts'

/** What a worker holds: with an older number of attempts it sends nothing back. */
export interface IssuingClaim {
  readonly reference: string
  readonly attempts: number
}

export interface DueIssue extends IssuingClaim {
  /** What is to be issued, as it waits. */
  readonly input: string
  /** The same as the officer decided it: they must not differ by a byte. */
  readonly decided: string | null
  /** Of that decision; null where none was made. */
  readonly signature: string | null
}

export interface IssuingBacklog {
  readonly waiting: number
  readonly oldestAt: EpochSeconds | null
  /** How many decisions were found not to be what was decided, and when the last one was. */
  readonly altered: number
  readonly alteredAt: EpochSeconds | null
}

export interface OutboxStore {
  /** Takes what is due for longest; null if nothing is. Until `leaseUntil` no other worker gets it. */
  claimIssue(now: EpochSeconds, leaseUntil: EpochSeconds): Promise<DueIssue | null>
  /** Its e-visa was recorded: the case is issued, its invitation used. False where that is so already. */
  caseIssued(reference: string, visaNumber: string, act: Act): Promise<boolean>
  /**
   * It cannot be issued as it was decided: the case goes back to the officers with why. False, and nothing was done, where
   * the claim is lost or its e-visa was recorded all the same.
   */
  caseNotIssued(claim: IssuingClaim, faults: readonly IssueFault[], act: Act): Promise<boolean>
  /** It could not be tried: it is due again at another time. */
  postponeIssue(claim: IssuingClaim, nextAt: EpochSeconds): Promise<void>
  issuingBacklog(): Promise<IssuingBacklog>
  /** When something is due next; null if nothing waits. */
  nextIssueAt(): Promise<EpochSeconds | null>
}
