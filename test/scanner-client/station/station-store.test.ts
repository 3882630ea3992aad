import { statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { crossing, NOW } from '../../../fixtures/made-world.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { asHeld, enrolmentOf, heldBy, hold, worldSet } from '../made-station.ts'

t.test('is in WAL mode, and what was recorded is on the disk before the store is closed', async (t) => {
  const file = join(t.testdir(), 'new folder', 'station.db')
  const store = openStationStore(file)
  await store.record(crossing(1, {}), 'unsent')
  const other = new Database(file, { readonly: true })
  t.equal(other.pragma('journal_mode', { simple: true }), 'wal')
  t.same(other.prepare('SELECT id, unsent FROM crossings').all(), [{ id: crossing(1, {}).id, unsent: 1 }])
  other.close()
  await store.close()
  t.equal(statSync(join(file, '..')).mode & 0o777, 0o700, 'the token in it is for nobody else')
})

t.test('does not open what is no database', async (t) => {
  const dir = t.testdir({
    'station.db': 'this is a text, not a database, and it is long enough to be read as a header',
  })
  t.throws(() => openStationStore(join(dir, 'station.db')), { code: 'SQLITE_NOTADB' })
})

t.test('saves a set in one step: where it breaks off, the old one is held', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  await store.saveEnrolment(enrolmentOf())
  const set = await worldSet()
  await hold(store, set, NOW)
  const other = new Database(file)
  other.exec(`CREATE TRIGGER broken BEFORE UPDATE ON artefacts WHEN new.path = 'trust'
    BEGIN SELECT RAISE(ABORT, 'the disk broke here'); END`)
  const put = ['policy', 'trust', 'snapshot'].map((path) => ({ path, sha256: 'new', body: 'new' }))
  const over = (await store.artefact('snapshot'))?.sha256 ?? null
  await t.rejects(
    store.saveSet({ put, drop: ['status/0'], timeFloor: NOW + 1000, clockAnchor: null, dropLedger: false }, over),
    /the disk broke here/,
  )
  other.close()
  t.same(await heldBy(store), asHeld(set))
  t.equal(await store.timeFloor(), NOW)
  await store.close()
})

t.test('adds a page of the ledger as a whole or not at all', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  const other = new Database(file)
  other.exec(`CREATE TRIGGER broken BEFORE INSERT ON crossings WHEN new.id = '${crossing(2, {}).id}'
    BEGIN SELECT RAISE(ABORT, 'the disk broke here'); END`)
  other.close()
  await t.rejects(store.addLedgerPage([crossing(1, {}), crossing(2, {})], 2, NOW), /the disk broke here/)
  t.same(await store.eventsOf(crossing(1, {}).visa_number), [])
  t.same(await store.ledgerMark(), { after: 0, asOf: null })
  await store.close()
})
