/** What the authority has to look at: how a conflict is named, what is listed as one, and which records it is about. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { accountEntries, type Crossing } from '#evisa/entry-account.ts'
import { isStated } from '#evisa/person-statement.ts'
import {
  type Conflict,
  type ConflictKind,
  type LedgerRecord,
  NO_VISA_NUMBER,
  type ReviewFault,
  type SignedEvent,
  type Verdict,
  VISA_KINDS,
  type VisaKind,
} from './ledger-store.ts'

/** A conflict as it is kept. The id follows from the events, not from the order in which they came. */
export interface RaisedConflict {
  readonly id: string
  readonly kind: ConflictKind
  /** Those of one matter that nobody has reviewed are listed as one, under the id of the newest. */
  readonly matter: string
  /** Empty where it is about nobody's e-visa. */
  readonly visaNumber: string
  readonly device: string
  /** The place in the chain that it is about; null for one that is about a visa. */
  readonly seq: number | null
  /** What the id names: the id of a crossing, the hash of an event. */
  readonly about: string
  readonly raisedAt: EpochSeconds
}

/** An event in the ledger with what is needed to judge a conflict about it. */
export interface JudgedRecord extends LedgerRecord {
  /** Null for what is about nobody's e-visa. */
  readonly crossing: Crossing | null
  /** False for an event that has the id of another one. */
  readonly isTold: boolean
}

/** Names a conflict about one event, or about a crossing of a visa. */
export function raise(kind: VisaKind, crossing: Crossing, raisedAt: EpochSeconds): RaisedConflict
export function raise(
  kind: Exclude<ConflictKind, VisaKind> | 'late-void',
  signed: SignedEvent,
  raisedAt: EpochSeconds,
): RaisedConflict
export function raise(kind: ConflictKind, about: SignedEvent | Crossing, raisedAt: EpochSeconds): RaisedConflict {
  if (!('event' in about)) {
    const { id: crossing, visa_number: visaNumber, device, instead_of: steadOf, standing } = about
    // What stands in for an attempt goes by the id of the attempt, and nobody vouches that it is of the same e-visa.
    const id = steadOf === undefined ? `${kind}:${crossing}` : `${kind}:${visaNumber}:${crossing}`
    // What is accepted by itself is a matter by itself.
    const matter = kind === 'late-void' || standing === 'held' ? id : `${kind}:${visaNumber}`
    return { id, kind, matter, visaNumber, device, seq: null, about: crossing, raisedAt }
  }
  const { visa_number, device, seq } = about.event
  const visaNumber = visa_number ?? NO_VISA_NUMBER
  const id =
    kind === 'gap' ? gapBefore(about.hash) : `${kind}:${kind === 'forked-chain' ? `${device}:${seq}` : about.hash}`
  // What was done in a shift that nobody began is one matter, however many passed.
  const isOfShift = kind === 'unproven' && !isStated(about.event) && about.event.shift !== undefined
  const matter = isOfShift ? `${kind}:${device}:${about.event.shift}` : id
  return { id, kind, matter, visaNumber, device, seq, about: about.hash, raisedAt }
}

/** The id of the conflict that says that what this event follows is missing. */
export function gapBefore(hash: string): string {
  return `gap:${hash}`
}

/** An event in its chain. */
export interface ChainLink {
  readonly hash: string
  readonly prev: string | null
}

/**
 * What is odd about the place that an event takes in its chain: another one follows the same event, or nothing leads to
 * it. Of a cloned device this is one fork, where the chains part, however long both go on.
 */
export function chainConflicts(
  signed: SignedEvent,
  eventsAt: (device: string, seq: number) => readonly ChainLink[],
  raisedAt: EpochSeconds,
): RaisedConflict[] {
  const { device, seq, prev } = signed.event
  const isTaken = eventsAt(device, seq).some((other) => other.prev === prev)
  const isLed = prev === null ? seq === 1 : eventsAt(device, seq - 1).some(({ hash }) => hash === prev)
  return [
    ...(isTaken ? [raise('forked-chain', signed, raisedAt)] : []),
    ...(isLed ? [] : [raise('gap', signed, raisedAt)]),
  ]
}

/** The kinds that are about the crossings of a visa rather than about the chain of a device. */
export const VISA_MATTERS: readonly ConflictKind[] = [...VISA_KINDS, 'id-reused']

/** Whether all records of its e-visa have to do with it, and not a place in the chain of a device alone. */
export function isAboutVisa({ kind }: Pick<RaisedConflict, 'kind'>): boolean {
  return VISA_MATTERS.includes(kind)
}

/**
 * The records that a conflict is about, oldest first. `records` are all of its visa (of an e-visa that was replaced, of
 * those in its place too) or, for the chain of a device, those at its place and the one before.
 */
export function recordsOf(conflict: RaisedConflict, records: readonly JudgedRecord[]): readonly LedgerRecord[] {
  const itself = records.find(({ hash }) => hash === conflict.about)
  switch (conflict.kind) {
    case 'over-use':
      return inOrder(overUseRecords(conflict, records))
    case 'late-void': {
      // One that is about nobody's e-visa undoes nothing, whatever it names.
      if (itself !== undefined) return [itself]
      const pending = records.find(({ isTold, event }) => isTold && event.id === conflict.about)?.crossing
      return inOrder(records.filter(({ event }) => event.id === conflict.about || event.id === pending?.voids))
    }
    case 'forked-chain':
      return inOrder(records.filter(({ event }) => event.seq === conflict.seq))
    case 'id-reused':
      return inOrder(records.filter(({ hash, event }) => hash === conflict.about || event.id === itself?.event.id))
    case 'revoked-device':
    case 'too-new':
    case 'future-time':
    case 'unproven':
      return itself === undefined ? [] : [itself]
    default:
      return inOrder(records)
  }
}

/** Why a review cannot say this; null where it can. `held`: why the record is held that it is about; null for one that is not. */
export function reviewFault(
  conflict: Conflict | null,
  verdict: Verdict,
  held: CrossingReceipt['because'],
): ReviewFault | null {
  if (conflict === null) return 'no-such-conflict'
  if (conflict.review !== null) return 'already-reviewed'
  // What is held for another reason, too, is accepted where that is told of.
  const isOfNobody = conflict.kind === 'late-void' && conflict.visaNumber === NO_VISA_NUMBER
  const canAccept =
    (['revoked-device', 'too-new', 'late-void'].includes(conflict.kind) && !isOfNobody) || conflict.kind === held
  return verdict === 'accept' && !canAccept ? 'nothing-to-accept' : null
}

/** Every entry up to the one that was too many, with the attempts and overrides that belong to them. */
function overUseRecords(conflict: RaisedConflict, records: readonly JudgedRecord[]): readonly JudgedRecord[] {
  const told = records.filter(({ isTold }) => isTold)
  const entries = accountEntries(told.flatMap(({ crossing }) => crossing ?? [])).events.filter(
    ({ action }) => action === 'entry',
  )
  const last = entries.findIndex(({ id }) => id === conflict.about)
  const ids = new Set(entries.slice(0, last + 1).flatMap(({ id, override }) => [id, override ?? id]))
  return told.filter(({ event }) => ids.has(event.id) || ('instead_of' in event && ids.has(event.instead_of ?? '')))
}

function inOrder(records: readonly JudgedRecord[]): readonly LedgerRecord[] {
  return [...records].sort((one, other) => one.event.at - other.event.at || one.position - other.position)
}
