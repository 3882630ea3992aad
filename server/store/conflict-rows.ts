/** Rows of the conflicts: the statements that list them, on every store, and what a row means. */
import { textOfBase64url } from '#evisa/base64url-text.ts'
import type { RaisedConflict } from './ledger-conflicts.ts'
import { type Conflict, type ConflictQuery, type ConflictState, NO_VISA_NUMBER, type Review } from './ledger-store.ts'
import { RECORD_COLUMNS } from './read-record.ts'

export interface ConflictRow extends RaisedConflict {
  /** 0: what it was about is so no more. */
  readonly stands: 0 | 1
  readonly place: number
  readonly count: number
  readonly verdict: Review['verdict'] | null
  readonly reason: string
  readonly actor: string
  readonly at: number
  /** The record that it is about, as its booth signed it; null where none is here. */
  readonly recordJws: string | null
}

export const IS_OPEN = 'stands = 1 AND closed_by IS NULL'
/** By the end of the index: to look for a newer one would go through all of them. */
export const IS_NEWEST = `id = (SELECT newest.id FROM conflicts AS newest WHERE newest.matter = conflicts.matter AND ${openAs('newest')}
    ORDER BY newest.place DESC LIMIT 1)`
const STATES: Readonly<Record<ConflictState, string>> = {
  open: `${IS_OPEN} AND ${IS_NEWEST}`,
  closed: 'closed_by = id',
  all: `(closed_by = id OR ${IS_OPEN} AND ${IS_NEWEST})`,
}
const SELECT = `SELECT id, kind, matter, visa_number AS "visaNumber", device, seq, about, raised_at AS "raisedAt", place, stands,
    CASE WHEN closed_by IS NULL
      THEN (SELECT count(*) FROM conflicts AS other WHERE other.matter = conflicts.matter AND ${openAs('other')})
      ELSE (SELECT count(*) FROM conflicts AS other WHERE other.closed_by = conflicts.closed_by) END AS count,
    verdict, reason, actor, at,
    coalesce((SELECT jws FROM crossings WHERE hash = about),
      (SELECT jws FROM crossings WHERE id = about AND feed_position IS NOT NULL)) AS "recordJws"
  FROM conflicts LEFT JOIN reviews ON reviews.conflict_id = closed_by`

/** A statement whose values go by `$1`, `$2` and so on. */
export interface Statement {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/** Lists a page of them, oldest first. What is not asked for is not in the text: each text has the index that serves it. */
export function listConflicts({ state, kind, visaNumber, device, after, limit }: ConflictQuery): Statement {
  const values: (string | number)[] = []
  const given = (value: string | number) => `$${values.push(value)}`
  const conditions = [STATES[state]]
  if (kind !== undefined) conditions.push(`kind = ${given(kind)}`)
  if (visaNumber !== undefined) conditions.push(`visa_number = ${given(visaNumber)}`)
  if (device !== undefined) conditions.push(`device = ${given(device)}`)
  if (after !== undefined) {
    conditions.push(`place > ${given(after)}`)
  }
  return { sql: `${SELECT} WHERE ${conditions.join(' AND ')} ORDER BY place LIMIT ${given(limit)}`, values }
}

export function findConflict(id: string): Statement {
  return { sql: `${SELECT} WHERE id = $1`, values: [id] }
}

/** Of nobody's e-visa there are more records than can be looked through: the event itself, and the one that has its id. */
export function recordsOfNobody({ about }: Pick<ConflictRow, 'about'>): Statement {
  const sql = `SELECT ${RECORD_COLUMNS} FROM crossings WHERE visa_number = '${NO_VISA_NUMBER}' AND hash = $1
    UNION SELECT ${RECORD_COLUMNS} FROM crossings WHERE feed_position IS NOT NULL
      AND id = (SELECT id FROM crossings WHERE visa_number = '${NO_VISA_NUMBER}' AND hash = $1)`
  return { sql, values: [about] }
}

/** Closes it and what is open of its matter and was found before it. */
export function closeConflict({ id, matter, place }: ConflictRow): Statement {
  return {
    sql: `UPDATE conflicts SET closed_by = $1 WHERE matter = $2 AND ${IS_OPEN} AND place <= $3`,
    values: [id, matter, place],
  }
}

/** Null for what was never reviewed and stands no more. */
export function readConflict(row: ConflictRow | undefined): Conflict | null {
  if (row === undefined) return null
  const { id, kind, visaNumber, device, raisedAt, place, stands, count, verdict, reason, actor, at, recordJws } = row
  if (stands === 0 && verdict === null) return null
  const checkpoint = recordJws === null ? null : checkpointIn(recordJws)
  const review = verdict && { verdict, reason, actor, at }
  return { id, kind, visaNumber, device, checkpoint, raisedAt, place, count, review }
}

/** Where the booth was. A text that is none was written over it: that is told where the record is shown. */
function checkpointIn(jws: string): string | null {
  try {
    const { checkpoint } = JSON.parse(textOfBase64url(jws.split('.')[1] ?? ''))
    return typeof checkpoint === 'string' ? checkpoint : null
  } catch {
    return null
  }
}

/** The values as SQLite takes them, by the names in the text. */
export function named(values: Statement['values']): Readonly<Record<string, string | number>> {
  return Object.fromEntries(values.map((value, at) => [String(at + 1), value]))
}

function openAs(name: string): string {
  return `${name}.stands = 1 AND ${name}.closed_by IS NULL`
}
