import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import t, { type Test } from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { NOW } from '../../../../fixtures/made-world.ts'
import { openPostgresStore } from '../../../../server/store/postgres/postgres-store.ts'
import type { Store } from '../../../../server/store/store.ts'
import { entryOf, exitOf } from '../../../made-device.ts'
import { enrolledDevice } from '../ledger-contract.ts'
import { ACT, inOrder, newVisa } from '../made-visas.ts'
import { postgresOfTests } from '../postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

/** Two servers on one database. */
async function twoServers(t: Test) {
  const url = await postgres.database(t)
  const stores = [await openPostgresStore(url), await openPostgresStore(url)] as const
  for (const store of stores) t.teardown(() => store.close())
  return { url, stores }
}

/** Follows the feed by its cursor until `isOver`, and once more. */
async function follow(store: Store, isOver: () => boolean): Promise<string[]> {
  const seen: string[] = []
  let after = 0
  for (let last = false; ; ) {
    const page = await store.feedAfter(after, 7, NOW)
    seen.push(...page.crossings.map(({ crossing }) => crossing.id))
    after = page.next
    if (!page.complete) continue
    if (last) return seen
    last = isOver()
  }
}

t.test('a reader with a cursor misses nothing while eight writers on two servers commit', async (t) => {
  const { stores } = await twoServers(t)
  const writers = await Promise.all(Array.from({ length: 8 }, () => enrolledDevice(stores[0])))
  let writing = writers.length
  const sent: string[] = []
  const write = async (device: (typeof writers)[number], at: number) => {
    for (let round = 0; round < 25; round++) {
      const batch = []
      for (let size = 0; size <= round % 4; size++) batch.push(await device.sign(exitOf(makeVisaNumber(randomBytes))))
      await stores[at % 2]?.appendCrossings(batch, device.id, NOW)
      sent.push(...batch.map(({ event }) => event.id))
    }
    writing -= 1
  }
  const readers = stores.map((store) => follow(store, () => writing === 0))
  await Promise.all(writers.map(write))
  for (const seen of await Promise.all(readers)) {
    t.equal(seen.length, sent.length, 'each once')
    t.same(seen.toSorted(), sent.toSorted())
  }
  const positions: number[] = []
  for (const { id } of writers)
    positions.push(...(await stores[0].chainOf(id, 0, 1000)).map(({ position }) => position))
  t.same(
    positions.toSorted((one, other) => one - other),
    Array.from({ length: sent.length }, (_, at) => at + 1),
    'positions have no gaps',
  )
})

t.test('of twenty booths at two servers one admits, while others read and revoke', async (t) => {
  const { stores } = await twoServers(t)
  for (let round = 0; round < 5; round++) {
    const [visa, other] = [await newVisa(), await newVisa()]
    await stores[0].recordVisas([visa, other], ACT)
    const booths = await Promise.all(Array.from({ length: 20 }, () => enrolledDevice(stores[1])))
    const receipts = await Promise.all([
      ...booths.map(async (booth, at) => {
        const event = await booth.sign(entryOf(visa.claims.jti, { basis: 'online' }))
        return (await stores[at % 2]?.appendCrossings([event], booth.id, NOW)) ?? []
      }),
      stores[1].setVisaStatus(other.claims.jti, 'suspended', 'asked about', ACT).then(() => []),
    ])
    const results = receipts.flat().map(({ result }) => result)
    t.equal(results.filter((result) => result === 'stored').length, 1)
    t.equal(results.filter((result) => result === 'refused').length, 19)
  }
  const marks = await stores[0].statusMarksAfter(0, 100)
  t.same(
    marks.map(({ position }) => position),
    Array.from({ length: 10 }, (_, at) => at + 1),
  )
})

t.test('of changes to one visa at two servers none is lost or put in the place of another', async (t) => {
  const { stores } = await twoServers(t)
  const visas = await Promise.all(Array.from({ length: 100 }, () => newVisa()))
  // The same batch from both ends: each waits for what the other has taken.
  const answers = await Promise.all([
    stores[0].recordVisas(visas, ACT),
    stores[1].recordVisas(visas.toReversed(), ACT).then((faults) => faults.toReversed()),
  ])
  for (const at of visas.keys()) {
    const faults = answers.map((all) => all[at])
    t.same(faults.toSorted(), [null, 'number-taken'], 'one of them recorded it')
  }
  t.equal(await stores[0].countVisas(), visas.length)

  const number = visas[0]?.claims.jti ?? ''
  const changes = ['suspended', 'valid', 'suspended', 'valid', 'revoked', 'suspended', 'valid', 'revoked'] as const
  const set = await Promise.all(
    changes.map((status, at) => stores[at % 2]?.setVisaStatus(number, status, `change ${at}`, ACT)),
  )
  t.match(await stores[0].findVisa(number), { status: 'revoked' }, 'revoked is for good')
  const noted = (await stores[0].auditAfter(0, 1000)).filter(({ act }) => act === 'set-status')
  t.equal(noted.length, set.filter((one) => one !== null).length, 'each that was done is in the trail')
  const marks = await stores[0].statusMarksAfter(0, 100)
  t.equal(marks.at(-1)?.status, 'revoked')

  const draws = await Promise.all(
    Array.from({ length: 12 }, (_, at) => stores[at % 2]?.drawStatusPlaces(50, () => inOrder()) ?? []),
  )
  const places = draws.flat().map(({ list, place }) => list * 1e6 + place)
  t.equal(new Set(places).size, 600, 'no place is drawn twice')
})

t.test('a connection that is cut in the middle: nothing half-written, and the next call is served', async (t) => {
  const { url, stores } = await twoServers(t)
  const [store] = stores
  const device = await enrolledDevice(store)
  const operator = new pg.Client({ connectionString: url })
  await operator.connect()
  const isWaiting = `SELECT pid FROM pg_stat_activity WHERE application_name = 'evisa-gate'
    AND datname = current_database() AND wait_event_type = 'Lock'`
  for (let round = 0; round < 10; round++) {
    const { head } = device
    const batch = [await device.sign(exitOf(makeVisaNumber(randomBytes))), await device.sign(exitOf('222222222222'))]
    // Held up in the middle of its transaction, so that it is surely under way when it is cut.
    await operator.query("BEGIN; SELECT value FROM counters WHERE name = 'ledger' FOR UPDATE")
    const append = t.rejects(store.appendCrossings(batch, device.id, NOW), { code: '57P01' })
    while ((await operator.query(isWaiting)).rows.length === 0) await setTimeout(5)
    await operator.query(`SELECT pg_terminate_backend(pid) FROM (${isWaiting}) AS waiting`)
    await operator.query('ROLLBACK')
    await append
    t.same(await store.chainOf(device.id, head.seq, 10), [], 'none of it')
    t.match(await store.appendCrossings(batch, device.id, NOW), [{ result: 'stored' }, { result: 'stored' }])
  }
  await operator.end()
  const seqs = (await store.chainOf(device.id, 0, 1000)).map(({ event }) => event.seq)
  t.same(
    seqs,
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
})
