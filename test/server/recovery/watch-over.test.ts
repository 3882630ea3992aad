import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { build } from '../build-app.ts'

t.test('a server that ends and starts again is behind in nothing', async (t) => {
  const first = await build(t)
  await first.issue()
  await first.nobody('GET', '/v1/artefacts/snapshot')
  await first.stop()
  const second = await build(t, { dir: first.dir })
  t.equal((await second.nobody('GET', '/health/ready')).status, 200)
})

t.test('that a store went back is noticed by the copy of what was published where the mark is gone, too', async (t) => {
  const first = await build(t)
  await first.nobody('GET', '/v1/artefacts/snapshot')
  const backup = join(first.dir, 'backup.db')
  const database = new Database(join(first.dir, 'authority.db'))
  database.exec(`VACUUM INTO '${backup}'`)
  database.close()
  first.clock.now += 600
  await first.nobody('GET', '/v1/artefacts/snapshot')
  await first.stop()
  for (const end of ['', '-wal', '-shm']) rmSync(join(first.dir, `authority.db${end}`), { force: true })
  new Database(backup).exec(`VACUUM INTO '${join(first.dir, 'authority.db')}'`)
  rmSync(join(first.dir, 'store-mark'))
  const second = await build(t, { dir: first.dir })
  t.match((await second.authority('GET', '/v1/recovery')).body, { behind: { lost: ['snapshot'], shown_by: 'server' } })
  await second.watch.look()
  t.match(second.watch.behind(), { lost: ['snapshot'] }, 'and stays so, though the mark of this start misses nothing')
  await second.stop()
  const published = join(first.dir, 'published')
  for (const name of readdirSync(published)) if (name.startsWith('set-')) writeFileSync(join(published, name), '{')
  rmSync(join(first.dir, 'store-mark'), { force: true })
  const third = await build(t, { dir: first.dir })
  t.equal((await third.nobody('GET', '/health/ready')).status, 200, 'a damaged copy proves nothing, and is made anew')
  t.match(third.logged(), [{ event: 'copy-not-kept', error: 'CopyDamaged' }])
})
