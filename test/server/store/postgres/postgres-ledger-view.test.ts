import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import { entryOf, exitOf, type MadeDevice, referralOf, secondLineOf } from '../../../made-device.ts'
import { enrolledDevice } from '../ledger-contract.ts'
import { conflictsButUnknown } from '../listed-conflicts.ts'
import { ACT, newVisa } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

async function exits(device: MadeDevice, count: number) {
  const events = []
  for (let at = 0; at < count; at++) events.push(await device.sign(exitOf(makeVisaNumber(randomBytes))))
  return events
}

t.test('a plan that was made while the ledger was empty never reads the whole of it', async (t) => {
  const url = await postgres.database(t)
  // Making an index reads the table too.
  await (await openPostgresStore(url)).close()
  const operator = new pg.Client({ connectionString: url })
  await operator.connect()
  t.teardown(() => operator.end())
  await operator.query('SELECT pg_stat_reset()')
  const store = await openPostgresStore(url)
  const device = await enrolledDevice(store)
  const visa = await newVisa()
  await store.recordVisas([visa], ACT)
  for (let round = 0; round < 8; round++) {
    await store.appendCrossings(await exits(device, 100), device.id, NOW)
    await store.appendCrossings([await device.sign(entryOf(visa.claims.jti))], device.id, NOW)
    const referral = await device.sign(referralOf(visa.claims.jti))
    await store.appendCrossings([referral, await device.sign(secondLineOf(null, referral.event.id))], device.id, NOW)
    for (const isOpen of [true, false]) await store.referrals({ isOpen, checkpoint: 'NQZ', since: NOW, limit: 9 })
    await store.referrals({ isOpen: true, before: NOW, after: { at: NOW - 9, id: '' }, limit: 9 })
    await store.feedAfter(round * 100, 50, NOW)
    await store.chainOf(device.id, round, 10)
    await store.findVisa(visa.claims.jti)
    await conflictsButUnknown(store)
  }
  await store.close()
  const scans = async (kind: 'seq_scan' | 'idx_scan') => {
    const { rows } = await operator.query<{ count: string }>(
      `SELECT sum(${kind}) AS count FROM pg_stat_user_tables WHERE relname LIKE 'crossings_%' OR relname LIKE 'visas_%' OR relname LIKE 'referral%'`,
    )
    return Number(rows[0]?.count)
  }
  // What a connection has counted is seen once it is closed.
  while ((await scans('idx_scan')) < 8 * 16) await setTimeout(20)
  t.equal(await scans('seq_scan'), 0)
})

t.test('what stands in a place of a chain is found wherever a hand-in begins and ends', async (t) => {
  const store = await openPostgresStore(await postgres.database(t))
  t.teardown(() => store.close())
  const device = await enrolledDevice(store)
  const events = await exits(device, 12)
  const hand = (...which: number[]) =>
    store.appendCrossings(
      which.flatMap((at) => events[at] ?? []),
      device.id,
      NOW,
    )
  // With gaps, backwards, and over each other; in the end nothing is missing.
  await hand(9, 8, 2)
  const gaps = (await conflictsButUnknown(store)).map(({ kind, records }) => `${kind} ${records[0]?.event.seq}`)
  t.same(gaps.toSorted(), ['gap 3', 'gap 9'])
  await hand(0, 1, 2, 3)
  await hand(7, 5, 6, 4, 10, 11)
  t.same(await conflictsButUnknown(store), [])
  device.head = { seq: 5, hash: events[4]?.hash ?? null }
  const [fork] = await exits(device, 1)
  await store.appendCrossings(
    [events[0], fork].flatMap((one) => one ?? []),
    device.id,
    NOW,
  )
  t.match(await conflictsButUnknown(store), [{ kind: 'forked-chain' }])
})
