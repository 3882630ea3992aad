/**
 * A process that goes over to the rotated world and is killed, by itself, right before its n-th write. Started by
 * `take-set.test.ts`: `crash-update.ts FILE N UPDATE`, the last a file too. Prints `done` if there are fewer writes.
 */
import { readFileSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import Database from 'better-sqlite3'
import { offeredFrom } from '../../../fixtures/attacks/offered.ts'
import { inflateBytes } from '../../../platform/inflate-bytes.ts'
import type { SteadyReading } from '../../../scanner-client/offline/steady-clock.ts'
import { takeSet } from '../../../scanner-client/offline/take-set.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'

/** Made by the test, once for all: to make it costs more than the update. */
export interface CrashUpdate {
  readonly rootFingerprint: string
  readonly set: Readonly<Record<string, string>>
  readonly now: number
  readonly steady: SteadyReading
}

// Node keeps what it compiled as it ends, and this process ends before.
flushCompileCache()
const [file = '', point = '', update = ''] = process.argv.slice(2)
const { rootFingerprint, set, now, steady }: CrashUpdate = JSON.parse(readFileSync(update, 'utf8'))
const store = openStationStore(file)
let left = Number(point)
const { prototype } = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')).constructor
const run = prototype.run
prototype.run = function (this: unknown, ...given: unknown[]) {
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  return run.apply(this, given)
}
await takeSet(store, { rootFingerprint }, offeredFrom(set), { verify: { inflate: inflateBytes }, now, steady })
process.stdout.write('done')
