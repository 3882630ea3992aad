import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import t, { type Test } from 'tap'
import { addBackupCommand } from '../../../server/operation/backup-command.ts'
import { lastBackupAt } from '../../../server/operation/backup-note.ts'
import { publishedAuthority } from '../store/backup/made-store.ts'

interface Shown {
  readonly json: { readonly folder: string; readonly removed: readonly string[] }
  readonly text: string
}

/** A folder beside another, which goes with the test. */
function besideOf(t: Test, folder: string): string {
  const dir = `${folder}-backups`
  t.teardown(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** Runs the command as its program does, and gives what it showed and said. */
async function run(t: Test, ...args: readonly string[]) {
  const shown: Shown[] = []
  const program = new Command('authority').exitOverride().configureOutput({ writeErr: () => undefined })
  addBackupCommand(program, (json, text) => void shown.push({ json: json as Shown['json'], text }))
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined })
  t.intercept(process, 'env', { value: { PATH: process.env.PATH } })
  const said = t.capture(process.stderr, 'write', () => true)
  await program.parseAsync(['backup', ...args], { from: 'user' })
  const code = process.exitCode
  process.exitCode = undefined
  return { shown, code, said: said().map(({ args }) => String(args[0])) }
}

t.test('backs up, says how far it goes, names what must lie beside it, and keeps so many', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  t.teardown(() => store.close())
  const dir = besideOf(t, dataDir)
  const { shown, code } = await run(t, dir, '--data-dir', dataDir)
  t.equal(code, undefined)
  const { made_at } = JSON.parse(readFileSync(join(shown[0]?.json.folder ?? '', 'manifest.json'), 'utf8'))
  t.equal(lastBackupAt(dataDir), Math.floor(Date.parse(made_at) / 1000), 'the server can tell when')
  t.match(
    shown[0]?.text,
    /: 14 e-visas, ledger to 7, audit trail to \d+, snapshot 4, epoch 1; \d\.\d MB, read through\n\nIt does not hold/,
  )
  t.match(shown[0]?.text, /the authority's token: .*authority\.token \(not on this machine\)\n/)
  const again = await run(t, dir, '--data-dir', dataDir, '--keep', '1')
  t.strictSame(again.shown[0]?.json.removed, [shown[0]?.json.folder])
  t.match(again.shown[0]?.text, /read through; removed .*/)
  t.strictSame(readdirSync(dir), [again.shown[0]?.json.folder.slice(dir.length + 1)])
})

t.test('a backup that cannot be made is told, removes none, and is no success', async (t) => {
  const dir = t.testdir({ data: {} })
  const { shown, code, said } = await run(t, join(dir, 'backups'), '--data-dir', join(dir, 'data'), '--keep', '1')
  t.strictSame({ shown, code }, { shown: [], code: 1 })
  t.match(
    said[0],
    /^20\d\d-.*Z no backup was made: there is no .*authority\.db: set EVISA_DATA_DIR, or name it by --data-dir\n$/,
  )
  await t.rejects(run(t, join(dir, 'data/backups'), '--data-dir', join(dir, 'data')), {
    message: /lies in the data folder/,
  })
})

t.test('goes on until it is stopped', async (t) => {
  const { dataDir, store } = await publishedAuthority(t)
  t.teardown(() => store.close())
  const listening = process.listenerCount('SIGHUP')
  setTimeout(() => process.emit('SIGINT'), 1000)
  const { shown, code } = await run(t, besideOf(t, dataDir), '--data-dir', dataDir, '--every', '1h')
  t.strictSame([shown.length, code], [1, undefined])
  t.equal(process.listenerCount('SIGHUP'), listening)
})

t.test('takes times and numbers as people write them', async (t) => {
  for (const every of ['1', '1x', '0h', '25d', '-1h'])
    await t.rejects(run(t, 'dir', `--every=${every}`), {
      message: /It takes minutes, hours or days, such as 30m, 1h or 1d/,
    })
  for (const keep of ['0', 'all', '1.5'])
    await t.rejects(run(t, 'dir', `--keep=${keep}`), { message: /It takes a number from 1 to 99999/ })
})
