/** What there is in a PostgreSQL database, found without making anything. */
import { onOwnConnection } from './postgres-connection.ts'

const TABLES = `SELECT relname::text AS name FROM pg_class
  WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace`

/** Nothing, another program's tables, or a store. */
export function findInPostgres(url: string): Promise<'empty' | 'other' | 'kept'> {
  return onOwnConnection(url, async (client) => {
    const names = (await client.query<{ name: string }>(TABLES)).rows.map(({ name }) => name)
    if (names.length === 0) return 'empty'
    if (!names.includes('schema_version')) return 'other'
    return names.includes('visas') ? 'kept' : 'empty'
  })
}
