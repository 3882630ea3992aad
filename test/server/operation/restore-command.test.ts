import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import t, { type Test } from 'tap'
import { holdFolder } from '../../../server/operation/hold-folder.ts'
import { addRestoreCommand } from '../../../server/operation/restore-command.ts'
import { sqliteFile } from '../../../server/store/open-store.ts'
import { MarkDamaged, markFile } from '../../../server/watch/mark-file.ts'
import { backedUp } from '../store/backup/backed-up.ts'
import { publishedAuthority } from '../store/backup/made-store.ts'

/** Runs the command as its program does, and gives what it showed. */
async function run(t: Test, env: Record<string, string>, ...args: readonly string[]) {
  let text = ''
  const program = new Command('authority').exitOverride()
  addRestoreCommand(program, (_json, shown) => {
    text = shown
  })
  t.intercept(process, 'env', { value: { PATH: process.env.PATH, ...env } })
  await program.parseAsync(['restore', ...args], { from: 'user' })
  return text
}

t.test('restores, names what is missing beside it, and says what comes next', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  const { folder } = await backedUp(dataDir)
  await store.close()
  rmSync(sqliteFile(dataDir))
  const text = await run(t, {}, folder, '--data-dir', dataDir)
  t.match(
    text,
    /was restored: the store of 20.*Z, ledger to 7, audit trail to \d+, snapshot 4\.\n\nNext: start the server\./,
  )
  t.match(text, /npm run -s authority -- restored\n.*docs\/recovery\.md\.$/)
  t.match(await run(t, { EVISA_DATA_DIR: dataDir }, folder), /The store of before lies in .*authority\.db\.before-20/)
  holdFolder(dataDir).release()
  t.throws(
    () => markFile(join(dataDir, 'store-mark')).read(),
    MarkDamaged,
    'it went with the disk, and nobody can tell',
  )
})

t.test(
  'touches nothing while a server works, with keys of another authority, or for another kind of store',
  async (t) => {
    const { dataDir, store } = await publishedAuthority(t)
    const { folder } = await backedUp(dataDir)
    await store.close()
    const held = holdFolder(dataDir)
    await t.rejects(run(t, {}, folder, '--data-dir', dataDir), { message: /on which another server works/ })
    held.release()
    const keys = join(dataDir, 'other-keys')
    mkdirSync(join(keys, 'published'), { recursive: true })
    writeFileSync(join(keys, 'published/root-1.json'), '{}')
    await t.rejects(run(t, { EVISA_KEYS_DIR: keys }, folder, '--data-dir', dataDir), {
      message: /^the backup is of another authority: .*other-keys/,
    })
    const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none'
    await t.rejects(run(t, { DATABASE_URL }, folder), {
      message: /is one of SQLite, and DATABASE_URL is set: unset it/,
    })
  },
)
