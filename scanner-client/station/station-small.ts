/** The small things that a station keeps, by name, each behind a sum that is checked when it is read. */
import type Database from 'better-sqlite3'
import { packSmall, unpackSmall } from '../offline/sums.ts'

export interface StationSmall {
  /** The value of this name; null where there is none, `damaged` where it is not what was written. */
  read(name: string): { readonly value: unknown } | 'damaged' | null
  put(name: string, value: unknown): void
}

export function stationSmall(database: Database.Database): StationSmall {
  const get = database.prepare<[string], string>('SELECT kept FROM small WHERE name = ?').pluck()
  const put = database.prepare(
    'INSERT INTO small (name, kept) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET kept = excluded.kept',
  )
  return {
    read(name) {
      const kept = get.get(name)
      return kept === undefined ? null : unpackSmall(name, kept)
    },
    put: (name, value) => void put.run(name, packSmall(name, value)),
  }
}
