/** How events enter the ledger. It is pure, over what a store has loaded, and so the same on every store. */
import { addDays, type CivilDate, type EpochSeconds } from '#evisa/civil-date.ts'
import { isOfVisa, wireOf } from '#evisa/crossing-event.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { accountEntries, type Crossing, crossingOf, dayOf, type Standing } from '#evisa/entry-account.ts'
import { CLOCK_TOLERANCE_SECONDS } from '#evisa/knowledge.ts'
import type { AuditEntry } from './audit-store.ts'
import { type Judgement, judgeEvent } from './judge-event.ts'
import { type ChainLink, chainConflicts, gapBefore, type RaisedConflict, raise } from './ledger-conflicts.ts'
import type { SignedEvent } from './ledger-store.ts'
import type { HandIn, LedgerView, VisaTerms } from './ledger-view.ts'
import { accountsOf, settleVisas } from './visa-findings.ts'

/** A row to be written. */
export interface NewRow extends SignedEvent {
  readonly position: number
  /** Null for what no copy of the ledger may hold: it has the id of another event. */
  readonly feedPosition: number | null
  /** Null for what is about nobody's e-visa. */
  readonly crossing: Crossing | null
  readonly standing: Standing
  /** The first version of the wire whose copies of the ledger have it; null for none. */
  readonly wire: 1 | 2 | null
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
  /** The ids of all that voids took back of them. */
  readonly voided: readonly string[]
}

export interface Taken {
  /** A list for each hand-in, in its order. */
  readonly receipts: readonly (readonly CrossingReceipt[])[]
  readonly rows: readonly NewRow[]
  readonly visas: readonly VisaChange[]
  readonly conflicts: readonly RaisedConflict[]
  /** The ids of conflicts that are none any more. */
  readonly settled: readonly string[]
  readonly audit: readonly AuditEntry[]
}

// How long a crossing is told of where no visa says it.
const UNKNOWN_VISA_DAYS = 400
const AFTER_CROSSING_DAYS = 2

/** Judges the events of some hand-ins one after another; each sees what those before it have changed. */
export function takeEvents(view: LedgerView, handIns: readonly HandIn[]): Taken {
  const nothing = { rows: new Map(), ids: new Set<string>(), places: new Map(), visas: new Map(), conflicts: new Map() }
  const taking: Taking = { view, settled: new Set(), ...nothing }
  const receipts = handIns.map((handIn) => handIn.events.map((signed) => takeEvent(taking, signed, handIn)))
  const accountOf = accountsOf((number) => taking.visas.get(number)?.crossings ?? view.crossingsOf(number))
  const provenEntries = (number: string) => taking.visas.get(number)?.provenEntries ?? view.provenEntries(number)
  const known = { ...view, accountOf, provenEntries }
  // What is odd in the use of the e-visas is looked for once all events were taken.
  const { raised, settled } = settleVisas(taking.visas.keys(), known, handIns.at(-1)?.receivedAt ?? 0)
  const rows = [...taking.rows.values()]
  return {
    receipts,
    rows,
    visas: [...taking.visas].map(([number, { terms, crossings, had }]) => {
      const { used, voided } = accountOf(number)
      // What any number of entries may use is never used up: its crossings, which may be many, are not folded once more.
      const mayChange = terms !== undefined && terms.allowed !== Number.POSITIVE_INFINITY
      const before = () => accountEntries(crossings.slice(0, had)).used
      return { number, used, isMarked: mayChange && isMarked(terms, before(), used), voided }
    }),
    conflicts: [...taking.conflicts.values(), ...raised],
    settled: [...taking.settled, ...settled],
    audit: rows.flatMap((row) => auditOf(row) ?? []),
  }
}

/** What was taken so far, on top of what the store has loaded. */
interface Taking {
  readonly view: LedgerView
  /** By the hash of the event, in the order in which they were taken. */
  readonly rows: Map<string, NewRow>
  readonly ids: Set<string>
  /** The events in the chains of their devices, by device and place. */
  readonly places: Map<string, readonly ChainLink[]>
  /** The visas that the events are about, by number. */
  readonly visas: Map<string, TouchedVisa>
  readonly conflicts: Map<string, RaisedConflict>
  readonly settled: Set<string>
}

/** Of what is about nobody's e-visa. */
const noVisa = (): Pick<TouchedVisa, 'terms' | 'crossings' | 'provenEntries'> => {
  return { terms: undefined, crossings: [], provenEntries: null }
}

interface TouchedVisa {
  readonly terms: VisaTerms | undefined
  /** How many entries its e-visas allow that were proven, where there are no terms; null for any number. */
  provenEntries: number | null
  /** How many of its crossings there were before the first of these events. */
  readonly had: number
  /** All of them, with those that were taken. */
  readonly crossings: Crossing[]
}

