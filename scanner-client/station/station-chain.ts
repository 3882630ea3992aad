/** What a station did, on SQLite: its signed chains, what of them waits to be handed in, and what was said of it. */
import type Database from 'better-sqlite3'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type CrossingEvent, isOfVisa } from '#evisa/crossing-event.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { type Crossing, crossingOf, TAKEN_BACK } from '#evisa/entry-account.ts'
import { type ChainHead, EMPTY_CHAIN, type SignedCrossing } from '#evisa/event-chain.ts'
import { isSameCrossings, standingBy } from '../offline/known-crossings.ts'
import { eventOf, isAttempt } from '../offline/own-chain.ts'
import {
  DROPPED_FOR_ROOM,
  needsAttention,
  type OwnRecord,
  type QueuedRecord,
  type QueueState,
  type RecordOutcome,
} from '../offline/scanner-store.ts'
import {
  isSameWaiting,
  LOST,
  type NamedRecord,
  WAITING,
  type Waiting,
  waitingOf,
  waitingWith,
} from '../offline/waiting-records.ts'
import type { HeadMark } from './head-mark.ts'
import type { StationDoubleUses } from './station-double-uses.ts'
import type { StationLedger } from './station-ledger.ts'
import type { StationSmall } from './station-small.ts'

interface OwnRow extends NamedRecord {
  readonly place: number
  readonly jws: string
  readonly state: QueueState
  readonly receipt: string | null
  readonly is_answered: number
}

const RECORDS = 'SELECT place, device, hash, jws, state, receipt, is_answered FROM own_records'

