import { join } from 'node:path'
import t from 'tap'
import { readManifest } from '../../../../server/store/backup/backup-manifest.ts'
import { MANIFEST_OF_TESTS } from './made-manifest.ts'

t.test('reads what was written', async (t) => {
  const dir = t.testdir({ 'manifest.json': JSON.stringify(MANIFEST_OF_TESTS) })
  t.strictSame(readManifest(dir), MANIFEST_OF_TESTS)
})

t.test('says of what is no backup why', async (t) => {
  const written = (manifest: unknown) => ({ 'manifest.json': JSON.stringify(manifest) })
  const dir = t.testdir({
    half: {},
    file: 'text',
    cut: { 'manifest.json': '{"format": 1,' },
    newer: written({ ...MANIFEST_OF_TESTS, format: 2 }),
    other: written({ name: 'a package' }),
    outside: written({ ...MANIFEST_OF_TESTS, files: [{ name: '../authority.db', size: 3, sha256: 'x' }] }),
  })
  const faults = {
    half: /half is no backup, or half of one: it has no manifest\.json/,
    none: /none is no backup/,
    file: /file is no backup/,
    cut: /cut\/manifest\.json is no JSON, so that the backup is damaged: take another one/,
    newer: /newer is of format 2, made by a newer program; this one knows 1: install that one/,
    other: /other\/manifest\.json is no manifest \(.*\): take another backup/,
    outside: /outside\/manifest\.json is no manifest \(\/files\/0\/name /,
  }
  for (const [name, message] of Object.entries(faults))
    t.throws(() => readManifest(join(dir, name)), { name: 'BackupFault', message })
})
