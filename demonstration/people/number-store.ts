/** Where the demonstration keeps which number each of its people may use: a SQLite file of its own, so that a restart goes on. */
import { join } from 'node:path'
import type { CivilDate } from '#evisa/civil-date.ts'
import { openDatabase } from '../../platform/open-database.ts'

export interface OfferedNumber {
  /** The number of the passport that it is for. */
  readonly passport: string
  /** The visa support number. */
  readonly number: string
  /** The first day of its invitation. */
  readonly validFrom: CivilDate
  /** The reference of its invitation; null until that is approved. */
  readonly invitation: string | null
}

export interface NumberStore {
  /** Null where the passport has none. */
  of(passport: string): OfferedNumber | null
  /** In the place of the one before. Kept before the server is told of it, so that it is told the same after a cut. */
  begin(drawn: Omit<OfferedNumber, 'invitation'>): void
  approved(number: string, invitation: string): void
  drop(number: string): void
  close(): void
}

export function openNumberStore(file: string): NumberStore {
  const database = openDatabase(file, join(import.meta.dirname, '../migrations'))
  const find = database.prepare<[string], OfferedNumber>(
    'SELECT passport, number, valid_from AS validFrom, invitation FROM offered_numbers WHERE passport = ?',
  )
  const begin = database.prepare(
    'INSERT OR REPLACE INTO offered_numbers (passport, number, valid_from) VALUES (?, ?, ?)',
  )
  const approve = database.prepare('UPDATE offered_numbers SET invitation = ? WHERE number = ?')
  const drop = database.prepare('DELETE FROM offered_numbers WHERE number = ?')
  return {
    of: (passport) => find.get(passport) ?? null,
    begin: ({ passport, number, validFrom }) => void begin.run(passport, number, validFrom),
    approved: (number, invitation) => void approve.run(invitation, number),
    drop: (number) => void drop.run(number),
    close: () => void database.close(),
  }
}