/** The acts on the tables `own_chains` and `own_records`; those that write belong into a transaction. */
export function stationChain(
  database: Database.Database,
  small: StationSmall,
  ledger: StationLedger,
  doubleUses: StationDoubleUses,
) {
  const head = database.prepare<[string], ChainHead>('SELECT seq, hash FROM own_chains WHERE device = ?')
  const beginChain = database.prepare(
    'INSERT INTO own_chains (device, seq, hash) VALUES (?, 0, NULL) ON CONFLICT (device) DO NOTHING',
  )
  const moveHead = database.prepare('UPDATE own_chains SET seq = ?, hash = ? WHERE device = ?')
  const insert = database.prepare(
    `INSERT INTO own_records (device, seq, hash, id, visa_number, action, at, jws, state, is_answered)
     VALUES (@device, @seq, @hash, @id, @visa_number, @action, @at, @jws, 'unsent', @isAnswered)`,
  )
  const inState = database.prepare<[string, number, number], OwnRow>(
    `${RECORDS} WHERE state = ? AND place > ? ORDER BY place LIMIT ?`,
  )
  const countUnsent = database
    .prepare<[], number>("SELECT count(*) FROM own_records WHERE state IN ('unsent', 'rejected')")
    .pluck()
  const byPlace = database.prepare<[number], OwnRow>(`${RECORDS} WHERE place = ?`)
  const byId = database.prepare<[string], OwnRow>(`${RECORDS} WHERE id = ?`)
  const last = database.prepare<[string], OwnRow>(
    `${RECORDS} WHERE action IN (SELECT value FROM json_each(?)) ORDER BY place DESC LIMIT 1`,
  )
  const open = database.prepare<[], OwnRow>(
    `${RECORDS} WHERE state = 'rejected' OR is_answered = 0 OR receipt ->> '$.result' = 'held' ORDER BY place`,
  )
  const all = database.prepare<[], OwnRow>(`${RECORDS} ORDER BY place`)
  const keep = database.prepare('UPDATE own_records SET state = ?, receipt = ? WHERE place = ?')
  const forgetReceipts = database.prepare("UPDATE own_records SET state = 'unsent', receipt = NULL")
  const kept = database.prepare<[], { count: number; since: number | null }>(
    "SELECT count(*) AS count, min(at) AS since FROM own_records WHERE state = 'handed-in'",
  )
  const dropOldest = database.prepare(
    `DELETE FROM own_records WHERE place IN
       (SELECT place FROM own_records WHERE state = 'handed-in' AND is_answered = 1
          AND receipt ->> '$.result' IS NOT 'held' ORDER BY place LIMIT ?)`,
  )
  const waiting = database.prepare<[], NamedRecord>(
    "SELECT device, hash FROM own_records WHERE state IN ('unsent', 'rejected')",
  )
  const strayed = database.prepare("UPDATE own_records SET state = 'unsent' WHERE state <> 'rejected'")
  const isStrange = database
    .prepare<[], number>("SELECT count(*) FROM own_records WHERE state NOT IN ('unsent', 'rejected', 'handed-in')")
    .pluck()
  const handInAgain = database.prepare("UPDATE own_records SET state = 'unsent' WHERE state = 'handed-in'")
  const answer = database.prepare('UPDATE own_records SET is_answered = 1 WHERE id = ? AND is_answered = 0')
  const answerVisa = database.prepare(
    'UPDATE own_records SET is_answered = 1 WHERE visa_number = ? AND is_answered = 0',
  )
  const oldHandedIn = database.prepare<[number], OwnRow>(`${RECORDS} WHERE state = 'handed-in' AND at < ?`)
  const drop = database.prepare('DELETE FROM own_records WHERE place = ?')

  const noted = (): Waiting | null => {
    const kept = small.read(WAITING)
    return kept === null || kept === 'damaged' ? null : (kept.value as Waiting)
  }
  const note = (record: NamedRecord, by: 1 | -1) => {
    const known = noted()
    // What is not known any more is found out by `check`, and not made up here.
    if (known !== null) small.put(WAITING, waitingWith(known, record, by))
  }
  const noteAll = () => small.put(WAITING, waitingOf(waiting.all()))
  const lost = (): number => {
    const kept = small.read(LOST)
    return kept === null || kept === 'damaged' ? 0 : (kept.value as number)
  }
  const toldOf = (event: CrossingEvent): Crossing | undefined => {
    const known = isOfVisa(event) ? ledger.crossingsOf(event.visa_number) : []
    return known.find(({ id, device }) => id === event.id && device === event.device)
  }
  const withStanding = (record: QueuedRecord): OwnRecord => {
    const { event, receipt } = record
    return { ...record, standing: toldOf(event)?.standing ?? standingBy(receipt, isAttempt(event)) }
  }
  return {
    begin: (device: string) => void beginChain.run(device),
    head: (device: string): ChainHead => head.get(device) ?? EMPTY_CHAIN,
    /** As `ScannerStore.record` says; `device` is that of the present enrolment. */
    record(signed: SignedCrossing, over: ChainHead, device: string, seen?: readonly Crossing[]): RecordOutcome {
      const { event, hash, jws } = signed
      const { seq, hash: held } = this.head(device)
      if (event.device !== device || seq !== over.seq || held !== over.hash) return 'head-moved'
      const isMoved =
        seen !== undefined && isOfVisa(event) && !isSameCrossings(ledger.standingOf(event.visa_number), seen)
      if (isMoved) return 'crossings-moved'
      insert.run({ ...event, visa_number: event.visa_number ?? '', hash, jws, isAnswered: isAttempt(event) ? 0 : 1 })
      note({ device, hash }, 1)
      moveHead.run(event.seq, hash, device)
      if (isOfVisa(event)) ledger.addOwn(crossingOf(event, 'counts'))
      if ('instead_of' in event) answer.run(event.instead_of)
      if (event.action === 'void') {
        answer.run(event.voids)
        if (isOfVisa(event)) doubleUses.findAnew(event.visa_number)
      }
      return 'recorded'
    },
    queued: (state: QueueState, after: number, limit: number) => inState.all(state, after, limit).flatMap(readable),
    countUnsent: () => countUnsent.get() ?? 0,
    keepReceipts(receipts: ReadonlyMap<number, CrossingReceipt>) {
      for (const [place, receipt] of receipts) {
        const row = byPlace.get(place)
        if (row === undefined) continue
        const state = receipt.result === 'rejected' ? 'rejected' : 'handed-in'
        keep.run(state, JSON.stringify(receipt), place)
        if ((row.state === 'handed-in') !== (state === 'handed-in')) note(row, state === 'handed-in' ? -1 : 1)
        const event = eventOf(row.jws)
        const standing = standingBy(receipt, isAttempt(event))
        if (isOfVisa(event)) ledger.setOwnStanding(crossingOf(event, standing), standing)
      }
    },
    markAnswered: (attempts: { readonly event: string } | { readonly visa: string }) =>
      void ('event' in attempts ? answer.run(attempts.event) : answerVisa.run(attempts.visa)),
    find(id: string): OwnRecord | null {
      const row = id === 'last' ? last.get(JSON.stringify(TAKEN_BACK)) : byId.get(id)
      return row === undefined ? null : withStanding(readRow(row))
    },
    open: () => open.all().flatMap(readable).map(withStanding).filter(needsAttention),
    kept: () => kept.get() ?? { count: 0, since: null },
    dropOldest: () => dropOldest.run(DROPPED_FOR_ROOM).changes,
    /** The store was restored: what it had said stays, and it may not have any of it. */
    handInAgain() {
      handInAgain.run()
      noteAll()
    },
    forgetReceipts() {
      forgetReceipts.run()
      noteAll()
    },
    /** As `ScannerStore.checkRecords` says. */
    check(): number {
      const known = noted()
      if (known === null || !isSameWaiting(known, waitingOf(waiting.all()))) {
        database.exec('REINDEX own_records')
        const found = waiting.all().length + (isStrange.get() ?? 0)
        strayed.run()
        if (known !== null && known.count > found) small.put(LOST, lost() + known.count - found)
        noteAll()
      }
      const torn = [...inState.all('unsent', 0, -1), ...inState.all('rejected', 0, -1)]
      return lost() + torn.filter((row) => readable(row).length === 0).length
    },
    /** Goes on where the chain is known to have ended, so that no place in it is taken twice; what lay between is lost. */
    goOnFrom({ device, seq, hash }: HeadMark) {
      const known = head.get(device)
      if (known === undefined || known.seq >= seq) return
      moveHead.run(seq, hash, device)
      small.put(LOST, lost() + seq - known.seq)
    },
    /** What was done here counts, whatever becomes of the copy of the ledger. */
    retell() {
      for (const { event, receipt } of all.all().flatMap(readable)) {
        if (isOfVisa(event)) ledger.addOwn(crossingOf(event, standingBy(receipt, isAttempt(event))))
      }
    },
    /** Forgets what was done before this moment and handed in, and can no longer matter. */
    dropOver(before: EpochSeconds) {
      for (const { place, jws } of oldHandedIn.all(before)) if (toldOf(eventOf(jws)) === undefined) drop.run(place)
    },
  }
}

function readRow({ place, hash, jws, state, receipt, is_answered }: OwnRow): QueuedRecord {
  const given: CrossingReceipt | null = receipt === null ? null : JSON.parse(receipt)
  return { place, event: eventOf(jws), hash, jws, state, receipt: given, isAnswered: is_answered === 1 }
}

/** A record whose text is damaged is nothing that a server could take. */
function readable(row: OwnRow): QueuedRecord[] {
  try {
    return [readRow(row)]
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
