import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import t, { type Test } from 'tap'
import { assertNotLost } from '../../../server/operation/lost-store.ts'
import { addNewStoreCommand } from '../../../server/operation/new-store-command.ts'

async function run(t: Test, dataDir: string) {
  let text = ''
  const program = new Command('authority').exitOverride()
  addNewStoreCommand(program, (_json, shown) => {
    text = shown
  })
  t.intercept(process, 'env', { value: { PATH: process.env.PATH } })
  await program.parseAsync(['new-store', '--data-dir', dataDir], { from: 'user' })
  return text
}

t.test('begins a store on which a start goes on, and says what that means', async (t) => {
  const dataDir = t.testdir({ 'authority.token': 'x' })
  const place = { dataDir, databaseUrl: null }
  await t.rejects(assertNotLost(place, dataDir))
  t.match(await run(t, dataDir), /authority\.db was begun, and is empty\. It knows no e-visa .*\n.*restore BACKUP$/)
  await assertNotLost(place, dataDir)
  await t.rejects(run(t, dataDir), {
    name: 'ConfigError',
    message: /authority\.db is a store already: nothing was changed/,
  })
})

t.test('says what the next start asks for where an authority published', async (t) => {
  const dataDir = t.testdir({ published: {} })
  t.match(await run(t, dataDir), /\(.*published\): the start says that the store went back, .* authority -- restored$/)
})

t.test('does not write over what may be all that is left', async (t) => {
  const dataDir = t.testdir({ 'authority.db': '', 'authority.db-wal': 'x' })
  await t.rejects(run(t, dataDir), {
    message: /authority\.db-wal may hold what was acknowledged .*: move it away first/,
  })
  t.ok(existsSync(join(dataDir, 'authority.db-wal')))
  writeFileSync(join(dataDir, 'authority.db-wal'), '')
  await run(t, dataDir)
})
