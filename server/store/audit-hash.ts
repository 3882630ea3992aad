/** Rows of the audit trail as a store writes and reads them: each names the hash of the one before it. */

import type { AuditRow } from '#evisa/audit-row.ts'
import { auditHash } from '../../platform/audit-hash.ts'
import type { AuditEntry } from './audit-store.ts'
import type { PublishedArtefact } from './publishing-store.ts'

/** The row that an entry becomes after the last one; null where it is the first. */
export function linkAudit(entry: AuditEntry, last: Pick<AuditRow, 'position' | 'hash'> | null): AuditRow {
  const { at, actor, act, subject, detail } = entry
  const row = { position: (last?.position ?? 0) + 1, prev: last?.hash ?? '', at, actor, act, subject, detail }
  return { ...row, hash: auditHash(row) }
}

/** The detail of a row as it is stored. A text that is none was written over it: it is shown, so that it is found. */
export function readDetail(stored: string): AuditRow['detail'] {
  try {
    const detail: unknown = JSON.parse(stored)
    if (isDetail(detail)) return detail
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return { unreadable: stored }
}

/** What the trail says of a publication: a new trust list, root or policy. Null for what is signed anew all the time. */
export function publicationEntry({ path, version, sha256 }: PublishedArtefact, at: number): AuditEntry | null {
  const act = path === 'policy' ? 'change-policy' : path === 'trust' || path.startsWith('root/') ? 'change-keys' : null
  return act === null ? null : { actor: 'authority', at, act, subject: path, detail: { version, sha256 } }
}

function isDetail(value: unknown): value is AuditRow['detail'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every((one) => typeof one === 'string' || typeof one === 'number')
}
