/** The files of banks that were read, as both databases keep them. */
import type { Act } from './audit-store.ts'
import type { Settlement, SettlementStore } from './payment-store.ts'
import { firstRow, noteAct, type Runs, rows, type Steps } from './steps.ts'

export function settlementsInSteps({ act, read }: Runs): SettlementStore {
  return {
    findSettlement: (fileHash) => read(() => findSettlement(fileHash)),
    keepSettlement: (settlement, by) => act(() => keepSettlement(settlement, by)),
    markSettled: (id, at) => act(() => markSettled(id, at)),
  }
}

type Row = Omit<Settlement, 'findings'> & { readonly findings: string }

function* findSettlement(fileHash: string): Steps<Settlement | null> {
  const found = yield* firstRow<Row>(
    `SELECT file_hash AS "fileHash", terminal, lines, findings, read_by AS "readBy", read_at AS "readAt"
     FROM settlements WHERE file_hash = ?`,
    fileHash,
  )
  return found === null ? null : { ...found, findings: JSON.parse(found.findings) }
}

function* keepSettlement(
  { fileHash, terminal, lines, findings }: Omit<Settlement, 'readBy' | 'readAt'>,
  { actor, at }: Act,
): Steps<Settlement> {
  const [kept] = yield* rows(
    `INSERT INTO settlements (file_hash, terminal, lines, findings, read_by, read_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (file_hash) DO NOTHING RETURNING file_hash`,
    ...[fileHash, terminal, lines, JSON.stringify(findings), actor, at],
  )
  const detail = { terminal, lines, findings: findings.length }
  if (kept !== undefined) yield* noteAct({ actor, at, act: 'payment-settlement-read', subject: fileHash, detail })
  return (yield* findSettlement(fileHash)) ?? { fileHash, terminal, lines, findings, readBy: actor, readAt: at }
}

function* markSettled(id: string, at: number): Steps<void> {
  yield* rows('UPDATE payments SET settled_at = ? WHERE id = ? AND settled_at IS NULL', at, id)
}
