/** What the authority has to look at: how a conflict is named, when it still is one, and which records it is about. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { accountEntries, type Crossing, overUses } from '#evisa/entry-account.ts'
import type { Conflict, ConflictKind, LedgerRecord, ReviewFault, SignedEvent, Verdict } from './ledger-store.ts'

/** A conflict as it is kept. The id follows from the events, not from the order in which they came. */
export interface RaisedConflict {
  readonly id: string
  readonly kind: ConflictKind
  readonly visaNumber: string
  readonly device: string
  /** The place in the chain that it is about; null for one that is about a visa. */
  readonly seq: number | null
  /** What the id names: the id of an entry, the hash of an event. */
  readonly about: string
  readonly raisedAt: EpochSeconds
}

/** An event in the ledger with what is needed to judge a conflict about it. */
export interface JudgedRecord extends LedgerRecord {
  readonly crossing: Crossing
  /** False for an event that has the id of another one. */
  readonly isTold: boolean
  readonly allowed: number | null
}

type OfVisa = 'over-use' | 'late-void'

/** Names a conflict about one event, or about a crossing of a visa. */
export function raise(kind: OfVisa, crossing: Crossing, raisedAt: EpochSeconds): RaisedConflict
export function raise(kind: Exclude<ConflictKind, OfVisa>, signed: SignedEvent, raisedAt: EpochSeconds): RaisedConflict
export function raise(kind: ConflictKind, about: SignedEvent | Crossing, raisedAt: EpochSeconds): RaisedConflict {
  if (!('event' in about)) {
    const { id, visa_number: visaNumber, device } = about
    return { id: `${kind}:${id}`, kind, visaNumber, device, seq: null, about: id, raisedAt }
  }
  const { visa_number: visaNumber, device, seq } = about.event
  const name = kind === 'forked-chain' ? `${device}:${seq}` : about.hash
  return { id: `${kind}:${name}`, kind, visaNumber, device, seq, about: about.hash, raisedAt }
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

/** Whether it is about the crossings of a visa rather than about the chain of a device. */
export function isAboutVisa({ kind }: Pick<RaisedConflict, 'kind'>): boolean {
  return kind === 'over-use' || kind === 'late-void' || kind === 'id-reused'
}

/**
 * The records that a conflict is about; null where it is none any more, since an entry was voided or a gap closed.
 * `records` are all of its visa or, for the chain of a device, those at its place and the one before.
 */
export function recordsOf(conflict: RaisedConflict, records: readonly JudgedRecord[]): readonly LedgerRecord[] | null {
  const itself = records.find(({ hash }) => hash === conflict.about)
  switch (conflict.kind) {
    case 'over-use':
      return overUseRecords(conflict, records)
    case 'late-void':
      return lateVoidRecords(conflict, records)
    case 'forked-chain':
      return inOrder(records.filter(({ event }) => event.seq === conflict.seq))
    case 'gap':
      return records.some(({ hash }) => hash === itself?.event.prev) ? null : inOrder(records)
    case 'id-reused':
      return inOrder(records.filter(({ hash, event }) => hash === conflict.about || event.id === itself?.event.id))
    case 'revoked-device':
    case 'future-time':
      return itself === undefined ? null : [itself]
  }
}

/** Why a review cannot say this; null where it can. */
export function reviewFault(conflict: Conflict | undefined, verdict: Verdict): ReviewFault | null {
  if (conflict === undefined) return 'no-such-conflict'
  if (conflict.review !== null) return 'already-reviewed'
  const canAccept = conflict.kind === 'revoked-device' || conflict.kind === 'late-void'
  return verdict === 'accept' && !canAccept ? 'nothing-to-accept' : null
}

function overUseRecords(conflict: RaisedConflict, records: readonly JudgedRecord[]): readonly LedgerRecord[] | null {
  const told = records.filter(({ isTold }) => isTold)
  const account = accountEntries(told.map(({ crossing }) => crossing))
  const allowed = told[0]?.allowed ?? Number.POSITIVE_INFINITY
  const isStill = overUses(account, allowed).some(({ id }) => id === conflict.about)
  if (!isStill) return null
  const entries = account.events.filter(({ action }) => action === 'entry')
  const upTo = entries.slice(0, entries.findIndex(({ id }) => id === conflict.about) + 1)
  const ids = new Set(upTo.flatMap(({ id, override }) => [id, override ?? id]))
  const isMeant = ({ event }: JudgedRecord) =>
    ids.has(event.id) || ('instead_of' in event && ids.has(event.instead_of ?? ''))
  return inOrder(told.filter(isMeant))
}

function lateVoidRecords(conflict: RaisedConflict, records: readonly JudgedRecord[]): readonly LedgerRecord[] | null {
  const told = records.filter(({ isTold }) => isTold)
  const { pendingVoids } = accountEntries(told.map(({ crossing }) => crossing))
  const pending = pendingVoids.find(({ id }) => id === conflict.about)
  if (pending === undefined) return null
  return inOrder(told.filter(({ event }) => event.id === pending.id || event.id === pending.voids))
}

function inOrder(records: readonly JudgedRecord[]): readonly LedgerRecord[] {
  return [...records].sort((one, other) => one.event.at - other.event.at || one.position - other.position)
}
