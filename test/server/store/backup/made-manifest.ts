/** A manifest of the tests. */
import type { BackupManifest } from '../../../../server/store/backup/backup-manifest.ts'

export const MANIFEST_OF_TESTS: BackupManifest = {
  format: 1,
  store: 'sqlite',
  made_at: '2026-11-30T10:00:00.000Z',
  program: '0.1.0',
  schema: 25,
  root: 'ours',
  epoch: { number: 1, id: '97ea4f2b1b389fc6524b63fac4400fdf' },
  ends: { ledger: 7, audit: 31, audit_hash: 'h', snapshot: 4 },
  rows: { visas: 12 },
  files: [{ name: 'authority.db', size: 3, sha256: 'x' }],
  beside: [{ what: 'signing keys', path: '/keys' }],
}
