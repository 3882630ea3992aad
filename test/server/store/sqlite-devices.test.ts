import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../server/store/sqlite-store.ts'

t.test('an enrolment that fails midway does not use its code up', async (t) => {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  for (const code of ['one', 'two']) await store.addEnrolmentCode(code, 'border', NOW + 900)
  const device = { id: 'd1', name: 'Booth', tokenHash: 'token' }
  await store.enrolDevice('one', device, NOW)
  await t.rejects(store.enrolDevice('two', { ...device, tokenHash: 'another' }, NOW), { code: /^SQLITE_CONSTRAINT/ })
  t.match(await store.enrolDevice('two', { ...device, id: 'd2', tokenHash: 'another' }, NOW), { id: 'd2' })
})

t.test('a device is still known when the disk is too full to note that it was seen', async (t) => {
  const file = join(t.testdir(), 'authority.db')
  const { pragma } = Database.prototype
  const opened: Database.Database[] = []
  Database.prototype.pragma = function (source, options) {
    if (!opened.includes(this)) opened.push(this)
    return pragma.call(this, source, options)
  }
  t.teardown(() => {
    Database.prototype.pragma = pragma
  })
  const store = openSqliteStore(file)
  t.teardown(() => store.close())
  await store.addEnrolmentCode('one', 'border', NOW + 900)
  await store.enrolDevice('one', { id: 'd1', name: 'Booth', tokenHash: 'token' }, NOW)
  // As a full disk does it: every write of this connection fails from here on, and says that there is no room.
  const [database] = opened
  database?.exec(
    "CREATE TEMP TRIGGER full BEFORE UPDATE ON devices BEGIN SELECT raise(ABORT, 'database or disk is full'); END",
  )
  await t.rejects(store.findDeviceByToken('token', NOW + 100), { code: 'SQLITE_CONSTRAINT_TRIGGER' }, 'any other fault ends it')
  database?.exec('DROP TRIGGER full')
  const { prepare } = Database.prototype
  t.equal(prepare, Database.prototype.prepare)
  t.match(await store.findDeviceByToken('token', NOW + 100), { id: 'd1' })
})
