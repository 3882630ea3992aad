import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { appendLine, assertPrivateFolder, readPrivateFile, replaceFile, writeNewFile } from '../../keys/private-file.ts'

const skipModes = process.platform === 'win32' ? { skip: 'Windows has no file modes' } : {}

t.test('writes a new file once and leaves nothing else behind', async (t) => {
  const folder = t.testdir()
  const file = join(folder, 'a.pem')
  writeNewFile(file, 'first', 0o600)
  t.equal(readPrivateFile(file), 'first')
  t.throws(() => writeNewFile(file, 'second', 0o600), { code: 'file/exists' })
  t.equal(readFileSync(file, 'utf8'), 'first')
  t.same(readdirSync(folder), ['a.pem'])
})

t.test('replaces a file whole', async (t) => {
  const folder = t.testdir({ 'trust.json': 'a longer text than the new one' })
  replaceFile(join(folder, 'trust.json'), 'new', 0o644)
  t.equal(readFileSync(join(folder, 'trust.json'), 'utf8'), 'new')
  t.same(readdirSync(folder), ['trust.json'])
})

t.test('says which file is missing', async (t) => {
  t.throws(() => readPrivateFile(join(t.testdir(), 'gone.pem')), { code: 'file/missing', message: /gone\.pem/ })
})

t.test('refuses a file or folder that others could read, and says what to run', skipModes, async (t) => {
  const folder = t.testdir()
  const file = join(folder, 'a.pem')
  writeNewFile(file, 'text', 0o600)
  t.equal(statSync(file).mode & 0o777, 0o600)
  for (const mode of [0o644, 0o640, 0o604, 0o620]) {
    chmodSync(file, mode)
    t.throws(() => readPrivateFile(file), { code: 'file/permissions', message: `run chmod 600 '${file}'` }, `${mode}`)
  }
  chmodSync(file, 0o400)
  t.equal(readPrivateFile(file), 'text')
  const inner = join(folder, 'keys')
  mkdirSync(inner)
  chmodSync(inner, 0o750)
  t.throws(() => assertPrivateFolder(inner), { code: 'file/permissions', message: `run chmod 700 '${inner}'` })
  chmodSync(inner, 0o700)
  t.doesNotThrow(() => assertPrivateFolder(inner))
})

t.test('leaves the old file where the new one cannot be written', async (t) => {
  const folder = t.testdir()
  const file = join(folder, 'taken')
  mkdirSync(file)
  writeFileSync(join(file, 'inside'), '')
  t.throws(() => replaceFile(file, 'new', 0o600))
  t.same(readdirSync(folder), ['taken'])
})

t.test('adds lines to a private file', async (t) => {
  const file = join(t.testdir(), 'lines')
  for (const line of ['one', 'two']) appendLine(file, line)
  t.equal(readPrivateFile(file), 'one\ntwo\n')
  writeFileSync(file, 'one\ntw')
  appendLine(file, 'three')
  t.equal(readPrivateFile(file), 'one\ntw\nthree\n')
})
