import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeFolders, writeVisaFile, writeVisaFiles } from '../../../desk/terminal/visa-files.ts'

t.test('writes each file once, whole or not at all', async (t) => {
  const dir = t.testdir()
  const asked: string[] = []
  const send = async (_: string, path: string) => {
    asked.push(path)
    if (path.includes('BAD')) throw new Error('no answer')
    return Buffer.from(path)
  }
  const folders = { documents: join(dir, 'a/b'), qr: join(dir, 'c') }
  await makeFolders(folders)
  t.equal((await writeVisaFiles('N1', folders, { send })).length, 2)
  t.same(await writeVisaFiles('N1', folders, { send }), [])
  t.same(asked, ['/v1/visas/N1/qr.png', '/v1/visas/N1/document.pdf'])
  t.equal(readFileSync(join(dir, 'a/b/N1.pdf'), 'utf8'), '/v1/visas/N1/document.pdf')
  if (process.platform !== 'win32') t.equal(statSync(join(dir, 'a/b/N1.pdf')).mode & 0o777, 0o600)
  await t.rejects(writeVisaFile('BAD', 'qr.png', join(dir, 'c/BAD.png'), { send }), { message: 'no answer' })
  t.notOk(existsSync(join(dir, 'c/BAD.png')))
  await makeFolders({})
})
