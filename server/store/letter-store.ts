/** The port to letters: what the portal writes to people, each handed to a mail server once. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Act } from './audit-store.ts'
import type { DeliveryError, DeliveryState, LongestWaits } from './delivery-store.ts'
import type { LetterKind, NewLetter } from './queue-letter.ts'

/** A letter as it may be listed: what it says is nobody's but the person's. */
export interface StoredLetter extends Omit<NewLetter, 'content'> {
  readonly id: string
  readonly state: DeliveryState
  /** How often a worker took it; also the number of the claim. */
  readonly attempts: number
  /** While it waits, when it is tried next; while it is sent, until when its worker has it. */
  readonly nextAt: EpochSeconds | null
  /** It went out, and the server's answer to it was lost. */
  readonly unconfirmed: boolean
  readonly error: DeliveryError | null
  readonly createdAt: EpochSeconds
  readonly sentAt: EpochSeconds | null
}

/** A letter that a worker is to send. */
export type ClaimedLetter = StoredLetter & Pick<NewLetter, 'content'>
/** What a worker holds of a letter: with an older number of attempts it changes nothing. */
export type LetterClaim = Pick<StoredLetter, 'id' | 'attempts'>

/** What no mail server took. */
export interface Undelivered {
  /** An e-visa itself goes by a delivery. */
  readonly kind: LetterKind | 'e-visa'
  /** When it was written. */
  readonly at: EpochSeconds
}

/** What a letter says is forgotten when it is over, whatever became of it. */
export interface LetterStore {
  /** Takes the letter that is due for longest; null if none is. After `leaseUntil` another worker gets it, if it was not handed over. */
  claimLetter(now: EpochSeconds, leaseUntil: EpochSeconds): Promise<ClaimedLetter | null>
  /** Must be kept before the first byte is sent: from here on it is never sent again. False where the claim is lost. */
  handOverLetter(claim: LetterClaim, leaseUntil: EpochSeconds, act: Act): Promise<boolean>
  /** The server took it, or (unconfirmed) its answer was lost. */
  letterSent(claim: LetterClaim, unconfirmed: boolean, act: Act): Promise<boolean>
  /** The server certainly did not take it: it waits for the next attempt. */
  letterPostponed(claim: LetterClaim, nextAt: EpochSeconds, error: DeliveryError): Promise<boolean>
  /** No server will ever take it. */
  letterBounced(claim: LetterClaim, error: DeliveryError, act: Act): Promise<boolean>
  /** Makes due what a clock that was ahead put off. */
  bringLettersForward(now: EpochSeconds, longest: LongestWaits): Promise<void>
  /** Sets to `sent`, unconfirmed, what a worker handed over without coming back within its lease; gives how many. */
  settleLostLetters(act: Act): Promise<number>
  /** When something is to be done next; null if nothing is open. */
  nextLetterAt(): Promise<EpochSeconds | null>
  /** Letters in one state, or (null) in any, in the order of their ids, after an id; before it where the newest are to come first. */
  letters(
    state: DeliveryState | null,
    limit: number,
    after: string,
    isNewestFirst?: boolean,
  ): Promise<readonly StoredLetter[]>
  /**
   * The last letter to an address of which it is known what became of it, if no mail server took it. Codes to sign in by are left out:
   * they are asked for anew, and would hide that another letter did not come.
   */
  undeliveredTo(address: string): Promise<Undelivered | null>
  /** Forgets the addresses of letters that are over and were queued before a time. */
  forgetLetterAddresses(queuedBefore: EpochSeconds): Promise<void>
}
