/** What of a visa's row decides, on SQLite: read, and written with its sum. */
import type Database from 'better-sqlite3'
import { COVER_COLUMNS, type VisaCover } from '../visa-cover.ts'

/** Reads it as it is: whoever goes by it has it judged by `wholeVisa`. */
export function coverReader(database: Database.Database): (number: string) => VisaCover | undefined {
  const select = database.prepare<[string], VisaCover>(`SELECT ${COVER_COLUMNS} FROM visas WHERE number = ?`)
  return (number) => select.get(number)
}

/** Writes what changes of it; to be called within the transaction that has read it. */
export function coverWriter(database: Database.Database): (visa: VisaCover) => void {
  const update = database.prepare<[string, number, number, number, string]>(
    'UPDATE visas SET status = ?, entries_used = ?, crossings_sum = ?, sum = ? WHERE number = ?',
  )
  return ({ status, entries_used: used, crossings_sum: tally, sum, number }) =>
    void update.run(status, used, tally, sum, number)
}
