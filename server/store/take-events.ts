/** How events enter the ledger: what is pure of it, over what a store has loaded, and so the same on every store. */
import { addDays, type CivilDate, type EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import {
  accountEntries,
  type Crossing,
  crossingOf,
  dayOf,
  type EntryAccount,
  overUses,
  type Standing,
} from '#evisa/entry-account.ts'
import type { AuditEntry } from './audit-store.ts'
import { type ChainLink, chainConflicts, type RaisedConflict, raise } from './ledger-conflicts.ts'
import type { SignedEvent } from './ledger-store.ts'
import type { StoredVisa } from './visa-store.ts'

/** What the ledger needs to know of a visa. */
export interface VisaTerms {
  readonly status: StoredVisa['status']
  /** Infinity for any number. */
  readonly allowed: number
  readonly validUntil: CivilDate
  readonly stayDays: number
}

/** What a store has loaded: it must hold still until what was taken is written. */
export interface LedgerView {
  /** Where the ledger ends. */
  readonly end: number
  /** The receipt of an event that is stored. */
  receiptOf(hash: string): CrossingReceipt | undefined
  /** The hash of the event that has this id. */
  holderOf(id: string): string | undefined
  /** The events in one place of a device's chain: more than one where it was cloned. */
  eventsAt(device: string, seq: number): readonly ChainLink[]
  isRevoked(device: string): boolean
  /** Undefined where no such visa was issued here. */
  visa(number: string): VisaTerms | undefined
  crossingsOf(number: string): readonly Crossing[]
}

/** Events as one device handed them in. */
export interface HandIn {
  readonly events: readonly SignedEvent[]
  readonly from: string
  readonly receivedAt: EpochSeconds
}

/** A row to be written. */
export interface NewRow extends SignedEvent {
  readonly position: number
  /** Null for what no copy of the ledger may hold: it has the id of another event. */
  readonly feedPosition: number | null
  readonly crossing: Crossing
  readonly allowed: number | null
  readonly until: CivilDate
  readonly receipt: CrossingReceipt
  readonly receivedAt: EpochSeconds
  readonly receivedFrom: string
}

/** What a visa's crossings have come to. */
export interface VisaChange {
  readonly number: string
  readonly used: number
  /** The status lists say something else of it now. */
  readonly isMarked: boolean
}

export interface Taken {
  /** One list a hand-in, in its order. */
  readonly receipts: readonly (readonly CrossingReceipt[])[]
  readonly rows: readonly NewRow[]
  readonly visas: readonly VisaChange[]
  readonly conflicts: readonly RaisedConflict[]
  readonly audit: readonly AuditEntry[]
}

// A device's clock may be that far ahead before its events are looked at by somebody.
const CLOCK_TOLERANCE_SECONDS = 120
// Nobody waits for the answer to an older attempt: a station that was killed hands it in when it is back.
const ATTEMPT_LIFE_SECONDS = 300
// How long a crossing is told of where no visa says it.
const UNKNOWN_VISA_DAYS = 400
const AFTER_CROSSING_DAYS = 2

/** Judges the events of some hand-ins one after another; each sees what those before it have changed. */
export function takeEvents(view: LedgerView, handIns: readonly HandIn[]): Taken {
  const rows = new Map<string, NewRow>()
  const ids = new Map<string, string>()
  const places = new Map<string, ChainLink[]>()
  const crossings = new Map<string, Crossing[]>()
  const before = new Map<string, EntryAccount>()
  const conflicts = new Map<string, RaisedConflict>()
  const audit: AuditEntry[] = []
  let { end } = view

  const crossingsOf = (number: string): Crossing[] => {
    const known = crossings.get(number) ?? [...view.crossingsOf(number)]
    crossings.set(number, known)
    return known
  }
  const eventsAt = (device: string, seq: number): readonly ChainLink[] => [
    ...view.eventsAt(device, seq),
    ...(places.get(`${device}:${seq}`) ?? []),
  ]
  const take = (signed: SignedEvent, { from, receivedAt }: HandIn): CrossingReceipt => {
    const { event, hash } = signed
    const known = rows.get(hash)?.receipt ?? view.receiptOf(hash)
    if (known !== undefined) return known
    const number = event.visa_number
    const ofVisa = crossingsOf(number)
    if (!before.has(number)) before.set(number, accountEntries(ofVisa))
    const isIdTaken = ids.has(event.id) || view.holderOf(event.id) !== undefined
    const held = isIdTaken ? 'id-reused' : view.isRevoked(event.device) ? 'revoked-device' : null
    const terms = view.visa(number)
    // Only for what may be refused: to fold all the crossings of a visa for each of its events takes their number squared.
    const account = held === null && isAttempt(event) ? accountEntries(ofVisa) : null
    const refused = account === null ? null : tooLate(signed, account, terms, receivedAt)
    const standing: Standing = held !== null ? 'held' : refused !== null ? 'refused' : 'counts'
    end += 1
    const last = account?.events.findLast(({ action }) => action === 'entry')
    const receipt: CrossingReceipt = {
      hash,
      result: standing === 'counts' ? 'stored' : (standing as 'held' | 'refused'),
      because: held ?? refused,
      position: end,
      received_at: receivedAt,
      used_by:
        refused === null || last === undefined
          ? null
          : { id: last.id, at: last.at, checkpoint: last.checkpoint, device: last.device },
    }
    const crossing = crossingOf(event, standing)
    rows.set(hash, {
      ...signed,
      position: end,
      feedPosition: isIdTaken ? null : end,
      crossing,
      allowed: terms === undefined || terms.allowed === Number.POSITIVE_INFINITY ? null : terms.allowed,
      until: untilOf(crossing, terms),
      receipt,
      receivedAt,
      receivedFrom: from,
    })
    const raised = [
      ...chainConflicts(signed, eventsAt, receivedAt),
      ...(held === null ? [] : [raise(held, signed, receivedAt)]),
      ...(event.at > receivedAt + CLOCK_TOLERANCE_SECONDS ? [raise('future-time', signed, receivedAt)] : []),
    ]
    for (const one of raised) if (!conflicts.has(one.id)) conflicts.set(one.id, one)
    const place = `${event.device}:${event.seq}`
    places.set(place, [...(places.get(place) ?? []), { hash, prev: event.prev }])
    if (!isIdTaken) {
      ids.set(event.id, hash)
      ofVisa.push(crossing)
    }
    const noted = auditOf(signed, receivedAt)
    if (noted !== null) audit.push(noted)
    return receipt
  }
  const receipts = handIns.map((handIn) => handIn.events.map((event) => take(event, handIn)))
  const visas: VisaChange[] = []
  for (const [number, account] of before) {
    const at = handIns.at(-1)?.receivedAt ?? 0
    const after = visaAfter(number, crossingsOf(number), view.visa(number), account, at)
    visas.push(after.change)
    for (const one of after.conflicts) if (!conflicts.has(one.id)) conflicts.set(one.id, one)
  }
  return { receipts, rows: [...rows.values()], visas, conflicts: [...conflicts.values()], audit }
}

/** What a visa's crossings come to after a change, and the conflicts that there are in them. */
export function visaAfter(
  number: string,
  crossings: readonly Crossing[],
  terms: VisaTerms | undefined,
  before: EntryAccount,
  at: EpochSeconds,
): { readonly change: VisaChange; readonly conflicts: readonly RaisedConflict[] } {
  const account = accountEntries(crossings)
  const allowed = terms?.allowed ?? Number.POSITIVE_INFINITY
  const tooMany = overUses(account, allowed).map((crossing) => raise('over-use', crossing, at))
  const voids = account.pendingVoids.map((crossing) => raise('late-void', crossing, at))
  return {
    change: { number, used: account.used, isMarked: before.used >= allowed !== account.used >= allowed },
    conflicts: [...tooMany, ...voids],
  }
}

/**
 * An online admission is a compare-and-set: it counts only while the visa stands, no stay is open and an entry is left,
 * or a second person answers for it. What a device did offline is a fact and is never refused.
 */
function tooLate(
  { event }: SignedEvent,
  account: EntryAccount,
  terms: VisaTerms | undefined,
  receivedAt: EpochSeconds,
): string | null {
  if (!isAttempt(event)) return null
  if (receivedAt - event.at > ATTEMPT_LIFE_SECONDS) return 'attempt/stale'
  const { override } = event
  const isAnsweredFor = account.notes.some(
    ({ id, action, device }) => action === 'override' && id === override && device === event.device,
  )
  if (isAnsweredFor || terms === undefined) return null
  if (terms.status !== 'valid') return `status/${terms.status}`
  if (account.used >= terms.allowed) return 'entries/used-up'
  return account.open === null ? null : 'entries/stay-open'
}

function isAttempt(event: SignedEvent['event']): event is SignedEvent['event'] & { action: 'entry'; basis: 'online' } {
  return event.action === 'entry' && event.basis === 'online'
}

function untilOf(crossing: Crossing, terms: VisaTerms | undefined): CivilDate {
  const after = addDays(dayOf(crossing), terms === undefined ? UNKNOWN_VISA_DAYS : AFTER_CROSSING_DAYS)
  const over = terms === undefined ? after : addDays(terms.validUntil, terms.stayDays)
  return over > after ? over : after
}

function auditOf({ event }: SignedEvent, at: EpochSeconds): AuditEntry | null {
  if (event.action !== 'override' && event.action !== 'void') return null
  const { id, device, action, visa_number: subject, supervisor = '', text } = event
  const about = event.action === 'override' ? { code: event.code } : { voids: event.voids }
  return { actor: device, at, act: action, subject, detail: { event: id, supervisor, text, ...about } }
}
