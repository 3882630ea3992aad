import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { captureDatabases } from '../captured-database.ts'

t.test('a flight is kept with all of its passengers or not at all', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  opened[0]?.exec(
    "CREATE TEMP TRIGGER fault BEFORE INSERT ON flight_passengers WHEN NEW.position = 3 BEGIN SELECT raise(ABORT, 'a fault'); END",
  )
  const plan = { flight: 'KC104', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00', departure: null }
  const list = [2, 3].map((row) => ({ row, reference: null, passenger: { ok: true, value: {} } as const }))
  const flight = { id: 'f1', owner: 'KC', device: 'd', carrier: 'KC', plan, createdAt: NOW, list, idempotency: null }
  await t.rejects(store.addFlight(flight))
  t.equal(await store.findFlight('f1', 'KC'), null)
  t.same(await store.passengersOf('f1'), [])
})
