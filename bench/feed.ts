/** `sync.feed`: a million used entries onto a fresh station, against a raw bulk insert of the same rows. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { type BenchResult, round } from './measure.ts'

const ENTRIES = 1_000_000
const BATCH = 5000

const here = (name: string) => resolve(import.meta.dirname, name)

export async function syncFeed(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const server = spawn(process.execPath, [here('feed-server.ts'), String(ENTRIES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [address] = await once(server.stdout, 'data')
    // With the settings of `npm run scan`: a station is a small machine.
    const { scripts } = JSON.parse(readFileSync(here('../package.json'), 'utf8'))
    const flags = String(scripts.scan)
      .split(' ')
      .filter((word) => word.startsWith('--'))
    const station = spawn(
      process.execPath,
      [...flags, here('feed-station.ts'), join(folder, 'station.db'), String(address).trim()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let said = ''
    for await (const chunk of station.stdout) said += chunk
    const { seconds, newCrossings, megabytes } = JSON.parse(said)
    if (newCrossings !== ENTRIES) throw new Error(`${newCrossings} crossings arrived`)
    const raw = rawInsert(join(folder, 'raw.db'))
    const ratio = seconds / raw
    return {
      name: 'sync.feed',
      value: round(ratio),
      unit: 'x a raw bulk insert',
      target: '<= 3, <= 200 MB',
      met: ratio <= 3 && megabytes <= 200,
      details: {
        seconds: round(seconds, 1),
        'raw seconds': round(raw, 1),
        MB: Math.round(megabytes),
        entries: ENTRIES,
      },
    }
  } finally {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Seconds to insert as many rows of the same columns, found by their visa in the end. */
function rawInsert(file: string): number {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(`CREATE TABLE crossings (position INTEGER PRIMARY KEY, visa_number TEXT NOT NULL, id TEXT NOT NULL,
    device TEXT NOT NULL, action TEXT NOT NULL, checkpoint TEXT NOT NULL, at INTEGER NOT NULL, standing TEXT NOT NULL,
    allowed INTEGER, until TEXT NOT NULL) STRICT`)
  const insert = database.prepare('INSERT INTO crossings VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const page = database.transaction((from: number) => {
    for (let at = from; at < from + BATCH; at++) {
      const text = String(at).padStart(12, '0')
      insert.run(
        text,
        `0193510e-0000-7000-8000-${text}`,
        `dev-${at % 5000}`,
        'entry',
        'NQZ',
        at,
        'counts',
        1,
        '2027-01-20',
      )
    }
  })
  const from = performance.now()
  for (let at = 0; at < ENTRIES; at += BATCH) page(at)
  database.exec('CREATE INDEX crossings_visa ON crossings (visa_number)')
  const seconds = (performance.now() - from) / 1000
  database.close()
  return seconds
}
