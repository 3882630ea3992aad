/** `sync.feed`: a million used entries onto a fresh station, against a raw bulk insert of the same rows. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { cpuEach, ownTotal } from './cpu-time.ts'
import { feedEntryAt } from './feed-entries.ts'
import type { StationTold } from './feed-station.ts'
import { round } from './measure.ts'
import { nodeScript } from './npm-scripts.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const ENTRIES = 1_000_000
const PROFILED_ENTRIES = 100_000
const BATCH = 5000

const here = (name: string) => resolve(import.meta.dirname, name)

export async function syncFeed(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  try {
    const empty = await syncOf(0, join(folder, 'empty.db'))
    const full = await syncOf(ENTRIES, join(folder, 'station.db'))
    const raw = rawInsert(join(folder, 'raw.db'))
    const figures = [full.cpuSeconds / raw.cpuSeconds, full.megabytes - empty.megabytes] as const
    const isReached = isMet('sync.feed', figures)
    const where = isReached ? null : await syncOf(PROFILED_ENTRIES, join(folder, 'profiled.db'), ['profile'])
    return benchResult('sync.feed', figures, {
      'CPU us': round((full.cpuSeconds * 1e6) / ENTRIES),
      'floor CPU us': round((raw.cpuSeconds * 1e6) / ENTRIES),
      'entries/s': Math.round(ENTRIES / full.seconds),
      'floor/s': Math.round(ENTRIES / raw.seconds),
      'MB at most': Math.round(full.megabytes),
      'of an empty sync': Math.round(empty.megabytes),
      entries: ENTRIES,
      ...(where !== null && { 'where it goes': where.hotSpots ?? '' }),
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A fresh station, with the settings of `npm run scan`: it is a small machine. */
async function syncOf(entries: number, file: string, more: readonly string[] = []): Promise<StationTold> {
  const server = start([here('feed-server.ts'), String(entries)])
  try {
    const [address] = await once(server.stdout ?? server, 'data')
    const { flags } = nodeScript('scan')
    const station = start([...flags, here('feed-station.ts'), file, String(address).trim(), ...more])
    let said = ''
    for await (const chunk of station.stdout ?? []) said += chunk
    const told: StationTold = JSON.parse(said)
    if (told.newCrossings !== entries) throw new Error(`${told.newCrossings} crossings arrived`)
    return told
  } finally {
    server.kill()
  }
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** As many rows of the same columns, found by their visa in the end. */
function rawInsert(file: string): { readonly cpuSeconds: number; readonly seconds: number } {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(`CREATE TABLE crossings (position INTEGER PRIMARY KEY, visa_number TEXT NOT NULL, id TEXT NOT NULL,
    device TEXT NOT NULL, action TEXT NOT NULL, checkpoint TEXT NOT NULL, at INTEGER NOT NULL, standing TEXT NOT NULL,
    allowed INTEGER, until TEXT NOT NULL) STRICT`)
  const insert = database.prepare('INSERT INTO crossings VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const insertAll = database.transaction((rows: readonly (readonly unknown[])[]) => {
    for (const row of rows) insert.run(...row)
  })
  let cpu = 0
  let seconds = 0
  const measure = (work: () => void) => {
    const before = ownTotal()
    const from = performance.now()
    work()
    seconds += (performance.now() - from) / 1000
    cpu += cpuEach(before, ownTotal(), 1).total
  }
  for (let from = 0; from < ENTRIES; from += BATCH) {
    // The rows are made before they are counted: it is the insert that is the floor.
    const rows = Array.from({ length: BATCH }, (_, at) => rowOf(from + at))
    measure(() => insertAll(rows))
  }
  measure(() => database.exec('CREATE INDEX crossings_visa ON crossings (visa_number)'))
  database.close()
  return { cpuSeconds: cpu / 1e6, seconds }
}

function rowOf(at: number): readonly unknown[] {
  const { crossing, allowed, until } = feedEntryAt(at)
  const { visa_number, id, device, action, checkpoint, at: moment, standing } = crossing
  return [visa_number, id, device, action, checkpoint, moment, standing, allowed, until]
}
