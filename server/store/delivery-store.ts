/** The port to deliveries: e-visas on their way by e-mail, each handed to a mail server once. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Act } from './audit-store.ts'

/** A worker has what is `sending`. What is `sent` may be unconfirmed: the message went out and the answer was lost. */
export const DELIVERY_STATES = ['waiting', 'sending', 'sent', 'bounced'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** Why an attempt failed. The text never holds the address. */
export interface DeliveryError {
  readonly code: string
  readonly text: string
}

export interface NewDelivery {
  /** A UUIDv7: they are listed in the order in which they were asked for. */
  readonly id: string
  readonly visaNumber: string
  /** Empty once it was forgotten. */
  readonly address: string
  /** The one that comes first in the message. */
  readonly language: TravellerLanguage
  /** The delivery that this one repeats. */
  readonly resendOf: string | null
}

export interface StoredDelivery extends NewDelivery {
  readonly state: DeliveryState
  /** How often a worker took it; also the number of the claim. */
  readonly attempts: number
  /** While it waits, when it is tried next; while it is sent, until when its worker has it. */
  readonly nextAt: EpochSeconds | null
  readonly unconfirmed: boolean
  readonly error: DeliveryError | null
  readonly createdAt: EpochSeconds
  readonly sentAt: EpochSeconds | null
  readonly requestedBy: string
}

/** What a worker holds of a delivery: with an older number of attempts it changes nothing. */
export type DeliveryClaim = Pick<StoredDelivery, 'id' | 'attempts'>

export interface DeliveryBacklog {
  readonly waiting: number
  readonly oldestAt: EpochSeconds | null
}

/** For how long a delivery waits for its next attempt, or is held by a worker, at most. */
export interface LongestWaits {
  readonly retrySeconds: number
  readonly leaseSeconds: number
}

/** How long an address is kept after it was given; from then on only the fact is kept that something was sent. */
export const ADDRESS_KEPT_SECONDS = 90 * 86_400

export interface DeliveryStore {
  /** Queues a delivery, due at once. One of the same e-visa to the same address that is still open is given instead. */
  queueDelivery(delivery: NewDelivery, act: Act): Promise<StoredDelivery>
  /**
   * Takes the delivery that is due for longest; null if none is. Until `leaseUntil` no other worker gets it, and after it
   * only if it was not handed over.
   */
  claimDelivery(now: EpochSeconds, leaseUntil: EpochSeconds): Promise<StoredDelivery | null>
  /**
   * Must be kept before the first byte of the message is sent: from here on it is never sent again by itself. False where
   * the claim is lost, or the e-visa was revoked or suspended meanwhile: then nothing may be sent.
   */
  handOverDelivery(claim: DeliveryClaim, leaseUntil: EpochSeconds, act: Act): Promise<boolean>
  /** The server took the message, or (unconfirmed) its answer was lost. A late answer confirms one that was not. */
  deliverySent(claim: DeliveryClaim, unconfirmed: boolean, act: Act): Promise<boolean>
  /** The server certainly did not take the message: it waits for the next attempt. */
  deliveryPostponed(claim: DeliveryClaim, nextAt: EpochSeconds, error: DeliveryError, act: Act): Promise<boolean>
  /** No server will ever take the message: nothing more is tried. */
  deliveryBounced(claim: DeliveryClaim, error: DeliveryError, act: Act): Promise<boolean>
  /**
   * Makes due what a clock that was ahead put off: what was never tried, and what waits, or is held, for longer than
   * anything does.
   */
  bringDeliveriesForward(now: EpochSeconds, longest: LongestWaits): Promise<void>
  /** Sets to `sent`, unconfirmed, what a worker handed over without coming back within its lease; gives how many. */
  settleLostDeliveries(act: Act): Promise<number>
  findDelivery(id: string): Promise<StoredDelivery | null>
  /** The deliveries of one e-visa, oldest first. */
  deliveriesOf(visaNumber: string): Promise<readonly StoredDelivery[]>
  /** Deliveries in one state, or (null) in any, in the order of their ids, after an id; before it where the newest are to come first. */
  deliveries(
    state: DeliveryState | null,
    limit: number,
    after: string,
    isNewestFirst?: boolean,
  ): Promise<readonly StoredDelivery[]>
  /** When something is to be done next; null if nothing is open. */
  nextDeliveryAt(): Promise<EpochSeconds | null>
  deliveryBacklog(): Promise<DeliveryBacklog>
  /** Forgets the addresses of deliveries that are over and were queued before a time. */
  forgetAddresses(queuedBefore: EpochSeconds): Promise<void>
}
