import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { headAfter, NO_LEDGER } from '../../../../server/store/ledger-head.ts'
import { ledgerEnd, once, sqliteLedgerView } from '../../../../server/store/sqlite/sqlite-ledger-view.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { entryOf } from '../../../made-device.ts'
import { enrolledDevice } from '../ledger-contract.ts'
import { ACT, newVisa } from '../made-visas.ts'

t.test('knows of a visa what its entries are judged by, and nothing of one that is not there', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const store = openSqliteStore(file)
  const database = new Database(file)
  t.teardown(async () => {
    database.close()
    await store.close()
  })
  const [old, fresh] = [await newVisa({}, { supportNumber: 'INV' }), await newVisa({}, { supportNumber: 'INV' })]
  await store.recordVisas([old], ACT)
  await store.setVisaStatus(old.claims.jti, 'suspended', 'a test', { ...ACT, at: NOW + 1 })
  await store.setVisaStatus(old.claims.jti, 'valid', 'a test', { ...ACT, at: NOW + 2 })
  await store.replaceVisa(old.claims.jti, 'a test', fresh, { ...ACT, at: NOW + 3 })
  const view = sqliteLedgerView(database)
  t.match(view.visa(old.claims.jti), {
    status: 'revoked',
    allowed: 1,
    statusChanges: [
      { status: 'suspended', at: NOW + 1 },
      { status: 'valid', at: NOW + 2 },
      { status: 'revoked', at: NOW + 3 },
    ],
    replaces: null,
    replacedBy: fresh.claims.jti,
  })
  t.match(view.visa(fresh.claims.jti), { statusChanges: [], replaces: old.claims.jti, replacedBy: null })
  t.equal(view.visa('222222222222'), undefined)

  const end = ledgerEnd(database)
  t.same(end(), NO_LEDGER)
  const device = await enrolledDevice(store)
  const entry = await device.sign(entryOf(old.claims.jti, { at: NOW + 9 }))
  await store.appendCrossings([entry], device.id, NOW + 9)
  t.same(end(), { position: 1, head: headAfter('', [entry.hash]) })
  t.same(view.standing(old.claims.jti), [`withdrawn-use:${entry.event.id}`])
  t.same(view.eventsAt(device.id, 1), [{ hash: entry.hash, prev: null }])
  t.equal(view.holderOf(entry.event.id), entry.hash)

  const kept = once(view)
  t.equal(kept.isRevoked(device.id), false)
  await store.revokeDevice(device.id, ACT)
  t.same([kept.isRevoked(device.id), view.isRevoked(device.id)], [false, true], 'read once')
})
