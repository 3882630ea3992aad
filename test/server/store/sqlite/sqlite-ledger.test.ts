import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openSqliteStore } from '../../../../server/store/sqlite/sqlite-store.ts'
import { entryOf } from '../../../made-device.ts'
import { captureDatabases } from '../captured-database.ts'
import { enrolledDevice } from '../ledger-contract.ts'
import { ACT, newVisa } from '../made-visas.ts'

t.test('the ledger is neither rewritten nor forgotten, not even by its owner', async (t) => {
  const opened = captureDatabases(t)
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const visa = await newVisa()
  await store.recordVisas([visa], ACT)
  const booth = await enrolledDevice(store)
  const entries = [
    await booth.sign(entryOf(visa.claims.jti)),
    await booth.sign(entryOf(visa.claims.jti, { at: NOW + 1 })),
  ]
  await store.appendCrossings(entries, booth.id, NOW)
  await store.review(`over-use:${entries[1]?.event.id}`, { ...ACT, verdict: 'close', reason: 'seen' })
  const run = (sql: string) => () => opened[0]?.exec(sql)
  t.throws(run('DELETE FROM crossings'), /the ledger forgets nothing/)
  t.throws(run("UPDATE crossings SET jws = 'x'"), /the ledger is not rewritten/)
  t.throws(run("UPDATE crossings SET receipt = '{}'"), /the ledger is not rewritten/)
  t.throws(run('DELETE FROM reviews'), /the ledger forgets nothing/)
  t.throws(run("UPDATE reviews SET reason = 'x'"), /the ledger is not rewritten/)
})

t.test('what many hand in at once shares commits, and each is answered by its own', async (t) => {
  const store = openSqliteStore(join(t.testdir(), 'authority.db'))
  t.teardown(() => store.close())
  const booth = await enrolledDevice(store)
  const events = []
  for (let at = 0; at < 40; at++) events.push(await booth.sign(entryOf('222222222222', { at: NOW + at })))
  const receipts = await Promise.all(events.map((event) => store.appendCrossings([event], booth.id, NOW)))
  t.same(
    receipts.map(([receipt]) => receipt?.hash),
    events.map(({ hash }) => hash),
  )
})
