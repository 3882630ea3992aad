import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { heldBy, hold } from '../held-by-hand.ts'
import { asHeld, enrol, recordAt, told, worldSet } from '../made-station.ts'

t.test('is in WAL mode, and what was recorded is on the disk before the store is closed', async (t) => {
  const file = join(t.testdir(), 'new folder', 'station.db')
  const store = openStationStore(file)
  await enrol(store)
  const { event } = await recordAt(store, entryOf(visaClaims().jti))
  const other = new Database(file, { readonly: true })
  t.equal(other.pragma('journal_mode', { simple: true }), 'wal')
  t.same(other.prepare('SELECT id, state FROM own_records').all(), [{ id: event.id, state: 'unsent' }])
  other.close()
  await store.close()
  t.equal(statSync(join(file, '..')).mode & 0o777, 0o700, 'the key in it is for nobody else')
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
  await enrol(store)
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
  other.exec(`CREATE TRIGGER broken BEFORE INSERT ON ledger WHEN new.text LIKE '%${crossing(2, {}).id}%'
    BEGIN SELECT RAISE(ABORT, 'the disk broke here'); END`)
  other.close()
  const crossings = [told(crossing(1, {})), told(crossing(2, {}))]
  await t.rejects(store.addLedgerPage({ crossings, next: 2, asOf: NOW }), /the disk broke here/)
  t.same(await store.crossingsOf(crossing(1, {}).visa_number), [])
  t.same(await store.ledgerMark(), { after: 0, asOf: null })
  await store.close()
})

t.test(
  'records what was done as a whole or not at all: the record, the crossing and the head of the chain',
  async (t) => {
    const file = join(t.testdir(), 'station.db')
    const store = openStationStore(file)
    await enrol(store)
    await recordAt(store, entryOf(visaClaims().jti))
    const head = await store.chainHead()
    const other = new Database(file)
    other.exec(`CREATE TRIGGER broken BEFORE UPDATE ON own_chains WHEN new.seq = 2
    BEGIN SELECT RAISE(ABORT, 'the disk broke here'); END`)
    other.close()
    await t.rejects(recordAt(store, entryOf(visaClaims().jti)), /the disk broke here/)
    t.same(await store.chainHead(), head)
    t.equal(await store.countUnsent(), 1)
    t.equal((await store.crossingsOf(visaClaims().jti)).length, 1)
    await store.close()
  },
)

t.test('what a station of before kept is not lost, and it has to be enrolled anew', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const before = new Database(file)
  for (const name of ['001-station.sql', '002-artefact-sets.sql']) {
    before.exec(readFileSync(new URL(`../../../scanner-client/station/migrations/${name}`, import.meta.url), 'utf8'))
  }
  before.exec(`PRAGMA user_version = 2;
    INSERT INTO settings VALUES ('enrolment', '{"device":"booth-7","token":"secret"}'), ('ledger-after', '7');
    INSERT INTO crossings VALUES ('one', 'K7Q2M4XN9TBD', '{"id":"one"}', 1);`)
  before.close()
  const store = openStationStore(file)
  t.equal(await store.enrolment(), null)
  t.same(await store.ledgerMark(), { after: 0, asOf: null })
  t.same(await store.crossingsOf('K7Q2M4XN9TBD'), [])
  await store.close()
  const after = new Database(file, { readonly: true })
  t.match(after.prepare('SELECT id, unsent FROM crossings_unsigned').all(), [{ id: 'one', unsent: 1 }])
  after.close()
})
