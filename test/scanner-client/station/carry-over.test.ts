import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { crossingOf } from '#evisa/entry-account.ts'
import { EMPTY_CHAIN, signCrossingEvent } from '#evisa/event-chain.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { entryOf } from '../../made-device.ts'
import { enrolmentOf, STATION_KEY } from '../made-station.ts'

const visa = visaClaims().jti

t.test('takes over what a station of schema 3 kept, whatever of it can be read', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const before = new Database(file)
  for (const name of ['001-station.sql', '002-artefact-sets.sql', '003-own-chain.sql']) {
    before.exec(readFileSync(new URL(`../../../scanner-client/station/migrations/${name}`, import.meta.url), 'utf8'))
  }
  before.pragma('user_version = 3')
  const settings: [string, string][] = [
    ['enrolment', JSON.stringify(enrolmentOf())],
    ['time-floor', String(NOW)],
    ['ledger-after', '2'],
    ['ledger-as-of', String(NOW - 5)],
    ['told-conflicts', '{"cut off'],
  ]
  for (const one of settings) before.prepare('INSERT INTO settings VALUES (?, ?)').run(...one)
  const { event, hash, jws } = await signCrossingEvent(entryOf(visa), 'booth-7', EMPTY_CHAIN, STATION_KEY)
  before.prepare('INSERT INTO own_chains VALUES (?, 1, ?)').run('booth-7', hash)
  const record = before.prepare("INSERT INTO own_records VALUES (NULL, 'booth-7', ?, ?, ?, ?, 'entry', ?, ?, NULL, 1)")
  record.run(1, hash, event.id, visa, jws, 'unsent')
  record.run(2, 'h2', 'another', visa, 'no.jws', 'handed-in')
  const add = before.prepare(
    "INSERT INTO crossings VALUES (@visa_number, @id, @device, @action, @checkpoint, @at, @instead_of, NULL, NULL, @supervised, 'counts', 1, '2027-01-20', @told)",
  )
  const own = crossingOf(event, 'counts')
  add.run({ ...own, instead_of: null, supervised: null, told: 0 })
  add.run({ ...crossing(1, {}), instead_of: crossing(2, {}).id, supervised: 1, told: 1 })
  before.exec('CREATE INDEX crossings_visa ON crossings (visa_number)')
  before.close()

  for (const time of ['the first time', 'and ever after']) {
    const store = openStationStore(file)
    t.same(await store.enrolment(), enrolmentOf(), time)
    t.equal(await store.accessEnded(), null)
    t.equal(await store.timeFloor(), NOW)
    t.equal(await store.toldConflicts(), null, 'what cannot be read stops nothing')
    t.same(await store.ledgerMark(), { after: 2, asOf: NOW - 5 })
    const other = { ...crossing(1, {}), instead_of: crossing(2, {}).id, supervised: true }
    t.same(await store.crossingsOf(visa), [own, other])
    t.match(await store.queued('unsent', 0, 10), [{ hash }])
    await store.close()
  }
  const after = new Database(file, { readonly: true })
  t.same(after.prepare('SELECT id, at FROM own_records ORDER BY place').all(), [
    { id: event.id, at: event.at },
    { id: 'another', at: null },
  ])
  t.same(after.prepare("SELECT name FROM sqlite_schema WHERE name IN ('settings', 'crossings')").all(), [])
  after.close()
})
