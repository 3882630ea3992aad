/** Flights that carriers check, on PostgreSQL. */
import {
  answerColumnsOf,
  FLIGHT_COLUMNS,
  type FlightRow,
  flightColumnsOf,
  type PassengerRow,
  readFlightRow,
  readPassengerRow,
} from '../flight-rows.ts'
import type { FlightStore } from '../flight-store.ts'
import type { Connection } from './postgres-connection.ts'

export function postgresFlights({ rows, transaction }: Connection): FlightStore {
  return {
    addFlight: (flight) =>
      transaction(async (on) => {
        const { rows: positions, listed, ...columns } = flightColumnsOf(flight)
        const { id, owner, device, carrier, plan, counts, arrivalAt, createdAt, passengers, key, contentHash } = columns
        // One of two that come together under the same mark waits here for the other's commit.
        const added = await rows(
          `INSERT INTO flights (id, owner, device, carrier, plan, counts, arrival_at, created_at, revision, passengers,
             idempotency_key, content_hash)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11)
           ON CONFLICT (owner, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING RETURNING id`,
          [id, owner, device, carrier, plan, counts, arrivalAt, createdAt, passengers, key, contentHash],
          on,
        )
        if (added.length === 0) {
          const [before] = await rows<{ id: string; contentHash: string }>(
            'SELECT id, content_hash AS "contentHash" FROM flights WHERE owner = $1 AND idempotency_key = $2',
            [owner, key],
            on,
          )
          if (before === undefined) throw new Error('a flight that was there is gone: send it again')
          return before.contentHash === contentHash ? { id: before.id, isNew: false } : 'conflict'
        }
        await rows(
          `INSERT INTO flight_passengers (flight, position, listed, revision)
           SELECT $1, position, listed, 0 FROM unnest($2::integer[], $3::text[]) AS given (position, listed)`,
          [id, positions, listed],
          on,
        )
        return { id, isNew: true }
      }),
    findFlight: async (id, owner) => {
      const [row] = await rows<FlightRow>(`SELECT ${FLIGHT_COLUMNS} FROM flights WHERE id = $1 AND owner = $2`, [
        id,
        owner,
      ])
      return row === undefined ? null : readFlightRow(row)
    },
    flightsOf: async (owner, limit) => {
      const found = await rows<FlightRow>(
        `SELECT ${FLIGHT_COLUMNS} FROM flights WHERE owner = $1 ORDER BY arrival_at DESC, id LIMIT $2`,
        [owner, limit],
      )
      return found.map(readFlightRow)
    },
    countFlights: async (owner) => {
      const [found] = await rows<{ n: number }>('SELECT count(*)::integer AS n FROM flights WHERE owner = $1', [owner])
      return found?.n ?? 0
    },
    passengersOf: async (id) => {
      const found = await rows<PassengerRow>(
        'SELECT listed, answer, revision FROM flight_passengers WHERE flight = $1 ORDER BY position',
        [id],
      )
      return found.map(readPassengerRow)
    },
    saveAnswers: (id, overRevision, news) =>
      transaction(async (on) => {
        const { rows: positions, answers, plan, arrivalAt, checkedAt, counts } = answerColumnsOf(news)
        const updated = await rows(
          `UPDATE flights SET plan = $3, arrival_at = $4, checked_at = $5, counts = $6, revision = revision + 1
           WHERE id = $1 AND revision = $2 RETURNING id`,
          [id, overRevision, plan, arrivalAt, checkedAt, counts],
          on,
        )
        if (updated.length === 0) return false
        await rows(
          `UPDATE flight_passengers SET answer = given.answer, revision = $2
           FROM unnest($3::integer[], $4::text[]) AS given (position, answer)
           WHERE flight = $1 AND flight_passengers.position = given.position`,
          [id, overRevision + 1, positions, answers],
          on,
        )
        return true
      }),
    removeFlight: async (id, owner) =>
      (await rows('DELETE FROM flights WHERE id = $1 AND owner = $2 RETURNING id', [id, owner])).length > 0,
    forgetFlights: async (arrivedBefore) => {
      await rows('DELETE FROM flights WHERE arrival_at < $1', [arrivedBefore])
    },
  }
}
