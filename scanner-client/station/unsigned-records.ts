/**
 * What a station of the first two schemas recorded and had not handed in: nobody signed it, so that no server takes it. It
 * stays in the file, and whoever works here is told of it until the authority has it.
 */
import Database from 'better-sqlite3'

/** The events, as they were kept. */
export function unsignedRecords(file: string): readonly string[] {
  const database = new Database(file, { readonly: true })
  try {
    const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'crossings_unsigned'").get()
    if (isThere === undefined) return []
    return database
      .prepare<[], string>('SELECT event FROM crossings_unsigned WHERE unsent = 1 ORDER BY id')
      .pluck()
      .all()
  } finally {
    database.close()
  }
}

export function unsignedText(count: number): string {
  return `UNSIGNED: ${count} records of an older program of this station, which no server takes: npm run -s scan -- unsigned writes them for the authority`
}
