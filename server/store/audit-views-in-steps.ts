/** The audit trail as it is narrowed, on both databases: each way has an index, so that millions of rows are not looked through. */
import type { AuditRow } from '#evisa/audit-row.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { readDetail } from './audit-hash.ts'
import type { AuditQuery, AuditSpan, AuditViewStore } from './audit-store.ts'
import { firstRow, type Runs, rows, type Steps, type Value } from './steps.ts'

export function auditViewsInSteps({ read }: Runs): AuditViewStore {
  return {
    auditSpan: (from, until) => read(() => auditSpan(from, until)),
    auditNewestFirst: (query) => read(() => newestFirst(query)),
  }
}

type Row = Omit<AuditRow, 'detail'> & { readonly detail: string }

const SELECT = 'SELECT position, prev, at, actor, act, subject, detail, hash FROM audit WHERE '
const NEWEST = ' ORDER BY position DESC LIMIT ?'

interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

function* auditSpan(from: EpochSeconds, until: EpochSeconds): Steps<AuditSpan | null> {
  const found = yield* firstRow<{ first: number | null; last: number | null }>(
    'SELECT min(position) AS first, max(position) AS last FROM audit WHERE at >= ? AND at < ?',
    ...[from, until],
  )
  const { first = null, last = null } = found ?? {}
  return first === null || last === null ? null : { first, last }
}

function* newestFirst({ actors, subjects, act, span, before, limit }: AuditQuery): Steps<readonly AuditRow[]> {
  const within: Condition[] = [
    ...(span === undefined
      ? []
      : [{ sql: 'position >= ? AND position <= ? AND at >= ? AND at < ?', values: valuesOf(span) }]),
    ...(before === undefined ? [] : [{ sql: 'position < ?', values: [before] }]),
  ]
  const branches = yield* branchesOf({ actors, subjects, act })
  if (branches.length === 0) return []
  const parts = branches.map((conditions) => {
    const all = [...conditions, ...within]
    const sql = all.length === 0 ? 'position > 0' : all.map((one) => one.sql).join(' AND ')
    return { sql: `${SELECT}${sql}${NEWEST}`, values: [...all.flatMap(({ values }) => values), limit] }
  })
  const sql = parts.map((part, at) => `SELECT * FROM (${part.sql}) AS part${at}`).join(' UNION ALL ')
  const found = yield* rows<Row>(
    `SELECT * FROM (${sql}) AS parts${NEWEST}`,
    ...[...parts.flatMap(({ values }) => values), limit],
  )
  return found.map((row) => ({ ...row, detail: readDetail(row.detail) }))
}

/** Whose newest rows are looked for, an index each: of an actor alone those of each act, since there are few of them. */
function* branchesOf({
  actors,
  subjects,
  act,
}: Pick<AuditQuery, 'actors' | 'subjects' | 'act'>): Steps<readonly (readonly Condition[])[]> {
  if (subjects.length > 0) {
    // Joined with a text no other index serves these: a subject has few rows, and an act or somebody may have millions.
    const others = [
      ...(act === undefined ? [] : [{ sql: `act || '' = ?`, values: [act] }]),
      ...(actors.length === 0 ? [] : [{ sql: `actor || '' IN (${actors.map(() => '?').join()})`, values: actors }]),
    ]
    return subjects.map((subject) => [{ sql: 'subject = ?', values: [subject] }, ...others])
  }
  if (actors.length === 0) return [act === undefined ? [] : [{ sql: 'act = ?', values: [act] }]]
  const branches: Condition[][] = []
  for (const actor of actors)
    for (const one of act === undefined ? yield* actsOf(actor) : [act])
      branches.push([{ sql: 'actor = ? AND act = ?', values: [actor, one] }])
  return branches
}

/** The acts of an actor, from one to the next by the index. */
function* actsOf(actor: string): Steps<readonly string[]> {
  const found = yield* rows<{ act: string }>(
    `WITH RECURSIVE found (act) AS (
       SELECT min(act) FROM audit WHERE actor = ?
       UNION ALL SELECT (SELECT min(act) FROM audit WHERE actor = ? AND act > found.act) FROM found WHERE found.act IS NOT NULL)
     SELECT act FROM found WHERE act IS NOT NULL`,
    ...[actor, actor],
  )
  return found.map(({ act }) => act)
}

function valuesOf({ first, last, from, until }: NonNullable<AuditQuery['span']>): readonly Value[] {
  return [first, last, from, until]
}
