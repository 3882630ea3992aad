import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { fileKeyFile, openFileKeys } from '../../../server/passport-copies/file-key.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'

function scene(t: Test) {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const file = join(dir, 'below', 'file-key')
  const open = (from = file) => openFileKeys(from, store, NOW, randomBytes)
  const write = (text: string) => writeFileSync(file, text, { mode: 0o600 })
  return { dir, file, open, write }
}

const line = () => randomBytes(32).toString('base64url')

t.test('the first start makes a file that only its owner reads, and the next one reads it', async (t) => {
  const { dir, file, open } = scene(t)
  t.equal(fileKeyFile(dir), join(dir, 'file-key'))
  const [made] = await open()
  if (process.platform !== 'win32') t.equal(statSync(file).mode & 0o777, 0o600)
  t.match(readFileSync(file, 'utf8'), /^[A-Za-z0-9_-]{43}\n$/)
  t.same(await open(), [made])
})

t.test('a file that is gone, or is another, stops the start and says where copies are left', async (t) => {
  const { dir, file, open, write } = scene(t)
  const [made] = await open()
  rmSync(file)
  await t.rejects(open(), {
    name: 'FileKeyError',
    message: new RegExp(`is not there.*${made.id}.*EVISA_FILE_KEY_FILE`),
  })
  t.throws(() => statSync(file), { code: 'ENOENT' }, 'none is made in its place')
  write(`${line()}\n`)
  await t.rejects(open(), { name: 'FileKeyError', message: /another file than that of this authority/ })
  await t.rejects(open(join(dir, 'elsewhere')), { name: 'FileKeyError' }, 'another process with a folder of its own')
})

t.test('a new key stands before the old one', async (t) => {
  const { file, open, write } = scene(t)
  const [old] = await open()
  write(`${line()}\n${readFileSync(file, 'utf8')}`)
  const [now, then] = await open()
  t.not(now.id, old.id)
  t.same(then, old)
})

t.test('a file that others can read, or that holds no keys, is told', async (t) => {
  const { file, open, write } = scene(t)
  await open()
  const text = readFileSync(file, 'utf8')
  for (const bad of ['', 'secret\n', `${text}more\n`, text.slice(0, 40)]) {
    write(bad)
    await t.rejects(open(), { name: 'FileKeyError', message: /holds something else than keys/ }, JSON.stringify(bad))
  }
  write(text)
  if (process.platform !== 'win32') {
    chmodSync(file, 0o640)
    await t.rejects(open(), { name: 'FileKeyError', message: /chmod 600/ })
  }
})
