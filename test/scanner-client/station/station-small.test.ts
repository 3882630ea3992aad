import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { ACCESS_UNKNOWN } from '../../../scanner-client/offline/scanner-store.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { enrol, enrolmentOf } from '../made-station.ts'

const damage = (file: string, sql: string) => {
  const database = new Database(file)
  database.exec(sql)
  database.close()
}

t.test('of what is damaged a station says so, and goes by none of it', async (t) => {
  const file = join(t.testdir(), 'station.db')
  const store = openStationStore(file)
  t.teardown(() => store.close())
  await enrol(store)
  await store.setAccessEnded('revoked')
  damage(file, "UPDATE small SET kept = replace(kept, 'revoked', 'revokee') WHERE name = 'access-ended'")
  t.equal(await store.accessEnded(), ACCESS_UNKNOWN, 'it is not known to have access')
  damage(file, "DELETE FROM small WHERE name = 'access-ended'")
  t.equal(await store.accessEnded(), ACCESS_UNKNOWN)
  await store.setAccessEnded(null)
  t.equal(await store.accessEnded(), null)
  damage(file, "UPDATE small SET kept = replace(kept, '0', '9') WHERE name = 'time-floor'")
  t.equal(await store.timeFloor(), 0, 'a time that nobody signed stops nobody')
  damage(file, "UPDATE small SET kept = replace(kept, 'booth-7', 'booth-6') WHERE name = 'enrolment'")
  await t.rejects(store.enrolment(), { name: 'StorageFailed', fault: 'damaged' })
  damage(file, "DELETE FROM small WHERE name = 'enrolment'")
  // It was enrolled, since it has a chain.
  await t.rejects(store.enrolment(), { name: 'StorageFailed', fault: 'damaged' })
  await enrol(store)
  t.same(await store.enrolment(), enrolmentOf(), 'enrolled anew it works')
})
