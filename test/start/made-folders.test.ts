import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { noteFolders } from '../../start/made-folders.ts'

t.test('what a start made is taken away, and what was there before stays', async (t) => {
  const dir = t.testdir({ there: { acquirer: { kept: '' } } })
  const start = (name: string) => {
    const folders = ['acquirer', 'mailbox'].map((folder) => join(dir, name, folder))
    const undo = noteFolders(join(dir, name), folders)
    for (const folder of folders) mkdirSync(folder, { recursive: true })
    for (const folder of folders) writeFileSync(join(folder, 'made'), '')
    return undo
  }
  start('new')()
  t.notOk(existsSync(join(dir, 'new')))
  start('there')()
  t.ok(existsSync(join(dir, 'there/acquirer/kept')))
  t.notOk(existsSync(join(dir, 'there/mailbox')))
  const undo = start('used')
  writeFileSync(join(dir, 'used/other'), '')
  undo()
  t.ok(existsSync(join(dir, 'used/other')))
})
