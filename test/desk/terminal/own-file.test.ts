import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { writeOwnFile } from '../../../desk/terminal/own-file.ts'

const IS_WINDOWS = process.platform === 'win32'

t.test('a file is for its owner only, also in the place of one that was for everybody', async (t) => {
  const file = join(t.testdir({ 'visa.pdf': 'before' }), 'visa.pdf')
  t.equal(await writeOwnFile(file, async (out) => out.writeFile('after').then(() => 7)), 7)
  t.equal(readFileSync(file, 'utf8'), 'after')
  t.notOk(existsSync(`${file}.part`))
  if (!IS_WINDOWS) t.equal(statSync(file).mode & 0o777, 0o600)
})

t.test('nothing is written through a link that lies in the way', { skip: IS_WINDOWS }, async (t) => {
  const dir = t.testdir({ somebodys: 'theirs' })
  for (const name of ['export', 'export.part']) symlinkSync(join(dir, 'somebodys'), join(dir, name))
  await writeOwnFile(join(dir, 'export'), (out) => out.writeFile('ours'))
  t.equal(readFileSync(join(dir, 'somebodys'), 'utf8'), 'theirs')
  t.equal(readFileSync(join(dir, 'export'), 'utf8'), 'ours')
})

t.test('of one that fails the file of before stays, and no part of another', async (t) => {
  const file = join(t.testdir({ one: 'before' }), 'one')
  writeFileSync(`${file}.part`, 'left over')
  const failing = writeOwnFile(file, async (out) => {
    await out.writeFile('half')
    throw new Error('the line was cut')
  })
  await t.rejects(failing, { message: 'the line was cut' })
  t.equal(readFileSync(file, 'utf8'), 'before')
  t.notOk(existsSync(`${file}.part`))
})
