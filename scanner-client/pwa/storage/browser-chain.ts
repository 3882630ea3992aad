/** What a browser's scanner did: its signed chains, what of them waits to be handed in, and what was said of it. */

import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type CrossingEvent, isOfVisa } from '#evisa/crossing-event.ts'
import type { CrossingReceipt } from '#evisa/crossing-receipt.ts'
import { type Crossing, crossingOf, TAKEN_BACK } from '#evisa/entry-account.ts'
import { type ChainHead, EMPTY_CHAIN, type SignedCrossing } from '#evisa/event-chain.ts'
import { isSameCrossings, standingBy } from '../../offline/known-crossings.ts'
import { eventOf, isAttempt } from '../../offline/own-chain.ts'
import {
  DROPPED_FOR_ROOM,
  needsAttention,
  type OwnRecord,
  type QueuedRecord,
  type RecordOutcome,
} from '../../offline/scanner-store.ts'
import {
  isSameWaiting,
  LOST,
  type NamedRecord,
  WAITING,
  type Waiting,
  waitingOf,
  waitingWith,
} from '../../offline/waiting-records.ts'
import type { OwnRow, Reading, Writing } from './browser-database.ts'
import { findAnew } from './browser-double-uses.ts'
import { addOwn, crossingsOf, setOwnStanding, settleTurn, standingOf, type Turn } from './browser-ledger.ts'
import { putSmall, readSmall } from './browser-small.ts'

/** Begins the chain of a device, unless this scanner was that device before. */
export async function beginChain(on: Writing, device: string): Promise<void> {
  const chains = on.objectStore('own_chains')
  if ((await chains.get(device)) === undefined) await chains.add({ device, ...EMPTY_CHAIN })
}

export async function headOf(on: Reading, device: string): Promise<ChainHead> {
  const found = await on.objectStore('own_chains').get(device)
  return found === undefined ? EMPTY_CHAIN : { seq: found.seq, hash: found.hash }
}

/** Under which what is about nobody's e-visa is kept: no crossing has this number. */
const NO_VISA = ''

/** As `ScannerStore.record` says; `device` is that of the present enrolment. */
export async function record(
  turn: Turn,
  { event, hash, jws }: SignedCrossing,
  over: ChainHead,
  device: string,
  seen?: readonly Crossing[],
): Promise<RecordOutcome> {
  const { on } = turn
  const head = await headOf(on, device)
  if (event.device !== device || head.seq !== over.seq || head.hash !== over.hash) return 'head-moved'
  const { id, seq, action } = event
  const visa_number = event.visa_number ?? NO_VISA
  if (seen !== undefined) {
    if (!isSameCrossings(await standingOf(on, visa_number), seen)) return 'crossings-moved'
  }
  const isAnswered = !isAttempt(event)
  const row: OwnRow = { device, seq, hash, id, visa_number, action, jws, state: 'unsent', receipt: null, isAnswered }
  await on.objectStore('own_records').add(withAttention(row))
  await note(on, { device, hash }, 1)
  await on.objectStore('own_chains').put({ device, seq, hash })
  if (isOfVisa(event)) await addOwn(turn, crossingOf(event, 'counts'))
  if ('instead_of' in event && event.instead_of !== undefined) await answer(on, 'id', event.instead_of)
  if (event.action === 'void') {
    await answer(on, 'id', event.voids)
    await settleTurn(turn)
    await findAnew(on, visa_number)
  }
  return 'recorded'
}

/** The outcome of these attempts was shown. */
export async function answer(on: Writing, by: 'id' | 'visa', value: string): Promise<void> {
  const records = on.objectStore('own_records')
  for (const row of await records.index(by).getAll(value)) {
    if (!row.isAnswered) await records.put(withAttention({ ...row, isAnswered: true }))
  }
}

export async function queued(
  on: Reading,
  state: 'unsent' | 'rejected',
  after: number,
  limit: number,
): Promise<readonly QueuedRecord[]> {
  const records = on.objectStore('own_records')
  // Within one state the index is in the order of the places.
  const places = (await records.index('state').getAllKeys(state)).filter((place) => place > after)
  const rows = await Promise.all(places.slice(0, limit).map((place) => records.get(place)))
  return rows.flatMap((row) => (row === undefined ? [] : readable(row)))
}

export async function countUnsent(on: Reading): Promise<number> {
  const states = on.objectStore('own_records').index('state')
  return (await states.count('unsent')) + (await states.count('rejected'))
}

export async function keepReceipts(turn: Turn, receipts: ReadonlyMap<number, CrossingReceipt>): Promise<void> {
  const records = turn.on.objectStore('own_records')
  for (const [place, receipt] of receipts) {
    const row = await records.get(place)
    if (row === undefined) continue
    const state = receipt.result === 'rejected' ? 'rejected' : 'handed-in'
    await records.put(withAttention({ ...row, state, receipt }))
    if ((row.state === 'handed-in') !== (state === 'handed-in'))
      await note(turn.on, row, state === 'handed-in' ? -1 : 1)
    const event = eventOf(row.jws)
    const standing = standingBy(receipt, isAttempt(event))
    if (isOfVisa(event)) await setOwnStanding(turn, crossingOf(event, standing), standing)
  }
}

export async function findRecord(on: Reading, id: string): Promise<OwnRecord | null> {
  const records = on.objectStore('own_records')
  if (id !== 'last') {
    const row = await records.index('id').get(id)
    return row === undefined ? null : withStanding(on, readRow(row))
  }
  for (const place of (await records.getAllKeys()).reverse()) {
    const row = await records.get(place)
    if (row !== undefined && isTakenBack(row)) return withStanding(on, readRow(row))
  }
  return null
}

