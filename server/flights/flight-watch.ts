/** Follows a flight for who watches it: what may change an answer is looked at every second, and told once it is kept. */
import { setTimeout } from 'node:timers/promises'
import type { PassengerResult } from '#evisa/flight-answer.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { statusAt, type VisaStatus } from '#evisa/status-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import type { StoredFlight, StoredPassenger } from '../store/flight-store.ts'
import type { Store } from '../store/store.ts'
import type { StatusPlace } from '../store/visa-store.ts'
import { answersOf, type FlightHead, headOf, type ReceiptedFlightAnswer } from './flight-lines.ts'

/** `changed`: the answers that are others since the revision that the watcher last heard of. */
export type FlightEvent =
  | { readonly event: 'flight'; readonly revision: number; readonly data: FlightHead }
  | {
      readonly event: 'changed'
      readonly revision: number
      readonly data: { readonly revision: number; readonly answers: readonly ReceiptedFlightAnswer[] }
    }
  | { readonly event: 'quiet' }

export interface WatchOptions {
  readonly store: Pick<Store, 'findFlight' | 'passengersOf'>
  /** Checks these rows again, and keeps what changed. */
  readonly recheck: (flight: StoredFlight, rows: ReadonlySet<number>) => Promise<unknown>
  /** The same for all of a flight, unless it was just done for somebody else. */
  readonly recheckNow: (flight: StoredFlight) => Promise<unknown>
  readonly knowledge: () => Promise<Knowledge>
  /** Whether who watches still has access. */
  readonly mayWatch: () => Promise<boolean>
  readonly intervalMs?: number
}

// Keys, policy and days change too: all of a watched flight is looked at this often.
const WHOLE_EVERY = 60
const QUIET_EVERY = 15

/**
 * What happens to a flight after a revision (null: from now on), until the signal ends it or the flight is removed. First
 * comes the flight as it is. Rejects where it cannot be looked at; whoever comes back with its last revision misses nothing.
 */
export async function* followFlight(
  flight: StoredFlight,
  after: number | null,
  { store, recheck, recheckNow, knowledge, mayWatch, intervalMs = 1000 }: WatchOptions,
  signal: AbortSignal,
): AsyncGenerator<FlightEvent> {
  // Nobody looked while nobody watched.
  await recheckNow(flight)
  let told = after ?? flight.revision
  let isFirst = true
  let answered: { readonly revision: number; readonly rows: ReadonlyMap<number, Answered> } = NOTHING_ANSWERED
  // With which status a row was looked at last, where the answer became no other by it.
  const looked = new Map<number, VisaStatus | null>()
  for (let tick = 1; !signal.aborted; tick++) {
    const current = await store.findFlight(flight.id, flight.owner)
    if (current === null) return
    if (isFirst || current.revision > told) yield { event: 'flight', revision: current.revision, data: headOf(current) }
    if (current.revision > told) {
      const { revision } = current
      yield { event: 'changed', revision, data: { revision, answers: await answersOf(store, current, told) } }
      told = revision
    } else if (tick % QUIET_EVERY === 0) yield { event: 'quiet' }
    isFirst = false
    if (answered.revision !== current.revision)
      answered = { revision: current.revision, rows: answeredRows(await store.passengersOf(flight.id)) }
    await setTimeout(intervalMs, null, { signal }).catch(ignoreAbort)
    if (signal.aborted || !(await mayWatch())) return
    const touched = touchedBy(await knowledge(), answered.rows, looked)
    if (touched.size > 0) {
      await recheck(current, new Set(touched.keys()))
      for (const [row, status] of touched) looked.set(row, status)
    } else if (tick % WHOLE_EVERY === 0) await recheckNow(current)
  }
}

interface Answered {
  readonly place: StatusPlace
  /** What the answer rests on. */
  readonly status: VisaStatus
}

const NOTHING_ANSWERED = { revision: -1, rows: new Map() }

function answeredRows(passengers: readonly StoredPassenger[]): Map<number, Answered> {
  const rows = new Map<number, Answered>()
  for (const { listed, answer } of passengers) {
    if (answer?.place) rows.set(listed.row, { place: answer.place, status: statusIn(answer.result) })
  }
  return rows
}

/** The status of the e-visa as an answer found it. */
function statusIn({ reason, findings }: PassengerResult): VisaStatus {
  const found = new Set<string | null>([reason, ...findings.map((finding) => finding.reason)])
  if (found.has('status/revoked') || found.has('status/replaced')) return 'revoked'
  if (found.has('status/suspended')) return 'suspended'
  return found.has('entries/used-up') ? 'exhausted' : 'valid'
}

/** The rows whose e-visa has another status by now than when it was looked at, and which. */
function touchedBy(
  knowledge: Knowledge,
  rows: ReadonlyMap<number, Answered>,
  looked: ReadonlyMap<number, VisaStatus | null>,
): Map<number, VisaStatus | null> {
  const touched = new Map<number, VisaStatus | null>()
  for (const [row, { place, status }] of rows) {
    const current = statusOf(place, knowledge)
    const before = looked.has(row) ? looked.get(row) : status
    if (current !== before) touched.set(row, current)
  }
  return touched
}

function statusOf({ list, place }: StatusPlace, { statusLists }: Knowledge): VisaStatus | null {
  const found = statusLists.get(`${STATUS_LIST_URN}${list}`)
  return found === undefined ? null : statusAt(found, place)
}

function ignoreAbort(error: Error): void {
  if (error.name !== 'AbortError') throw error
}
