/** Flights that carriers check, on SQLite. */
import type Database from 'better-sqlite3'
import {
  answerColumnsOf,
  FLIGHT_COLUMNS,
  type FlightRow,
  flightColumnsOf,
  type PassengerRow,
  readFlightRow,
  readPassengerRow,
} from '../flight-rows.ts'
import type { FlightStore, NewAnswers, NewFlight } from '../flight-store.ts'

export function sqliteFlights(database: Database.Database): FlightStore {
  const byKey = database.prepare<[string, string], { id: string; contentHash: string }>(
    'SELECT id, content_hash AS contentHash FROM flights WHERE owner = ? AND idempotency_key = ?',
  )
  const insert = database.prepare(
    `INSERT INTO flights (id, owner, device, carrier, plan, counts, arrival_at, created_at, revision, passengers,
       idempotency_key, content_hash)
     VALUES (@id, @owner, @device, @carrier, @plan, @counts, @arrivalAt, @createdAt, 0, @passengers, @key, @contentHash)`,
  )
  const insertPassenger = database.prepare(
    'INSERT INTO flight_passengers (flight, position, listed, revision) VALUES (?, ?, ?, 0)',
  )
  const one = database.prepare<[string, string], FlightRow>(
    `SELECT ${FLIGHT_COLUMNS} FROM flights WHERE id = ? AND owner = ?`,
  )
  const countOf = database.prepare<[string], { n: number }>('SELECT count(*) AS n FROM flights WHERE owner = ?')
  const ofOwner = database.prepare<[string, number], FlightRow>(
    `SELECT ${FLIGHT_COLUMNS} FROM flights WHERE owner = ? ORDER BY arrival_at DESC, id LIMIT ?`,
  )
  const passengers = database.prepare<[string], PassengerRow>(
    'SELECT listed, answer, revision FROM flight_passengers WHERE flight = ? ORDER BY position',
  )
  const update = database.prepare(
    `UPDATE flights SET plan = @plan, arrival_at = @arrivalAt, checked_at = @checkedAt, counts = @counts,
       revision = revision + 1 WHERE id = @id AND revision = @overRevision`,
  )
  const answer = database.prepare(
    'UPDATE flight_passengers SET answer = ?, revision = ? WHERE flight = ? AND position = ?',
  )
  const remove = database.prepare('DELETE FROM flights WHERE id = ? AND owner = ?')
  const forget = database.prepare('DELETE FROM flights WHERE arrival_at < ?')

  const add = database.transaction((flight: NewFlight) => {
    const { rows, listed, ...columns } = flightColumnsOf(flight)
    const before = columns.key === null ? undefined : byKey.get(columns.owner, columns.key)
    if (before !== undefined)
      return before.contentHash === columns.contentHash ? { id: before.id, isNew: false } : 'conflict'
    insert.run(columns)
    for (const [at, row] of rows.entries()) insertPassenger.run(columns.id, row, listed[at])
    return { id: columns.id, isNew: true }
  })
  const save = database.transaction((id: string, overRevision: number, news: NewAnswers) => {
    const { rows, answers, ...columns } = answerColumnsOf(news)
    if (update.run({ ...columns, id, overRevision }).changes === 0) return false
    for (const [at, row] of rows.entries()) answer.run(answers[at], overRevision + 1, id, row)
    return true
  })
  return {
    addFlight: async (flight) => add.immediate(flight),
    findFlight: async (id, owner) => {
      const row = one.get(id, owner)
      return row === undefined ? null : readFlightRow(row)
    },
    flightsOf: async (owner, limit) => ofOwner.all(owner, limit).map(readFlightRow),
    countFlights: async (owner) => countOf.get(owner)?.n ?? 0,
    passengersOf: async (id) => passengers.all(id).map(readPassengerRow),
    saveAnswers: async (id, overRevision, news) => save.immediate(id, overRevision, news),
    removeFlight: async (id, owner) => remove.run(id, owner).changes > 0,
    forgetFlights: async (arrivedBefore) => void forget.run(arrivedBefore),
  }
}
