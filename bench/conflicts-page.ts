/** `conflicts.page`: a page of the list of what has to be looked at, where 100,000 wait, and 3,000 of them are of one e-visa. */
import type Database from 'better-sqlite3'
import type { ConflictQuery } from '../server/store/ledger-store.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import { openSqliteStore } from '../server/store/sqlite/sqlite-store.ts'
import { type Filling, filledStore } from './filled-store.ts'
import { pageTimes } from './page-times.ts'
import { type BenchResult, benchResult } from './targets.ts'

const COUNT = 100_000
const OF_ONE = 3000
const PAGE = 101
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
    const { slowest, details } = await pageTimes(PAGES, (query) => store.conflicts({ ...query, limit: PAGE }))
    return benchResult('conflicts.page', [slowest], { ...details, conflicts: COUNT })
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
