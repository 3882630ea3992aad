import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { type LedgerRow, readRow } from '../../../scanner-client/offline/ledger-rows.ts'
import { StorageFailed } from '../../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { enrol, recordAt, told } from '../made-station.ts'

const visa = visaClaims().jti

t.test('makes its index once the copy is complete, and drops it with the copy', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  t.teardown(() => store.close())
  const plan = () => {
    const other = new Database(file)
    const steps = other.prepare('EXPLAIN QUERY PLAN SELECT text FROM ledger WHERE copy = 1 AND bucket = 7').all()
    other.close()
    return JSON.stringify(steps)
  }
  await enrol(store)
  await store.addLedgerPage({ crossings: [told(crossing(1, {}))], next: 1, asOf: null })
  t.match(plan(), /SCAN ledger/)
  await store.addLedgerPage({ crossings: [told(crossing(2, {}))], next: 2, asOf: NOW })
  t.match(plan(), /USING INDEX ledger_copy_1/)
  t.equal((await store.crossingsOf(visa)).length, 2)
  await enrol(store)
  t.match(plan(), /SCAN ledger/)
  t.same(await store.crossingsOf(visa), [])
})

t.test('an own record that the ledger told of is there once, as it was told', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  t.teardown(() => store.close())
  await enrol(store)
  await recordAt(store, entryOf(visa))
  const [own] = await store.crossingsOf(visa)
  if (own === undefined) throw new Error('nothing was recorded')
  const page = { crossings: [told({ ...own, standing: 'refused' }, 1, '2026-11-21')], next: 1, asOf: NOW }
  await store.addLedgerPage(page)
  const other = new Database(file, { readonly: true })
  t.teardown(() => other.close())
  const rows = other.prepare<[], LedgerRow>('SELECT bucket, told, until, text FROM ledger').all()
  t.same(
    rows.map((row) => ({ ...readRow(row), until: row.until, told: row.told })),
    [{ crossing: { ...own, standing: 'refused' }, allowed: 1, until: '2026-11-21', told: 1 }],
  )
})

t.test('a row of a copy of before that cannot be read stays, and the present copy with it', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  t.teardown(() => store.close())
  await enrol(store)
  const over = [told(crossing(1, {}), 1, '2026-01-01'), told(crossing(2, {}), 1, '2026-01-01')]
  await store.addLedgerPage({ crossings: over, next: 2, asOf: NOW })
  const change = { put: [], drop: [], timeFloor: NOW, clockAnchor: null, dropLedger: false }
  await store.saveSet({ ...change, epoch: { number: 2, id: '2'.repeat(32) } }, null)
  await store.addLedgerPage({ crossings: [told(crossing(3, {}))], next: 1, asOf: NOW })
  const other = new Database(file)
  other.prepare("UPDATE ledger SET text = '{' WHERE rowid = 1").run()
  other.close()
  await store.forgetBefore('2026-11-22')
  t.equal((await store.crossingsOf(visa)).length, 1)
  t.match(await store.ledgerMark(), { after: 1, asOf: NOW })
  await t.rejects(store.crossingsBefore(visa), StorageFailed)
})