/** Takes one event; one that is known is answered as it was the first time. */
function takeEvent(taking: Taking, signed: SignedEvent, { from, receivedAt }: HandIn): CrossingReceipt {
  const { view, rows, ids } = taking
  const { event, hash, isEvisaProven: isProven = false, provenEntries = null } = signed
  const known = rows.get(hash)?.receipt ?? view.receiptOf(hash)
  if (known !== undefined) return known
  const visa = event.visa_number === null ? noVisa() : touchVisa(taking, event.visa_number)
  const isIdTaken = ids.has(event.id) || view.holderOf(event.id) !== undefined
  const isRevoked = view.isRevoked(event.device)
  if (provenEntries !== null) visa.provenEntries = Math.min(provenEntries, visa.provenEntries ?? provenEntries)
  const judgement = judgeEvent(event, {
    ...visa,
    isIdTaken,
    isRevoked,
    receivedAt,
    epochBegan: view.epochBegan,
    isEvisaProven: isProven,
  })
  const row = rowOf(signed, judgement, visa, {
    position: view.end + rows.size + 1,
    receivedAt,
    receivedFrom: from,
  })
  keepConflicts(taking, conflictsOf(taking, signed, judgement, receivedAt))
  rows.set(hash, row)
  addToChain(taking, signed)
  if (!isIdTaken) {
    ids.add(event.id)
    if (row.crossing !== null) visa.crossings.push(row.crossing)
  }
  return row.receipt
}

function touchVisa({ view, visas }: Taking, number: string): TouchedVisa {
  const known = visas.get(number)
  if (known !== undefined) return known
  const crossings = [...view.crossingsOf(number)]
  const terms = view.visa(number)
  const provenEntries = terms === undefined ? view.provenEntries(number) : null
  const touched = { terms, provenEntries, crossings, had: crossings.length }
  visas.set(number, touched)
  return touched
}

function rowOf(
  signed: SignedEvent,
  { standing, because, usedBy }: Judgement,
  { terms, provenEntries }: Pick<TouchedVisa, 'terms' | 'provenEntries'>,
  arrival: Pick<NewRow, 'position' | 'receivedAt' | 'receivedFrom'>,
): NewRow {
  const { event } = signed
  const { position, receivedAt } = arrival
  return {
    ...signed,
    ...arrival,
    feedPosition: because === 'id-reused' ? null : position,
    crossing: isOfVisa(event) ? crossingOf(event, standing) : null,
    standing,
    wire: wireOf(event),
    allowed: terms === undefined ? provenEntries : terms.allowed === Number.POSITIVE_INFINITY ? null : terms.allowed,
    until: untilOf(event, terms),
    receipt: {
      hash: signed.hash,
      result: standing === 'counts' ? 'stored' : standing,
      because,
      position,
      received_at: receivedAt,
      used_by: usedBy,
    },
  }
}

/** What is odd about an event: its place in the chain, that it is held, the time that it claims. */
function conflictsOf(
  { view, places }: Taking,
  signed: SignedEvent,
  { standing, because }: Judgement,
  receivedAt: EpochSeconds,
): RaisedConflict[] {
  const eventsAt = (device: string, seq: number) => [
    ...view.eventsAt(device, seq),
    ...(places.get(placeOf({ device, seq })) ?? []),
  ]
  return [
    ...chainConflicts(signed, eventsAt, receivedAt),
    // That a number is unknown is found in all uses of it.
    ...(standing === 'held' && because !== 'unknown-visa' ? [raise(because, signed, receivedAt)] : []),
    // It says of nothing whose it was: it may name an admission, and its booth take that for undone.
    ...(signed.event.action === 'void' && signed.event.visa_number === null
      ? [raise('late-void', signed, receivedAt)]
      : []),
    ...(signed.isUnproven === true ? [raise('unproven', signed, receivedAt)] : []),
    ...(signed.event.at > receivedAt + CLOCK_TOLERANCE_SECONDS ? [raise('future-time', signed, receivedAt)] : []),
  ]
}

function keepConflicts({ conflicts }: Taking, raised: readonly RaisedConflict[]): void {
  for (const one of raised) if (!conflicts.has(one.id)) conflicts.set(one.id, one)
}

/** What follows this event is missing nothing any more. */
function addToChain({ view, places, conflicts, settled }: Taking, { event, hash }: SignedEvent): void {
  const { device, seq, prev } = event
  const next = { device, seq: seq + 1 }
  for (const after of [...view.eventsAt(device, seq + 1), ...(places.get(placeOf(next)) ?? [])]) {
    const gap = gapBefore(after.hash)
    if (after.prev === hash && !conflicts.delete(gap)) settled.add(gap)
  }
  const place = placeOf(event)
  places.set(place, [...(places.get(place) ?? []), { hash, prev }])
}

function placeOf({ device, seq }: Pick<SignedEvent['event'], 'device' | 'seq'>): string {
  return `${device}:${seq}`
}

/** Whether the status lists say something else of a visa once so many of its entries are used. */
export function isMarked(terms: VisaTerms | undefined, before: number, used: number): boolean {
  const allowed = terms?.allowed ?? Number.POSITIVE_INFINITY
  return before >= allowed !== used >= allowed
}

function untilOf(event: SignedEvent['event'], terms: VisaTerms | undefined): CivilDate {
  // What uses up nothing matters to nobody's next crossing.
  if (wireOf(event) !== 1) return addDays(dayOf(event), AFTER_CROSSING_DAYS)
  const after = addDays(dayOf(event), terms === undefined ? UNKNOWN_VISA_DAYS : AFTER_CROSSING_DAYS)
  const over = terms === undefined ? after : addDays(terms.validUntil, terms.stayDays)
  return over > after ? over : after
}

function auditOf({ event, receivedAt: at }: NewRow): AuditEntry | null {
  if (event.action !== 'override' && event.action !== 'void') return null
  const { id, device, action, visa_number: subject, supervisor = '', text } = event
  const about = event.action === 'override' ? { code: event.code } : { voids: event.voids }
  return { actor: device, at, act: action, subject: subject ?? id, detail: { event: id, supervisor, text, ...about } }
}
