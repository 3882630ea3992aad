import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { madeDevice } from '../../../made-device.ts'
import { captureDatabases } from '../captured-database.ts'
import { ACT } from '../made-visas.ts'

const { jwk } = await madeDevice('d1')
const DEVICE = { id: 'd1', name: 'Booth', jwk }

t.test('an enrolment that fails midway does not use its code up', async (t) => {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  for (const code of ['one', 'two']) await store.addEnrolmentCode(code, 'border', NOW + 900, ACT)
  await store.enrolDevice('one', DEVICE, ACT)
  await t.rejects(store.enrolDevice('two', DEVICE, ACT), { code: /^SQLITE_CONSTRAINT/ })
  t.match(await store.enrolDevice('two', { ...DEVICE, id: 'd2' }, ACT), { id: 'd2' })
})

t.test('only a full disk is let pass where it is noted that a device was seen', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  await store.addEnrolmentCode('one', 'border', NOW + 900, ACT)
  await store.enrolDevice('one', DEVICE, ACT)
  await store.saveAccessToken({ tokenHash: 'token', device: 'd1', jkt: 'x', expiresAt: NOW + 900 }, NOW)
  opened[0]?.exec("CREATE TEMP TRIGGER fault BEFORE UPDATE ON devices BEGIN SELECT raise(ABORT, 'a fault'); END")
  await t.rejects(store.findByAccessToken('token', NOW + 100), { code: 'SQLITE_CONSTRAINT_TRIGGER' })
})
