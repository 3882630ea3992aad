/** The audit trail on SQLite. */
import type Database from 'better-sqlite3'
import type { AuditRow } from '#evisa/audit-row.ts'
import { linkAudit, readDetail } from '../audit-hash.ts'
import type { AuditEntry, AuditStore } from '../audit-store.ts'

type Row = Omit<AuditRow, 'detail'> & { readonly detail: string }

/** Notes an act; to be called within the transaction of what is noted. */
export function sqliteAuditor(database: Database.Database): (entry: AuditEntry) => void {
  const last = lastRow(database)
  const insert = database.prepare(
    `INSERT INTO audit (position, prev, at, actor, act, subject, detail, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return (entry) => {
    const { position, prev, at, actor, act, subject, detail, hash } = linkAudit(entry, last.get() ?? null)
    insert.run(position, prev, at, actor, act, subject, JSON.stringify(detail), hash)
  }
}

export function sqliteAudit(database: Database.Database): AuditStore {
  const audit = sqliteAuditor(database)
  const last = lastRow(database)
  const after = database.prepare<[number, number], Row>(
    `SELECT position, prev, at, actor, act, subject, detail, hash FROM audit
     WHERE position > ? ORDER BY position LIMIT ?`,
  )
  const saveCheckpoint = database.prepare(
    'INSERT INTO audit_checkpoints (position, jws) VALUES (?, ?) ON CONFLICT (position) DO NOTHING',
  )
  const checkpoints = database.prepare<[number, number], { position: number; jws: string }>(
    'SELECT position, jws FROM audit_checkpoints WHERE position > ? ORDER BY position LIMIT ?',
  )
  const noteAll = database.transaction((entries: readonly AuditEntry[]) => {
    for (const entry of entries) audit(entry)
  })
  return {
    noteActs: async (entries) => noteAll.immediate(entries),
    auditAfter: async (position, limit) =>
      after.all(position, limit).map((row) => ({ ...row, detail: readDetail(row.detail) })),
    auditEnd: async () => last.get() ?? null,
    saveAuditCheckpoint: async (position, jws) => void saveCheckpoint.run(position, jws),
    auditCheckpointsAfter: async (position, limit) => checkpoints.all(position, limit),
  }
}

function lastRow(database: Database.Database) {
  return database.prepare<[], Pick<AuditRow, 'position' | 'hash'>>(
    'SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1',
  )
}
