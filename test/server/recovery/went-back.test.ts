import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { defaultPolicy } from '../../../fixtures/default-policy.ts'
import { makeWorld, NOW } from '../../../fixtures/made-world.ts'
import { hashToken } from '../../../platform/token-text.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { makePublisher } from '../../../server/publishing/publish.ts'
import { beginEpoch } from '../../../server/recovery/begin-epoch.ts'
import { watchOver } from '../../../server/recovery/watch-over.ts'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { StoreIsBehind } from '../../../server/watch/store-watch.ts'
import { entryOf } from '../../made-device.ts'
import { RECOVERY_TOKEN, signingKeys } from '../build-app.ts'
import { enrolledDevice } from '../store/ledger-contract.ts'
import { ACT, newVisa } from '../store/made-visas.ts'
import { postgresOfTests } from '../store/postgres-of-tests.ts'

const postgres = await postgresOfTests(t)

/** Puts the database back to where it was, as a failover to a machine that lacks commits does. */
async function rememberDatabase(t: Test, url: string): Promise<() => Promise<void>> {
  const name = new URL(url).pathname.slice(1)
  const elsewhere = new URL(url)
  elsewhere.pathname = '/postgres'
  const client = new pg.Client({ connectionString: elsewhere.toString() })
  await client.connect()
  t.teardown(() => client.end())
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
  await client.query(`CREATE DATABASE "${name}_then" TEMPLATE "${name}"`)
  return async () => {
    await client.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`)
    await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
    await client.query(`DROP DATABASE "${name}" WITH (FORCE)`)
    await client.query(`ALTER DATABASE "${name}_then" RENAME TO "${name}"`)
  }
}

t.test(
  'a cluster that went back while its servers ran is noticed by each of them, and all go on after it was said',
  async (t) => {
    const url = await postgres.database(t)
    const folder = t.testdir({ one: {}, two: {} })
    const world = await makeWorld()
    const keys = async () => signingKeys(world)
    const log = makeLogger('silent', { write: () => undefined })
    const clock = { now: NOW }
    const now = () => clock.now
    const server = async (name: string) => {
      const watched = await watchOver({
        ...{ dataDir: join(folder, name), keys, now, log },
        recoveryHash: () => hashToken(RECOVERY_TOKEN),
        open: (watching) => openPostgresStore(url, { tell: () => undefined, now, watching }),
      })
      t.teardown(async () => {
        await watched.close()
        await watched.store.close()
      })
      const { store, watch } = watched
      const publisher = await makePublisher({
        ...{ keys, policy: defaultPolicy(), store, now, watch, maxStandstillSeconds: Number.POSITIVE_INFINITY },
        ...{ mustSign: async () => false, keyPlace: null },
        keepCopy: watched.keepCopy,
        afterPublish: async () => undefined,
      })
      return { ...watched, publisher }
    }
    const [one, two] = [await server('one'), await server('two')]
    const [used, revoked] = [await newVisa(), await newVisa()]
    await one.store.recordVisas([used, revoked], ACT)
    const booth = await enrolledDevice(one.store)
    await one.publisher.refresh()
    const goBack = await rememberDatabase(t, url)
    clock.now += 100
    const again = async <T>(act: () => Promise<T>): Promise<T> => act().catch(() => act())
    await again(() => one.store.setVisaStatus(revoked.claims.jti, 'revoked', 'a test', { ...ACT, at: clock.now }))
    const entry = await booth.sign(entryOf(used.claims.jti, { at: clock.now }))
    await again(() => two.store.appendCrossings([entry], booth.id, clock.now))
    await one.publisher.refresh()
    await again(() => two.publisher.refresh())
    // The second one marks what it saw of the whole store, a second after it did something.
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await Promise.all([one.store.countVisas(), two.store.countVisas()])

    await goBack()
    for (const { store, publisher, watch } of [one, two]) {
      await t.rejects(
        again(() => store.countVisas()),
        StoreIsBehind,
      )
      t.match(watch.behind(), { lost: ['ledger', 'audit', 'snapshot'], shownBy: 'server' })
      await t.rejects(publisher.refresh(), StoreIsBehind)
      await t.rejects(publisher.knowledge(), StoreIsBehind, 'it tells nobody what is green')
      await t.rejects(store.appendCrossings([entry], booth.id, clock.now), StoreIsBehind)
    }
    const context = { store: one.store, publisher: one.publisher, watch: one.watch, ...one.recovery, randomBytes, now }
    t.match(await beginEpoch(RECOVERY_TOKEN, 'authority', context), { ok: true, value: { number: 2 } })
    await two.watch.look()
    t.equal(two.watch.behind(), null, 'the other one hears of it')
    await two.publisher.refresh()
    const places = [used, revoked].map(({ claims }) => claims.status.status_list.idx)
    for (const { store, publisher } of [one, two]) {
      const { statusLists } = await publisher.knowledge()
      const [list] = statusLists.values()
      const statuses = places.map((at) => ((list?.bytes[at >>> 2] ?? 0) >>> ((at & 3) * 2)) & 3)
      t.same(statuses, [2, 1], 'suspended and revoked: as they were published, what was used up being held')
      t.match(await store.countDoubts(), { place: 2, device: 1 })
    }
    t.match(await one.store.appendCrossings([entry], booth.id, clock.now), [{ result: 'stored', position: 1 }])
  },
)
