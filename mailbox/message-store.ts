/** Where the test mailbox keeps what came: a SQLite file of its own, with the newest messages. */
import { join } from 'node:path'
import { openDatabase } from '../platform/open-database.ts'

export interface NewMessage {
  /** Epoch seconds. */
  readonly receivedAt: number
  /** Sender and recipients as the mail server was told them, whatever the message says. */
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly raw: Uint8Array
}

export interface KeptMessage extends NewMessage {
  readonly id: number
}

export interface Asked {
  /** Of this address alone, in small or capital letters; null for all. */
  readonly to: string | null
  /** Older than this one; null from the newest on. */
  readonly before: number | null
  readonly most: number
}

export interface MessageStore {
  /** Gives its number once it is on the disk. The oldest go where there are too many. */
  keep(message: NewMessage): number
  /** Newest first. */
  list(asked: Asked): readonly Omit<KeptMessage, 'raw'>[]
  byId(id: number): KeptMessage | null
  close(): void
}

interface Row {
  readonly id: number
  readonly receivedAt: number
  readonly from: string
  readonly subject: string
}

const MOST_KEPT = 500
const COLUMNS = 'id, received_at AS receivedAt, sender AS "from", subject'
const OF_ADDRESS = 'id IN (SELECT message FROM recipients WHERE searched = ?)'

export function openMessageStore(file: string, mostKept = MOST_KEPT): MessageStore {
  const database = openDatabase(file, join(import.meta.dirname, 'migrations'))
  const insert = database.prepare('INSERT INTO messages (received_at, sender, subject, raw) VALUES (?, ?, ?, ?)')
  const address = database.prepare(
    'INSERT INTO recipients (message, address, searched) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const forget = database.prepare('DELETE FROM messages WHERE id <= ?')
  const addressesOf = database
    .prepare<[number], string>('SELECT address FROM recipients WHERE message = ? ORDER BY rowid')
    .pluck()
  const select = (where: string) =>
    database.prepare<unknown[], Row>(`SELECT ${COLUMNS} FROM messages WHERE ${where} ORDER BY id DESC LIMIT ?`)
  const [all, ofAddress] = [select('id < ?'), select(`id < ? AND ${OF_ADDRESS}`)]
  const byId = database.prepare<[number], Row & { raw: Buffer }>(`SELECT ${COLUMNS}, raw FROM messages WHERE id = ?`)
  const keep = database.transaction(({ receivedAt, from, to, subject, raw }: NewMessage): number => {
    const id = Number(insert.run(receivedAt, from, subject, raw).lastInsertRowid)
    for (const one of to) address.run(id, one, one.toLowerCase())
    forget.run(id - mostKept)
    return id
  })
  return {
    keep: (message) => keep.immediate(message),
    list: ({ to, before, most }) => {
      const from = before ?? Number.MAX_SAFE_INTEGER
      const rows = to === null ? all.all(from, most) : ofAddress.all(from, to.toLowerCase(), most)
      return rows.map((row) => ({ ...row, to: addressesOf.all(row.id) }))
    },
    byId: (id) => {
      const row = byId.get(id)
      return row === undefined ? null : { ...row, to: addressesOf.all(id) }
    },
    close: () => void database.close(),
  }
}
