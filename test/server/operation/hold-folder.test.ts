import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError } from '../../../server/config.ts'
import { holdFolder } from '../../../server/operation/hold-folder.ts'

t.test('a folder is held by one until it is released', async (t) => {
  const folder = join(t.testdir(), 'data')
  const held = holdFolder(folder)
  t.throws(
    () => holdFolder(folder),
    new ConfigError(
      `EVISA_DATA_DIR is "${folder}", on which another server works: open its address, stop it first, or set another folder`,
    ),
  )
  const other = holdFolder(join(folder, '../other'))
  held.release()
  holdFolder(folder).release()
  other.release()
})

t.test('what is no lock is told as what it is', async (t) => {
  const folder = t.testdir()
  mkdirSync(join(folder, 'a'))
  writeFileSync(join(folder, 'a/server.lock'), 'x'.repeat(4096))
  t.throws(() => holdFolder(join(folder, 'a')), /server\.lock is no lock .*not a database.*: delete it/)
})

t.test('undoing leaves what was found, and nothing else', async (t) => {
  const dir = t.testdir({ there: {}, kept: { 'authority.db': 'old' } })
  for (const folder of ['new/data', 'there', 'kept']) {
    const held = holdFolder(join(dir, folder))
    writeFileSync(join(dir, folder, 'authority.token'), 'new')
    mkdirSync(join(dir, folder, 'demo-keys'))
    held.undo()
  }
  t.notOk(existsSync(join(dir, 'new')))
  t.same(readdirSync(join(dir, 'there')), [])
  t.same(readdirSync(join(dir, 'kept')).sort(), ['authority.db', 'authority.token', 'demo-keys', 'server.lock'])
  holdFolder(join(dir, 'kept')).release()
})
