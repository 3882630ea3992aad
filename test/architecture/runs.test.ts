import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { filesToRun, type GroupName, membersOf } from '../runs.ts'

const TESTS = join(import.meta.dirname, '..')
// What starts a browser or a database server, and what is only there for it.
const SLOW =
  /from '[^']*\/(chromium|built-worker|page-server|page-store|scanner-scene|embedded-postgres|postgres-of-tests)\.ts'/

const membersOfRun = (isFast: boolean) =>
  filesToRun(isFast).flatMap((path) => {
    const [, group] = /^groups\/(.+)\.ts$/.exec(path) ?? []
    return group === undefined ? [path] : membersOf(group as GroupName)
  })

t.test('every file runs once, by itself or in one group', async (t) => {
  const all = membersOfRun(false)
  t.equal(new Set(all).size, all.length)
  t.ok(all.length > 350, `${all.length} files`)
})

t.test('the fast run starts no browser and no database server', async (t) => {
  const fast = membersOfRun(true)
  t.ok(fast.length > 250, `${fast.length} files`)
  for (const path of fast) t.notMatch(readFileSync(join(TESTS, path), 'utf8'), SLOW, path)
})
