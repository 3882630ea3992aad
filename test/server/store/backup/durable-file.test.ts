import { join } from 'node:path'
import t from 'tap'
import { sha256Of, syncToDisk } from '../../../../server/store/backup/durable-file.ts'

t.test('a file is known by its bytes', async (t) => {
  const dir = t.testdir({ a: 'abc' })
  t.equal(await sha256Of(join(dir, 'a')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  await t.rejects(sha256Of(join(dir, 'b')), { code: 'ENOENT' })
})

t.test('a file and a folder are written out, and what is not there is a fault', async (t) => {
  const dir = t.testdir({ a: 'abc' })
  syncToDisk(join(dir, 'a'))
  syncToDisk(dir)
  t.throws(() => syncToDisk(join(dir, 'b')), { code: 'ENOENT' })
})
