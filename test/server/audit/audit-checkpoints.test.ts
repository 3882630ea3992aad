import { join } from 'node:path'
import t, { type Test } from 'tap'
import { peekAuditCheckpoint } from '#evisa/audit-checkpoint.ts'
import { verifyAuditTrail } from '../../../desk/calls/audit-trail.ts'
import { hourlyAuditCheckpoints, makeAuditCheckpoint } from '../../../server/audit/audit-checkpoints.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../server/store/store.ts'
import { unwrap } from '../../made.ts'
import { NOW, signingKeys } from '../build-app.ts'
import { madePublisher, WORLD } from '../publishing/made-publisher.ts'
import { ACT } from '../store/made-visas.ts'

const keys = signingKeys(WORLD)
const entry = { ...ACT, act: 'look-up', subject: 'K7Q2M4XN9TBK', detail: {} } as const

function openStore(t: Test): Store {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  return store
}

/** The rows that the checkpoints in the store are of. */
async function checkpointed(store: Store): Promise<number[]> {
  return (await store.auditCheckpointsAfter(0, 100)).map(({ position }) => position)
}

t.test('a checkpoint is of the last row, and is kept', async (t) => {
  const store = openStore(t)
  t.equal(await makeAuditCheckpoint(store, keys, NOW), null, 'of nothing there is none')
  await store.noteActs([entry, entry])
  const made = (await makeAuditCheckpoint(store, keys, NOW)) ?? ''
  const rows = await store.auditAfter(0, 10)
  t.same(unwrap(peekAuditCheckpoint(made)), { iat: NOW, position: 2, hash: rows[1]?.hash })
  t.same(await store.auditCheckpointsAfter(0, 10), [{ position: 2, jws: made }])
})

t.test('one is made at once, then at most once an hour, and none where nothing was done', async (t) => {
  const store = openStore(t)
  const checkpoint = hourlyAuditCheckpoints(store)
  await checkpoint(keys, NOW)
  t.same(await checkpointed(store), [])
  await store.noteActs([entry])
  await checkpoint(keys, NOW + 1)
  t.same(await checkpointed(store), [1])
  await store.noteActs([entry])
  await checkpoint(keys, NOW + 3600)
  t.same(await checkpointed(store), [1], 'not an hour yet')
  await checkpoint(keys, NOW + 3601)
  t.same(await checkpointed(store), [1, 2])
  await checkpoint(keys, NOW + 9000)
  await store.noteActs([entry])
  await checkpoint(keys, NOW + 9001)
  t.same(await checkpointed(store), [1, 2, 3], 'an hour without acts delays nothing')
})

t.test('publishing makes them by itself, for every scanner that holds the trust list', async (t) => {
  const { store, clock, running, scanner } = await madePublisher(t)
  t.same(await checkpointed(store), [3], 'root, trust list and policy')
  await store.noteActs([entry])
  clock.now = NOW + 1800
  await running.publisher.refresh()
  t.same(await checkpointed(store), [3])
  clock.now = NOW + 3600
  await running.publisher.refresh()
  t.same(await checkpointed(store), [3, 4])
  const rows = await store.auditAfter(0, 10)
  const [, last] = await store.auditCheckpointsAfter(0, 10)
  const lines = [...rows.map((row) => ({ row })), { checkpoint: last?.jws ?? '' }]
  const { trust } = await scanner().taken(clock.now)
  t.match(await verifyAuditTrail(lines, trust), { fault: null, rows: 4, checkpoints: 1, vouchedFor: 4 })
})
