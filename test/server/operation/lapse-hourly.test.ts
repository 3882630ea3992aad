import { setTimeout } from 'node:timers/promises'
import Fastify from 'fastify'
import t from 'tap'
import { defaultTerms } from '../../../fixtures/default-terms.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { lapseHourly } from '../../../server/operation/lapse-hourly.ts'
import type { Store } from '../../../server/store/store.ts'

t.test('lapses and forgets at the start and again and again, also after a failure, until it is closed', async (t) => {
  let rounds = 0
  const store = {
    editionsWaiting: async () => [],
    lapseApplications: async () => {
      rounds += 1
      if (rounds === 2) throw new Error('away')
      return 0
    },
    forgetApplications: async () => 0,
    forgetAccounts: async () => 0,
  } as unknown as Store
  const edition = defaultTerms()
  const terms = { inForce: async () => ({ revision: 0, edition }), editionOf: async () => edition }
  const app = Fastify()
  lapseHourly(app, { store, terms, now: () => NOW }, 5)
  await app.ready()
  t.equal(rounds, 1)
  while (rounds < 4) await setTimeout(5)
  await app.close()
  const count = rounds
  await setTimeout(30)
  t.equal(rounds, count)
})
