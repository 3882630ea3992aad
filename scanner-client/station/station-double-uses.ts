/** The double uses of a station's own entries that came to light, on SQLite. */
import type Database from 'better-sqlite3'
import { type DoubleUse, findDoubleUse } from '../offline/double-use.ts'
import type { StationLedger } from './station-ledger.ts'

/** The acts on the table `double_uses`; those that write belong into a transaction. */
export function stationDoubleUses(database: Database.Database, ledger: StationLedger) {
  const found = database.prepare<[string], string>('SELECT found FROM double_uses WHERE visa_number = ?').pluck()
  const visas = database.prepare<[], string>('SELECT visa_number FROM double_uses').pluck()
  const put = database.prepare(
    `INSERT INTO double_uses (visa_number, found, seen) VALUES (?, ?, 0)
     ON CONFLICT (visa_number) DO UPDATE SET found = excluded.found, seen = 0`,
  )
  const drop = database.prepare('DELETE FROM double_uses WHERE visa_number = ?')
  const dropAll = database.prepare('DELETE FROM double_uses')
  const all = database.prepare<[], { found: string; seen: number }>(
    'SELECT found, seen FROM double_uses ORDER BY visa_number',
  )
  const seeAll = database.prepare('UPDATE double_uses SET seen = 1 WHERE seen = 0')
  return {
    /** Judges a visa anew; returns a double use that is news. */
    findAnew(number: string): DoubleUse | null {
      const news = findDoubleUse(ledger.crossingsOf(number), ledger.allowed(number), ledger.isOwn())
      if (news === null) {
        drop.run(number)
        return null
      }
      const text = JSON.stringify(news)
      if (found.get(number) === text) return null
      put.run(number, text)
      return { ...news, seen: false }
    },
    all: () => all.all().map(({ found, seen }) => ({ ...JSON.parse(found), seen: seen === 1 }) as DoubleUse),
    seeAll: () => void seeAll.run(),
    drop: () => void dropAll.run(),
    /** Forgets those of visas of which nothing is known any more. */
    dropOver() {
      for (const number of visas.all()) if (ledger.crossingsOf(number).length === 0) drop.run(number)
    },
  }
}

export type StationDoubleUses = ReturnType<typeof stationDoubleUses>
