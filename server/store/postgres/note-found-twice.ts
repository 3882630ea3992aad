/** What a migration found of invitations is noted in the audit trail, where it is not overlooked. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type FoundTwice, twiceEntry } from '../found-twice.ts'
import { noteActs } from './postgres-audit.ts'
import type { Connection, Queries } from './postgres-connection.ts'

/** To be called in the transaction of the migrations; gives what was found. */
export async function noteFoundTwice(client: Queries, at: EpochSeconds): Promise<readonly FoundTwice[]> {
  const { rows: tables } = await client.query("SELECT 1 WHERE to_regclass('pg_temp.found_twice') IS NOT NULL")
  if (tables.length === 0) return []
  const { rows: found } = await client.query<FoundTwice>('SELECT number, other, support FROM found_twice')
  const rows: Connection['rows'] = async (sql, values = [], on = client) => (await on.query(sql, [...values])).rows
  const entries = found.map((one) => twiceEntry(one, at))
  await noteActs({ rows }, entries, client)
  return found
}
