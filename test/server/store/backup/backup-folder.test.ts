import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { listBackups, makeBackup, openBackups, thinBackups } from '../../../../server/store/backup/backup-folder.ts'
import { MANIFEST_OF_TESTS } from './made-manifest.ts'

const { files: _, made_at: __, ...FILLED } = MANIFEST_OF_TESTS
const AT = new Date('2026-11-30T10:00:00.500Z')

const make = (dir: string, at = AT, root = 'ours') =>
  makeBackup(dir, at, async (folder) => {
    writeFileSync(join(folder, 'authority.db'), 'abc')
    return { ...FILLED, root }
  })

t.test('a backup is a folder of its own, for its owner only, with what its files are', async (t) => {
  const dir = t.testdir()
  const { folder, manifest } = await make(dir)
  t.equal(folder, join(dir, '2026-11-30T100000Z'))
  t.strictSame(manifest, {
    ...MANIFEST_OF_TESTS,
    made_at: '2026-11-30T10:00:00.500Z',
    files: [
      {
        name: 'authority.db',
        size: 3,
        sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      },
    ],
  })
  t.strictSame(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')), manifest)
  t.equal(statSync(folder).mode & 0o777, 0o700)
  t.equal(statSync(join(folder, 'manifest.json')).mode & 0o777, 0o600)
  t.equal((await make(dir)).folder, `${folder}-2`, 'another one of the same second')
})

t.test('what fails leaves nothing', async (t) => {
  const dir = t.testdir()
  const failing = makeBackup(dir, AT, async (folder) => {
    writeFileSync(join(folder, 'authority.db'), 'half')
    throw new Error('no more')
  })
  await t.rejects(failing, { message: 'no more' })
  t.strictSame(readdirSync(dir), [])
})

t.test('of one authority the oldest beyond so many are removed, and nothing else', async (t) => {
  const dir = t.testdir({ '2026-11-30T000000Z': {}, mine: {} })
  const made = []
  for (let hour = 10; hour < 14; hour++) made.push((await make(dir, new Date(`2026-11-30T${hour}:00:00Z`))).folder)
  await make(dir, new Date('2026-11-30T09:00:00Z'), 'theirs')
  t.strictSame(listBackups(dir, 'ours'), made)
  t.strictSame(thinBackups(dir, 'ours', 5), [])
  t.strictSame(thinBackups(dir, 'ours', 2), made.slice(0, 2))
  t.strictSame(readdirSync(dir), [
    '2026-11-30T000000Z',
    '2026-11-30T090000Z',
    '2026-11-30T120000Z',
    '2026-11-30T130000Z',
    'mine',
  ])
})

t.test('backups are kept where they are safe, in a folder that is made', async (t) => {
  const dir = t.testdir({ data: {}, elsewhere: {}, file: 'text' })
  const data = join(dir, 'data')
  symlinkSync(join(dir, 'elsewhere'), join(dir, 'link'))
  symlinkSync(data, join(dir, 'to-data'))
  openBackups(join(dir, 'new/backups'), data)
  t.equal(statSync(join(dir, 'new/backups')).mode & 0o777, 0o700)
  const open = (name: string) => () => openBackups(join(dir, name), data)
  for (const name of ['data', 'data/backups', 'to-data/backups'])
    t.throws(open(name), { name: 'BackupFault', message: /lies in the data folder .*name a folder on another disk/ })
  t.throws(open('link'), { message: /link is a symbolic link: name the folder that it leads to/ })
  t.throws(open('file'), { message: /file is no folder/ })
  open('data-of-old')()
})

t.test('what was cut off a day ago is cleared away', async (t) => {
  const dir = t.testdir()
  for (const name of ['.part-old', '.part-new', 'old']) mkdirSync(join(dir, name))
  for (const name of ['.part-old', 'old']) utimesSync(join(dir, name), new Date(0), new Date(0))
  openBackups(dir, join(dir, '../none'))
  t.strictSame(readdirSync(dir).sort(), ['.part-new', 'old'])
})
