/** Follows a flight for who watches it: what may change an answer is looked at every second, and told once it is kept. */
import { setTimeout } from 'node:timers/promises'
import type { Knowledge } from '#evisa/knowledge.ts'
import { statusAt, type VisaStatus } from '#evisa/status-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { answersOf, type FlightChecks, type FlightHead, headOf, type ReceiptedFlightAnswer } from './flight-checks.ts'
import type { StoredFlight, StoredPassenger } from './store/flight-store.ts'
import type { StatusPlace, Store } from './store/store.ts'

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
  readonly recheck: FlightChecks['recheck']
  /** The same for all of a flight, unless it was just done for somebody else. */
  readonly recheckNow: (flight: StoredFlight) => Promise<unknown>
  readonly knowledge: () => Promise<Knowledge>
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
  { store, recheck, recheckNow, knowledge, intervalMs = 1000 }: WatchOptions,
  signal: AbortSignal,
): AsyncGenerator<FlightEvent> {
  // Nobody looked while nobody watched.
  await recheckNow(flight)
  let told = after ?? flight.revision
  let isFirst = true
  let seen: { readonly revision: number; readonly statuses: ReadonlyMap<number, Seen> } = NOTHING_SEEN
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
    if (seen.revision !== current.revision) {
      seen = {
        revision: current.revision,
        statuses: statusesOf(await store.passengersOf(flight.id), await knowledge()),
      }
    }
    await setTimeout(intervalMs, null, { signal }).catch(ignoreAbort)
    const touched = touchedBy(await knowledge(), seen.statuses)
    if (touched.size > 0 || tick % WHOLE_EVERY === 0) {
      await recheck(current, touched.size > 0 ? touched : null)
      seen = NOTHING_SEEN
    }
  }
}

interface Seen {
  readonly place: StatusPlace
  readonly status: VisaStatus | null
}

const NOTHING_SEEN = { revision: -1, statuses: new Map() }

function statusesOf(passengers: readonly StoredPassenger[], knowledge: Knowledge): Map<number, Seen> {
  const statuses = new Map<number, Seen>()
  for (const { listed, answer } of passengers) {
    if (answer?.place) statuses.set(listed.row, { place: answer.place, status: statusOf(answer.place, knowledge) })
  }
  return statuses
}

/** The rows whose e-visa has another status by now. */
function touchedBy(knowledge: Knowledge, statuses: ReadonlyMap<number, Seen>): Set<number> {
  const touched = new Set<number>()
  for (const [row, { place, status }] of statuses) if (statusOf(place, knowledge) !== status) touched.add(row)
  return touched
}

function statusOf({ list, place }: StatusPlace, { statusLists }: Knowledge): VisaStatus | null {
  const found = statusLists.get(`${STATUS_LIST_URN}${list}`)
  return found === undefined ? null : statusAt(found, place)
}

function ignoreAbort(error: Error): void {
  if (error.name !== 'AbortError') throw error
}
