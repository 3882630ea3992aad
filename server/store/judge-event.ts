/** Whether an event counts in the ledger. What a device did offline is a fact, and is never refused. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingEvent } from '#evisa/crossing-event.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { accountEntries, type Crossing, type EntryAccount } from '#evisa/entry-account.ts'
import { unknownMust } from '#evisa/extensions.ts'
import type { VisaTerms } from './ledger-view.ts'

/** What the ledger knows when an event comes. */
export interface EventContext {
  /** Another event has the id of this one. */
  readonly isIdTaken: boolean
  readonly isRevoked: boolean
  /** Undefined where no such visa was issued here. */
  readonly terms: VisaTerms | undefined
  /** The e-visa that was shown is the authority's, whatever the store knows of it; null where that could not be checked. too-new: an extension must be known here, and is not. */
  readonly isEvisaProven: boolean | null
  /** All crossings of the visa before this event. */
  readonly crossings: readonly Crossing[]
  readonly receivedAt: EpochSeconds
  /** When the store was restored last; 0 where it never was. */
  readonly epochBegan: EpochSeconds
}

/** unknown-visa: the store does not know an e-visa that is the authority's, or that could not be checked. */
export type HeldBecause = 'id-reused' | 'revoked-device' | 'too-new' | 'unknown-visa'

export type Judgement =
  | { readonly standing: 'counts'; readonly because: null; readonly usedBy: null }
  | { readonly standing: 'held'; readonly because: HeldBecause; readonly usedBy: null }
  | { readonly standing: 'refused'; readonly because: string; readonly usedBy: CrossingReceipt['used_by'] }

// Nobody waits for the answer to an older attempt: a station that was killed hands it in when it is back.
const ATTEMPT_LIFE_SECONDS = 300
const COUNTS: Judgement = { standing: 'counts', because: null, usedBy: null }

export function judgeEvent(event: CrossingEvent, context: EventContext): Judgement {
  if (context.isIdTaken) return { standing: 'held', because: 'id-reused', usedBy: null }
  if (context.isRevoked) return { standing: 'held', because: 'revoked-device', usedBy: null }
  if (unknownMust(event) !== null) return { standing: 'held', because: 'too-new', usedBy: null }
  // The account is made only for what may be refused: to make it for each event of a visa takes their number squared.
  if (!isAttempt(event) || isOfBefore(event, context)) return COUNTS
  const account = accountEntries(context.crossings)
  const because = tooLate(event, account, context)
  if (because === null) return COUNTS
  // What could not be checked is not refused for good: it is for the authority to look into.
  if (because === 'unknown-visa' && context.isEvisaProven !== false) return { standing: 'held', because, usedBy: null }
  const last = account.events.findLast(({ action }) => action === 'entry')
  if (last === undefined) return { standing: 'refused', because, usedBy: null }
  const { id, at, checkpoint, device } = last
  return { standing: 'refused', because, usedBy: { id, at, checkpoint, device } }
}

/** An admission that waits for the answer. */
export type Attempt = Extract<CrossingEvent, { action: 'entry' }> & { basis: 'online' }

export function isAttempt(event: CrossingEvent): event is Attempt {
  return event.action === 'entry' && event.basis === 'online'
}

function isStale({ at }: Attempt, { receivedAt }: EventContext): boolean {
  return receivedAt - at > ATTEMPT_LIFE_SECONDS
}

/** The store that was lost may have acknowledged it, and somebody walked through: it is a fact by now, as what was done offline. */
function isOfBefore(event: Attempt, context: EventContext): boolean {
  return isStale(event, context) && event.at < context.epochBegan
}

/**
 * An online admission is a compare-and-set: it counts only while the visa stands, no stay is open and an entry is left,
 * or a second person answers for it.
 */
function tooLate(event: Attempt, account: EntryAccount, context: EventContext): string | null {
  const { terms, isEvisaProven } = context
  if (isStale(event, context)) return 'attempt/stale'
  const { override } = event
  // What the authority took back for good no second person gives again.
  if (terms?.status === 'revoked') return 'status/revoked'
  // Nor does anybody answer for what nothing proves.
  if (terms === undefined && isEvisaProven !== true) return 'unknown-visa'
  const isAnsweredFor = account.notes.some(
    ({ id, action, device }) => action === 'override' && id === override && device === event.device,
  )
  // One override lets one person in, once.
  const isUsed = account.events.some((other) => other.override !== undefined && other.override === override)
  if (isAnsweredFor && !isUsed) return null
  if (terms === undefined) return 'unknown-visa'
  if (terms.status !== 'valid') return `status/${terms.status}`
  if (account.used >= terms.allowed) return 'entries/used-up'
  return account.open === null ? null : 'entries/stay-open'
}
