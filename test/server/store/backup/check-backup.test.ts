import { appendFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { makeBackup } from '../../../../server/store/backup/backup-folder.ts'
import { assertSameAuthority, checkBackup } from '../../../../server/store/backup/check-backup.ts'
import { MANIFEST_OF_TESTS } from './made-manifest.ts'

const { files: _, made_at: __, ...FILLED } = MANIFEST_OF_TESTS

const made = (t: Test, schema = 25) =>
  makeBackup(t.testdir(), new Date(), async (folder) => {
    writeFileSync(join(folder, 'authority.db'), 'abc')
    return { ...FILLED, schema }
  })

t.test('takes a whole backup, of this program or an older one', async (t) => {
  const { folder, manifest } = await made(t, 11)
  t.strictSame(await checkBackup(folder), manifest)
})

t.test('refuses what is damaged, and says which file', async (t) => {
  const harms = [
    [(file: string) => appendFileSync(file, 'd'), /authority\.db has 4 bytes, and not 3: the backup is damaged/],
    [(file: string) => writeFileSync(file, 'abd'), /authority\.db has other bytes than were written/],
    [(file: string) => rmSync(file), /authority\.db is not there/],
    [
      (file: string) => {
        rmSync(file)
        symlinkSync('/etc/hostname', file)
      },
      /authority\.db is no file/,
    ],
  ] as const
  for (const [harm, message] of harms) {
    const { folder } = await made(t)
    harm(join(folder, 'authority.db'))
    await t.rejects(checkBackup(folder), { name: 'BackupFault', message })
  }
})

t.test('refuses one of a newer schema', async (t) => {
  const { folder } = await made(t, 999)
  await t.rejects(checkBackup(folder), {
    message: /has schema 999, made by program 0\.1\.0; this one knows \d+: install that one/,
  })
})

t.test('refuses one of another authority', async (t) => {
  assertSameAuthority({ root: 'ours' }, 'ours', 'the keys')
  assertSameAuthority({ root: 'ours' }, null, 'the keys')
  t.throws(() => assertSameAuthority({ root: 'theirs' }, 'ours', '/keys'), {
    message:
      /^the backup is of another authority: its root is theirs, and that of \/keys is ours\. Name a backup of this one/,
  })
})
