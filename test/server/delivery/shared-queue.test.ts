import { setTimeout } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { startDeliveryQueue } from '../../../server/delivery/delivery-queue.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { openPostgresStore } from '../../../server/store/postgres/postgres-store.ts'
import { newDelivery } from '../store/delivery-contract.ts'
import { ACT, newVisa } from '../store/made-visas.ts'
import { postgresOfTests } from '../store/postgres-of-tests.ts'
import { madeMailServer, madePdf } from './made-mail-server.ts'

t.test('processes that share a PostgreSQL send each of many once, a part of them cut after DATA', async (t) => {
  const postgres = await postgresOfTests(t)
  const url = await postgres.database(t)
  const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore(url)))
  t.teardown(() => Promise.all(stores.map((store) => store.close())))
  const [store] = stores
  if (store === undefined) throw new Error('three')
  const visa = await newVisa()
  await store.recordVisas([visa], ACT)
  const visaNumber = visa.claims.jti
  for (let at = 0; at < 30; at++) await store.queueDelivery(newDelivery({ visaNumber, address: `a${at}@b.kz` }), ACT)

  const { smtp, came } = await madeMailServer(t, { atTheEnd: (count) => (count % 7 === 0 ? 'cut' : 'take') })
  const pdf = await madePdf()
  const clock = { now: NOW }
  const queues = stores.map((shared) =>
    startDeliveryQueue({
      ...{ store: shared, smtp, now: () => clock.now, random: () => 0.5 },
      documents: { pdf: async () => pdf, isSpecimen: async () => false },
      log: makeLogger('silent', { write: () => undefined }),
    }),
  )
  // A cut ends other messages on their way too: those are sent again, and only those.
  while ((await store.deliveries('sent', 100, '')).length < 30) {
    clock.now += 5
    for (const queue of queues) queue.wake()
    await setTimeout(20)
  }
  for (const queue of queues) await queue.close()
  const ids = await Promise.all(came.map(async (message) => (await simpleParser(message)).messageId))
  t.equal(new Set(ids).size, ids.length, 'no message came twice')
  t.ok((await store.deliveries('sent', 100, '')).some(({ unconfirmed }) => unconfirmed))
})
