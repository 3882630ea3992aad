import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { backUp } from '../../../../server/store/backup/back-up.ts'
import { readManifest } from '../../../../server/store/backup/backup-manifest.ts'
import { publishedAuthority } from './made-store.ts'

t.test('a backup of SQLite says what it is of', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  t.teardown(() => store.close())
  const dir = join(dataDir, 'backups')
  mkdirSync(dir)
  const beside = [{ what: 'signing keys', path: '/keys' }]
  const { signal } = new AbortController()
  const source = { dataDir, databaseUrl: null, program: '0.1.0', beside, env: {}, signal }
  const { folder, manifest } = await backUp(dir, new Date(), source)
  t.strictSame(readdirSync(folder), ['authority.db', 'manifest.json'])
  t.match(manifest, { format: 1, store: 'sqlite', program: '0.1.0', beside, rows: { visas: 14 } })
  t.strictSame(readManifest(folder), manifest)
})
