/** `conflicts.page`: a page of the list of what has to be looked at, where 100,000 wait, and 3,000 of them are of one e-visa. */
import { performance } from 'node:perf_hooks'
import type Database from 'better-sqlite3'
import type { ConflictQuery } from '../server/store/ledger-store.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'
import { type Filling, filledStore } from './filled-store.ts'
import { median, quantile, round } from './measure.ts'
import { type BenchResult, benchResult } from './targets.ts'

const COUNT = 100_000
const OF_ONE = 3000
const PAGE = 101
const ROUNDS = 20
const RAISED = 1_700_000_000

const FILLING: Filling = { name: 'conflicts', sources: [import.meta.filename], fill }

const PAGES: Readonly<Record<string, Omit<ConflictQuery, 'limit'>>> = {
  'the first': { state: 'open' },
  'in the middle': { state: 'open', after: COUNT / 2 },
  'of one e-visa': { state: 'open', visaNumber: 'ONE' },
  'of a device': { state: 'open', device: 'dev-7' },
  'of a kind that there is not': { state: 'open', kind: 'gap' },
  'open and closed': { state: 'all' },
  closed: { state: 'closed' },
}

export async function conflictsPage(): Promise<BenchResult> {
  const store = openSqliteStore(sqliteFile(await filledStore(FILLING)))
  try {
    const times = new Map<string, number[]>()
    for (let at = 0; at <= ROUNDS; at++) {
      for (const [name, query] of Object.entries(PAGES)) {
        const from = performance.now()
        await store.conflicts({ ...query, limit: PAGE })
        // Of the first round, which warms up, nothing is counted.
        if (at > 0) times.set(name, [...(times.get(name) ?? []), performance.now() - from])
      }
    }
    const slowest = Math.max(...[...times.values()].map((of) => quantile(of, 0.95)))
    const medians = [...times].map(([name, of]) => [`${name}, ms`, round(median(of), 1)] as const)
    return benchResult('conflicts.page', [slowest], { ...Object.fromEntries(medians), conflicts: COUNT })
  } finally {
    await store.close()
  }
}

function fill(database: Database.Database): void {
  const add = database.prepare(
    `INSERT INTO conflicts (id, kind, matter, visa_number, device, seq, about, raised_at, stands, place)
     VALUES (?, 'over-use', ?, ?, ?, NULL, ?, ?, 1, ?)`,
  )
  const all = database.transaction(() => {
    for (let at = 0; at < COUNT; at++) {
      const visa = at < OF_ONE ? 'ONE' : `V${Math.floor(at / 4)}`
      const crossing = at.toString(16).padStart(16, '0')
      add.run(
        `over-use:${crossing}`,
        `over-use:${visa}`,
        visa,
        `dev-${at % 500}`,
        crossing,
        RAISED + Math.floor(at / 20),
        at + 1,
      )
    }
  })
  all()
}
