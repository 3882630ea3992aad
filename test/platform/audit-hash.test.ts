import t from 'tap'
import type { AuditRow } from '#evisa/audit-row.ts'
import { auditHash } from '../../platform/audit-hash.ts'

const said: Omit<AuditRow, 'hash'> = {
  position: 8,
  prev: 'h',
  at: 1_785_000_000,
  actor: 'authority/Әсел',
  act: 'set-status',
  subject: 'K7Q2M4XN9TBK',
  detail: { status: 'revoked', reason: 'lost', count: 1 },
}
const row: AuditRow = { ...said, hash: auditHash(said) }

t.test('nothing of a row can be other without its hash being another', async (t) => {
  const others = [
    { position: 9 },
    { prev: 'i' },
    { at: row.at + 1 },
    { actor: 'authority' },
    { act: 'issue' },
    { subject: '' },
    { detail: { ...row.detail, count: 2 } },
    { detail: { ...row.detail, count: '1' } },
    { detail: { status: 'revoked', reason: 'lost' } },
  ] as const
  for (const other of others) t.not(auditHash({ ...row, ...other }), row.hash, JSON.stringify(other))
  t.equal(auditHash(Object.fromEntries(Object.entries(said).reverse()) as typeof said), row.hash, 'in whatever order')
})
