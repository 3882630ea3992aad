/** Whether a PostgreSQL database is fit to be the store: durable, new enough, and no standby. */
import type pg from 'pg'

type Asked = Pick<pg.ClientBase, 'query'>

/** SQLSTATE: read-only transaction. */
export const READ_ONLY = '25006'
const OLDEST_VERSION = 150_000
// `local` and `remote_write` would acknowledge what a standby does not have on its disk.
const DURABLE = ['on', 'remote_apply']

/** A database that takes nothing now. By its code it is the same as where a statement is told so. */
class NotWritable extends Error {
  override name = 'NotWritable'
  readonly code = READ_ONLY
}

/** Throws where commits would not be durable, or the server is too old. */
export async function assertDurable(on: Asked): Promise<void> {
  const { rows } = await on.query<Record<string, string>>(
    `SELECT current_setting('server_version_num') AS version, current_setting('fsync') AS fsync,
       current_setting('full_page_writes') AS full_page_writes,
       current_setting('synchronous_commit') AS synchronous_commit`,
  )
  const { version, ...settings } = rows[0] ?? {}
  if (Number(version) < OLDEST_VERSION) throw new Error(`PostgreSQL 15 or newer is needed, this is ${version}`)
  for (const [name, value] of Object.entries(settings)) {
    if (!DURABLE.includes(value)) throw new Error(`the database is not durable: ${name} is ${value}; set it on`)
  }
}

/** Throws where nothing can be written. To be asked at a start alone: of what becomes a standby later it can still be read. */
export async function assertWritable(on: Asked): Promise<void> {
  const { rows } = await on.query<{ recovers: boolean; setting: string }>(
    "SELECT pg_is_in_recovery() AS recovers, current_setting('transaction_read_only') AS setting",
  )
  const [{ recovers, setting } = { recovers: false, setting: '' }] = rows
  if (recovers) throw new NotWritable('it is a standby, or still recovers: name its primary')
  if (setting === 'on') throw new NotWritable('it is set read-only (default_transaction_read_only): set that off')
}
