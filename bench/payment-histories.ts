/**
 * `payment.histories`: two thousand histories of payments, played against the bank's truth on two processes over one file and looked
 * at after each act, against as many bare edges: a row changed, an edge and a note of it, in a commit of its own that is on the disk.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NOW } from '../fixtures/made-world.ts'
import { firstRow } from '../server/store/steps.ts'
import { sqliteModel } from '../test/server/payments/model-stores.ts'
import { checkPaymentHistories, type ModelStores } from '../test/server/payments/payment-histories.ts'
import { ownCpu } from './cpu-time.ts'
import { profiled } from './hot-spots.ts'
import { compareSides, comparisonDetails, round, type Side } from './measure.ts'
import { openTables } from './ready-drafts.ts'
import { type BenchResult, benchResult, isMet } from './targets.ts'

const ROUNDS = 5
const HISTORIES = 400
// The same in each round, so that rounds can be compared.
const SEED = 17

export async function paymentHistories(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evisa-bench-'))
  const model = sqliteModel(join(folder, 'authority.db'))
  const bare = bareEdges(join(folder, 'bare.db'))
  let edges = 0
  const ours: Side = {
    count: HISTORIES,
    cpu: ownCpu,
    prepare: async () => {
      const before = await edgesIn(model)
      return async () => {
        await checkPaymentHistories(model, HISTORIES, SEED)
        edges = (await edgesIn(model)) - before
      }
    },
  }
  const floor: Side = { count: HISTORIES, cpu: ownCpu, prepare: () => () => bare.take(edges) }
  try {
    const compared = await compareSides(ours, floor, ROUNDS)
    const where = isMet('payment.histories', [compared.ratio])
      ? {}
      : { 'where it goes': await profiled(async () => (await ours.prepare())()) }
    return benchResult('payment.histories', [compared.ratio], {
      ...comparisonDetails(compared, 'histories'),
      histories: HISTORIES * ROUNDS,
      'edges a history': round(edges / HISTORIES, 1),
      ...where,
    })
  } finally {
    bare.close()
    await model.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function edgesIn({ runs }: ModelStores): Promise<number> {
  const found = await runs.read(() => firstRow<{ edges: number | null }>('SELECT max(position) AS edges FROM edges'))
  return found?.edges ?? 0
}

/** In tables and indexes that are the authority's own. */
function bareEdges(file: string) {
  const database = openTables(file)
  // Of the payment there is no case here.
  database.pragma('foreign_keys = OFF')
  database
    .prepare(
      `INSERT INTO payments (id, state, application, acquirer, terminal, invoice, tail, amount_minor, currency, expires_at,
         watched_until, created_at, changed_at) VALUES ('p', 'created', 'a', 'test', 't', '1', 1, 6000, 'USD', ?, ?, ?, ?)`,
    )
    .run(NOW, NOW, NOW, NOW)
  const change = database.prepare('UPDATE payments SET state = ?, changed_at = ? WHERE id = ?')
  const keep = database.prepare(
    `INSERT INTO edges (kind, subject, edge, state, actor, at, detail) VALUES ('payment', 'p', 'confirm', ?, 'payments', ?, '{}')`,
  )
  const note = database.prepare(
    `INSERT INTO audit (position, prev, at, actor, act, subject, detail, hash)
     VALUES (?, ?, ?, 'payments', 'payment-confirm', 'p', '{}', ?)`,
  )
  const hash = 'h'.repeat(43)
  let at = Number(database.prepare('SELECT coalesce(max(position), 0) FROM audit').pluck().get())
  const take = database.transaction(() => {
    at += 1
    change.run(at % 2 === 0 ? 'at-acquirer' : 'confirming', NOW + at, 'p')
    keep.run('confirming', NOW + at)
    note.run(at, hash, NOW + at, hash)
  })
  return {
    take: (count: number) => {
      for (let taken = 0; taken < count; taken++) take.immediate()
    },
    close: () => void database.close(),
  }
}
