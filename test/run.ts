/**
 * Runs the tests by tap, with one PostgreSQL for all and a cache of compiled code: `node test/run.ts [--fast] [FILE...] [options of
 * tap]`. What runs how is said in runs.ts.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { keepTestFoldersInMemory } from './in-memory.ts'
import { beginRun } from './one-run.ts'
import { filesToRun } from './runs.ts'
import { SHARED_POSTGRES, startSharedPostgres } from './server/store/postgres-of-tests.ts'

const PROJECT = resolve(import.meta.dirname, '..')
const TAP = join(PROJECT, 'node_modules/tap/dist/esm/run.mjs')

const USAGE = `node test/run.ts [--fast] [FILE...] [options of tap]

All tests, or those of the files that are named, by their paths; --fast leaves out what needs a browser or is slow.
`
if (process.argv.some((arg) => arg === '--help' || arg === '-h')) {
  process.stdout.write(USAGE)
  process.exit()
}
const isFast = process.argv.includes('--fast')
const given = process.argv.slice(2).filter((arg) => arg !== '--fast')
const named = given.some((arg) => !arg.startsWith('-'))
const files = named ? [] : filesToRun(isFast).map((path) => join('test', path))

const endRun = beginRun(PROJECT)
const removeTestFolders = keepTestFoldersInMemory(PROJECT)
const postgres = isFast ? null : await startSharedPostgres()
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: join(PROJECT, 'node_modules/.cache/evisa-tests'),
  ...(postgres && { [SHARED_POSTGRES]: postgres.url }),
}
// What is left of the fast run waits less for others than the whole one, and more of it fits beside each other.
const jobs = isFast ? ['--jobs=4'] : []
const tap = spawn(process.execPath, [TAP, ...jobs, ...given, ...files], { cwd: PROJECT, env, stdio: 'inherit' })
// They go to tap as well, and what it started is to end before the database does.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tap.kill(signal))
const [code] = await once(tap, 'close')
await postgres?.stop()
removeTestFolders()
endRun()
process.exitCode = code ?? 1
