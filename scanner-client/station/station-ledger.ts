/** The crossings that a station knows of, on SQLite: its copy of the ledger, and the double uses that came to light. */
import type Database from 'better-sqlite3'
import type { CivilDate } from '#evisa/civil-date.ts'
import { accountEntries, type Crossing, type Standing } from '#evisa/entry-account.ts'
import type { FeedCrossing } from '#evisa/feed-page.ts'
import { type DoubleUse, findDoubleUse } from '../offline/double-use.ts'
import { keptUntil, knownCrossings } from '../offline/known-crossings.ts'

interface CrossingRow
  extends Pick<Crossing, 'id' | 'visa_number' | 'action' | 'device' | 'checkpoint' | 'at' | 'standing'> {
  readonly instead_of: string | null
  readonly override: string | null
  readonly voids: string | null
  readonly supervised: number | null
}

const CROSSING_COLUMNS =
  'visa_number, id, device, action, checkpoint, at, instead_of, override, voids, supervised, standing'

/** The acts on the tables `crossings` and `double_uses`; all but `crossingsOf` belong into a transaction. */
export function stationLedger(database: Database.Database) {
  const byVisa = database.prepare<[string], CrossingRow>(
    `SELECT ${CROSSING_COLUMNS} FROM crossings WHERE visa_number = ? ORDER BY told, rowid`,
  )
  const insert = database.prepare(
    `INSERT INTO crossings (${CROSSING_COLUMNS}, allowed, until, told) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const ownVisas = database.prepare<[], string>('SELECT DISTINCT visa_number FROM own_records').pluck()
  const ownDevices = database.prepare<[], string>('SELECT device FROM own_chains').pluck()
  const dropUntold = database.prepare('DELETE FROM crossings WHERE told = 0 AND id = ? AND device = ?')
  const setUntold = database.prepare('UPDATE crossings SET standing = ? WHERE told = 0 AND id = ? AND device = ?')
  const allowed = database
    .prepare<[string], number | null>('SELECT max(allowed) FROM crossings WHERE visa_number = ?')
    .pluck()
  const doubleUse = database.prepare<[string], string>('SELECT found FROM double_uses WHERE visa_number = ?').pluck()
  const putDoubleUse = database.prepare(
    `INSERT INTO double_uses (visa_number, found, seen) VALUES (?, ?, 0)
     ON CONFLICT (visa_number) DO UPDATE SET found = excluded.found, seen = 0`,
  )
  const dropDoubleUse = database.prepare('DELETE FROM double_uses WHERE visa_number = ?')
  const dropDoubleUses = database.prepare('DELETE FROM double_uses')
  const doubleUses = database.prepare<[], { found: string; seen: number }>(
    'SELECT found, seen FROM double_uses ORDER BY visa_number',
  )
  const seeAll = database.prepare('UPDATE double_uses SET seen = 1 WHERE seen = 0')
  const isIndexed = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'crossings_visa'")
  const dropAll = database.prepare('DELETE FROM crossings')
  const dropOver = database.prepare(
    `DELETE FROM crossings WHERE until < ? AND NOT EXISTS (SELECT 1 FROM own_records WHERE
       own_records.id = crossings.id AND own_records.device = crossings.device AND state <> 'handed-in')`,
  )
  const dropOverDoubleUses = database.prepare(
    'DELETE FROM double_uses WHERE NOT EXISTS (SELECT 1 FROM crossings WHERE visa_number = double_uses.visa_number)',
  )

  // A million times on a fresh station: one statement, its values in their places.
  const add = (one: Crossing, entries: number | null, until: CivilDate, told: 0 | 1) =>
    insert.run(
      one.visa_number,
      one.id,
      one.device,
      one.action,
      one.checkpoint,
      one.at,
      one.instead_of ?? null,
      one.override ?? null,
      one.voids ?? null,
      one.supervised ? 1 : null,
      one.standing,
      entries,
      until,
      told,
    )
  const isOwn = () => {
    const devices = ownDevices.all()
    return (device: string) => devices.includes(device)
  }
  const crossingsOf = (number: string): readonly Crossing[] => knownCrossings(byVisa.all(number).map(readRow), isOwn())
  /** Judges a visa anew; returns a double use that is news. */
  const findAnew = (number: string): DoubleUse | null => {
    const found = findDoubleUse(crossingsOf(number), allowed.get(number) ?? null, isOwn())
    if (found === null) {
      dropDoubleUse.run(number)
      return null
    }
    const text = JSON.stringify(found)
    if (doubleUse.get(number) === text) return null
    putDoubleUse.run(number, text)
    return { ...found, seen: false }
  }
  return {
    crossingsOf,
    findAnew,
    addPage(crossings: readonly FeedCrossing[]): DoubleUse[] {
      const own = new Set(ownVisas.all())
      const touched = new Set<string>()
      for (const { crossing, allowed, until } of crossings) {
        add(crossing, allowed, until, 1)
        if (!own.has(crossing.visa_number)) continue
        touched.add(crossing.visa_number)
        dropUntold.run(crossing.id, crossing.device)
      }
      return isIndexed.get() === undefined ? [] : [...touched].flatMap((number) => findAnew(number) ?? [])
    },
    /** The copy is complete. Row by row the index would cost more than all the rest of it, so it is made only now. */
    complete(): DoubleUse[] {
      if (isIndexed.get() !== undefined) return []
      database.exec('CREATE INDEX crossings_visa ON crossings (visa_number)')
      return ownVisas.all().flatMap((number) => findAnew(number) ?? [])
    },
    addOwn: (crossing: Crossing) => add(crossing, null, keptUntil(crossing), 0),
    /** Changes it only where the ledger has not told of it, since what the ledger tells is younger than any receipt. */
    setOwnStanding: (crossing: Crossing, standing: Standing) => setUntold.run(standing, crossing.id, crossing.device),
    standingOf: (number: string) => accountEntries(crossingsOf(number)).events,
    doubleUses: () =>
      doubleUses.all().map(({ found, seen }) => ({ ...JSON.parse(found), seen: seen === 1 }) as DoubleUse),
    seeDoubleUses: () => void seeAll.run(),
    drop() {
      dropAll.run()
      dropDoubleUses.run()
      database.exec('DROP INDEX IF EXISTS crossings_visa')
    },
    dropOver(today: CivilDate) {
      dropOver.run(today)
      dropOverDoubleUses.run()
    },
  }
}

export type StationLedger = ReturnType<typeof stationLedger>

function readRow({ instead_of, override, voids, supervised, ...row }: CrossingRow): Crossing {
  return {
    ...row,
    ...(instead_of !== null && { instead_of }),
    ...(override !== null && { override }),
    ...(voids !== null && { voids }),
    ...(supervised !== null && { supervised: true as const }),
  }
}
