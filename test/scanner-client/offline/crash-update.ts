/**
 * A process that goes over to the rotated world and is killed, by itself, right before its n-th write. Started by
 * `take-set.test.ts`: `crash-update.ts FILE N`. Prints `done` if there are fewer writes.
 */
import { flushCompileCache } from 'node:module'
import Database from 'better-sqlite3'
import { NOW } from '../../../fixtures/made-world.ts'
import { takeSet } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { enrolmentOf, STEADY, VERIFY } from '../made-station.ts'
import { rotatedSet } from './rotated-world.ts'

// Node keeps what it compiled as it ends, and this process ends before.
flushCompileCache()
const [file = '', point = ''] = process.argv.slice(2)
const set = await rotatedSet()
const store = openStationStore(file)
let left = Number(point)
const { prototype } = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')).constructor
const run = prototype.run
prototype.run = function (this: unknown, ...given: unknown[]) {
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  return run.apply(this, given)
}
const context = { verify: VERIFY, now: NOW, steady: STEADY }
await takeSet(store, enrolmentOf(), async (path) => set.get(path) ?? null, context)
process.stdout.write('done')
