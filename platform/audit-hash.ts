/** The hash by which each row of the audit trail is named by the next. */
import { hash } from 'node:crypto'
import type { AuditRow } from '#evisa/audit-row.ts'
import { writeStrictJson } from '#evisa/strict-json.ts'

/** SHA-256 of the strict JSON of all other members, in this order, base64url. */
export function auditHash({ position, prev, at, actor, act, subject, detail }: Omit<AuditRow, 'hash'>): string {
  const text = writeStrictJson({ position, prev, at, actor, act, subject, detail })
  return hash('sha256', text, 'base64url')
}
