/** Rows of flights: what a store reads and writes, and what it means. */
import { parseInstant } from '#evisa/civil-date.ts'
import type { ListedPassenger } from '#evisa/passenger.ts'
import type { NewAnswers, NewFlight, StoredAnswer, StoredFlight, StoredPassenger } from './flight-store.ts'

export interface FlightRow {
  readonly id: string
  readonly owner: string
  readonly device: string
  readonly carrier: string | null
  /** JSON, as the next two. */
  readonly plan: string
  readonly counts: string
  readonly createdAt: number
  readonly checkedAt: number | null
  readonly revision: number
  readonly passengers: number
}

export interface PassengerRow {
  /** JSON. */
  readonly listed: string
  readonly answer: string | null
  readonly revision: number
}

/** The columns of a `FlightRow`, on every store. */
export const FLIGHT_COLUMNS = `id, owner, device, carrier, plan, counts, created_at AS "createdAt",
  checked_at AS "checkedAt", revision, passengers`

export function readFlightRow({ plan, counts, ...row }: FlightRow): StoredFlight {
  return { ...row, plan: JSON.parse(plan), counts: JSON.parse(counts) }
}

export function readPassengerRow({ listed, answer, revision }: PassengerRow): StoredPassenger {
  return {
    listed: JSON.parse(listed) as ListedPassenger,
    answer: answer === null ? null : (JSON.parse(answer) as StoredAnswer),
    revision,
  }
}

/** The columns of a new flight and of its passengers. */
export function flightColumnsOf({ id, owner, device, carrier, plan, createdAt, list, idempotency }: NewFlight) {
  return {
    id,
    owner,
    device,
    carrier,
    plan: JSON.stringify(plan),
    counts: JSON.stringify({ clear: 0, refer: 0, refuse: 0, not_applicable: 0 }),
    arrivalAt: arrivalOf({ plan }),
    createdAt,
    passengers: list.length,
    key: idempotency?.key ?? null,
    contentHash: idempotency?.contentHash ?? null,
    rows: list.map(({ row }) => row),
    listed: list.map((one) => JSON.stringify(one)),
  }
}

/** The columns that new answers change. */
export function answerColumnsOf({ plan, checkedAt, counts, answers }: NewAnswers) {
  return {
    plan: JSON.stringify(plan),
    arrivalAt: arrivalOf({ plan }),
    checkedAt,
    counts: JSON.stringify(counts),
    rows: [...answers.keys()],
    answers: [...answers.values()].map((answer) => JSON.stringify(answer)),
  }
}

function arrivalOf({ plan }: Pick<NewFlight, 'plan'>): number {
  const arrival = parseInstant(plan.arrival)
  if (arrival === null) throw new TypeError('a flight without an arrival')
  return arrival
}