const isTakenBack = ({ action }: OwnRow) => (TAKEN_BACK as readonly string[]).includes(action)

export async function openRecords(on: Reading): Promise<readonly OwnRecord[]> {
  const found: OwnRecord[] = []
  const rows = await on.objectStore('own_records').index('attention').getAll()
  for (const record of rows.flatMap(readable)) found.push(await withStanding(on, record))
  return found.filter(needsAttention)
}

/** What was handed in is handed in again: whoever made up the copy may have made up the receipts. */
export async function forgetReceipts(on: Writing): Promise<void> {
  const records = on.objectStore('own_records')
  for (const row of await records.getAll()) await records.put(withAttention({ ...row, state: 'unsent', receipt: null }))
  await noteAll(on)
}

/** What was handed in and is still here; the oldest tells since when. */
export async function keptRecords(on: Reading): Promise<{ count: number; since: EpochSeconds | null }> {
  const ofState = on.objectStore('own_records').index('state')
  const [oldest] = await ofState.getAll('handed-in', 1)
  return {
    count: await ofState.count('handed-in'),
    since: oldest === undefined ? null : (readable(oldest)[0]?.event.at ?? null),
  }
}

/** Forgets some of the oldest that were handed in; returns how many. */
export async function dropOldest(on: Writing): Promise<number> {
  const records = on.objectStore('own_records')
  const rows = await records.index('state').getAll('handed-in', DROPPED_FOR_ROOM)
  const over = rows.filter(({ attention }) => attention === undefined)
  for (const { place = 0 } of over) await records.delete(place)
  return over.length
}

/** The store was restored: what it had said stays, and it may not have any of it. */
export async function handInAgain(on: Writing): Promise<void> {
  const records = on.objectStore('own_records')
  for (const row of await records.index('state').getAll('handed-in')) {
    await records.put(withAttention({ ...row, state: 'unsent' }))
  }
  await noteAll(on)
}

/** As `ScannerStore.checkRecords` says. */
export async function checkRecords(on: Writing): Promise<number> {
  const known = await noted(on)
  const waiting = await allWaiting(on)
  const lost = await lostSoFar(on)
  if (known !== null && isSameWaiting(known, waitingOf(waiting))) return lost
  await handInAgain(on)
  if (known === null || known.count <= waiting.length) return lost
  const more = lost + known.count - waiting.length
  await putSmall(on, LOST, more)
  return more
}

async function noted(on: Reading): Promise<Waiting | null> {
  const kept = await readSmall(on, WAITING)
  return kept === null || kept === 'damaged' ? null : (kept.value as Waiting)
}

async function lostSoFar(on: Reading): Promise<number> {
  const kept = await readSmall(on, LOST)
  return kept === null || kept === 'damaged' ? 0 : (kept.value as number)
}

async function note(on: Writing, record: NamedRecord, by: 1 | -1): Promise<void> {
  const known = await noted(on)
  // What is not known any more is found out by `checkRecords`, and not made up here.
  if (known !== null) await putSmall(on, WAITING, waitingWith(known, record, by))
}

async function noteAll(on: Writing): Promise<void> {
  await putSmall(on, WAITING, waitingOf(await allWaiting(on)))
}

async function allWaiting(on: Reading): Promise<readonly NamedRecord[]> {
  const ofState = on.objectStore('own_records').index('state')
  return [...(await ofState.getAll('unsent')), ...(await ofState.getAll('rejected'))]
}

/** What was done here counts, whatever becomes of the copy of the ledger. */
export async function retell(turn: Turn): Promise<void> {
  for (const { event, receipt } of (await turn.on.objectStore('own_records').getAll()).flatMap(readable)) {
    if (isOfVisa(event)) await addOwn(turn, crossingOf(event, standingBy(receipt, isAttempt(event))))
  }
}

/** Forgets what was done before this moment and handed in, and can no longer matter. */
export async function dropHandedIn(on: Writing, before: EpochSeconds): Promise<void> {
  const records = on.objectStore('own_records')
  // By their places, since the rows of many weeks are not to be in memory at once.
  for (const place of await records.index('state').getAllKeys('handed-in')) {
    const row = await records.get(place)
    if (row === undefined) continue
    const event = readable(row)[0]?.event
    if (event !== undefined && event.at < before && (await toldOf(on, event)) === undefined) await records.delete(place)
  }
}

async function toldOf(on: Reading, event: CrossingEvent): Promise<Crossing | undefined> {
  const known = isOfVisa(event) ? await crossingsOf(on, event.visa_number) : []
  return known.find(({ id, device }) => id === event.id && device === event.device)
}

async function withStanding(on: Reading, record: QueuedRecord): Promise<OwnRecord> {
  const { event, receipt } = record
  const told = await toldOf(on, event)
  return { ...record, standing: told?.standing ?? standingBy(receipt, isAttempt(event)) }
}

// Only its crossing tells whether a held record is still held, so it stays in the index.
function withAttention({ attention: _, ...row }: OwnRow): OwnRow {
  const isOpen = row.state === 'rejected' || !row.isAnswered || row.receipt?.result === 'held'
  return isOpen ? { ...row, attention: 1 } : row
}

function readRow({ place = 0, hash, jws, state, receipt, isAnswered }: OwnRow): QueuedRecord {
  return { place, event: eventOf(jws), hash, jws, state, receipt, isAnswered }
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
