import { closeSync, copyFileSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { ACT, newVisa } from '../made-visas.ts'

t.test('knows at once that its file was taken away, and takes nothing from then on', async (t) => {
  const harms = {
    gone: (file: string) => rmSync(file),
    moved: (file: string) => renameSync(file, `${file}.old`),
    replaced: (file: string) => {
      copyFileSync(file, `${file}.new`)
      renameSync(`${file}.new`, file)
    },
    'without its log': (file: string) => rmSync(`${file}-wal`),
  }
  for (const [name, harm] of Object.entries(harms)) {
    const file = join(t.testdir(), 'authority.db')
    const store = openSqliteStore(file)
    await store.recordVisas([await newVisa()], ACT)
    t.equal(store.storeFault(), null)
    harm(file)
    t.equal(store.storeFault(), name === 'replaced' ? 'replaced' : 'gone', name)
    await t.rejects(store.recordVisas([await newVisa()], ACT), { code: 'SQLITE_READONLY' })
    t.equal(await store.countVisas(), 1, 'it can be read')
    await store.close()
  }
})

t.test('looks now and then, though nobody asks', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  rmSync(file)
  const fault = async () => {
    for (;;)
      try {
        await store.recordVisas([await newVisa()], ACT)
        await new Promise((done) => setTimeout(done, 100))
      } catch (error) {
        return error
      }
  }
  t.match(await fault(), { code: 'SQLITE_READONLY' })
})

t.test('finds damage by reading all of it, and none where there is none', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  await store.recordVisas(await Promise.all(Array.from({ length: 50 }, () => newVisa())), ACT)
  t.strictSame(await store.findDamage(), [])
  await store.close()
  const descriptor = openSync(file, 'r+')
  // A page in the middle, from its header on.
  writeSync(descriptor, Buffer.alloc(3000, 0xee), 0, 3000, 4096 * 20)
  closeSync(descriptor)
  const damaged = openSqliteStore(file)
  t.match(await damaged.findDamage(), [/.+/])
  const stopped = damaged.findDamage()
  await damaged.close()
  await t.resolves(stopped, 'one that is under way ends with the store')
})
