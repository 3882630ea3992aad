/** The audit trail on PostgreSQL. */

import type { AuditRow } from '#evisa/audit-row.ts'
import { writeStrictJson } from '#evisa/strict-json.ts'
import { linkAudit, readDetail } from '../audit-hash.ts'
import type { AuditEntry, AuditStore } from '../audit-store.ts'
import type { Connection, Queries } from './postgres-connection.ts'

type Row = Omit<AuditRow, 'detail'> & { readonly detail: string }

/** Notes acts within a transaction: its last step, since all others wait for the end of the trail until the commit. */
export async function noteActs(
  { rows }: Pick<Connection, 'rows'>,
  entries: readonly AuditEntry[],
  on: Queries,
): Promise<void> {
  if (entries.length === 0) return
  const [end] = await rows<Pick<AuditRow, 'position' | 'hash'>>(
    'SELECT position, hash FROM audit_end FOR UPDATE',
    [],
    on,
  )
  const linked: AuditRow[] = []
  for (const entry of entries) {
    const last = linked.at(-1) ?? (end?.position === 0 ? null : end) ?? null
    linked.push(linkAudit(entry, last))
  }
  await rows(
    `INSERT INTO audit (position, prev, at, actor, act, subject, detail, hash)
     SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
    [
      linked.map(({ position }) => position),
      linked.map(({ prev }) => prev),
      linked.map(({ at }) => at),
      linked.map(({ actor }) => actor),
      linked.map(({ act }) => act),
      linked.map(({ subject }) => subject),
      linked.map(({ detail }) => writeStrictJson(detail)),
      linked.map(({ hash }) => hash),
    ],
    on,
  )
  const last = linked.at(-1)
  await rows('UPDATE audit_end SET position = $1, hash = $2', [last?.position, last?.hash], on)
}

export function postgresAudit(connection: Connection): AuditStore {
  const { rows, transaction } = connection
  return {
    noteActs: (entries) => transaction((on) => noteActs(connection, entries, on)),
    auditAfter: async (position, limit) => {
      const found = await rows<Row>(
        `SELECT position, prev, at, actor, act, subject, detail, hash FROM audit
         WHERE position > $1 ORDER BY position LIMIT $2`,
        [position, limit],
      )
      return found.map((row) => ({ ...row, detail: readDetail(row.detail) }))
    },
    auditEnd: async () => {
      const [end] = await rows<Pick<AuditRow, 'position' | 'hash'>>('SELECT position, hash FROM audit_end')
      return end === undefined || end.position === 0 ? null : end
    },
    saveAuditCheckpoint: async (position, jws) => {
      await rows('INSERT INTO audit_checkpoints (position, jws) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        position,
        jws,
      ])
    },
    auditCheckpointsAfter: (position, limit) =>
      rows('SELECT position, jws FROM audit_checkpoints WHERE position > $1 ORDER BY position LIMIT $2', [
        position,
        limit,
      ]),
  }
}
