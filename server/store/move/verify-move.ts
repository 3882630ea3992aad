/** The proof that an authority was moved whole: counts, audit trail and ledger row by row, and every device's chain. */
import type Database from 'better-sqlite3'
import type { Connection, Queries } from '../postgres/postgres-connection.ts'
import { MOVED_TABLES, movedColumns, sourceOf } from './moved-tables.ts'

/** What keeps an authority from being moved, in words for its operator. */
export class NotMoved extends Error {
  override name = 'NotMoved'
}

export interface VerifiedMove {
  /** Rows of the audit trail, crossings and devices' chains that are the same there. */
  readonly auditRows: number
  readonly crossings: number
  readonly chains: number
}

interface Compared {
  /** What it is called for people. */
  readonly what: string
  readonly select: string
  readonly order: string
}

const CHAINS = 'SELECT device, max(seq) AS seq, count(*) AS events FROM crossings GROUP BY device'
const PAGE = 2000

/** Compares the file with the database, as the transaction of the move has left it. Throws `NotMoved`. */
export async function verifyMove(source: Database.Database, target: Connection, on: Queries): Promise<VerifiedMove> {
  for (const table of MOVED_TABLES) {
    const [moved] = await target.rows<{ count: number }>(`SELECT count(*) AS count FROM ${table.name}`, [], on)
    const count = source
      .prepare<[], number>(`SELECT count(*) FROM ${sourceOf(table)}`)
      .pluck()
      .get()
    if (moved?.count !== count) {
      throw new NotMoved(`${table.name}: ${moved?.count} rows there, ${count} here; nothing was moved`)
    }
  }
  const wholeTable = async (name: string) => {
    const columns = await movedColumns(target, name, on)
    return `SELECT ${columns.map((column) => column.name).join(', ')} FROM ${name}`
  }
  const compare = (what: string, select: string, order: string) => compareRows(source, on, { what, select, order })
  return {
    auditRows: await compare('the audit trail', await wholeTable('audit'), 'position'),
    crossings: await compare('the ledger', await wholeTable('crossings'), 'position'),
    chains: await compare('the chains of devices', CHAINS, 'device'),
  }
}

// Both are read once, side by side: a ledger of years neither fits into memory nor is sorted twice.
async function compareRows(source: Database.Database, on: Queries, { what, select, order }: Compared): Promise<number> {
  const isText = order === 'device'
  await on.query(`DECLARE moved NO SCROLL CURSOR FOR ${select} ORDER BY ${order}${isText ? ' COLLATE "C"' : ''}`)
  let there: unknown[] = []
  let count = 0
  const nextThere = async (): Promise<unknown> => {
    const at = count % PAGE
    if (at === 0) there = (await on.query(`FETCH ${PAGE} FROM moved`)).rows
    return there[at]
  }
  for (const here of source.prepare(`${select} ORDER BY ${order}`).iterate()) {
    if (JSON.stringify(here) !== JSON.stringify(await nextThere())) {
      throw new NotMoved(`${what}: row ${count + 1} is not the same there; nothing was moved`)
    }
    count += 1
  }
  if ((await nextThere()) !== undefined) throw new NotMoved(`${what}: there are more rows there; nothing was moved`)
  await on.query('CLOSE moved')
  return count
}
