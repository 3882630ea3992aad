import { setTimeout } from 'node:timers/promises'
import Fastify from 'fastify'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { lookBackHourly } from '../../../server/operation/look-back-hourly.ts'
import type { Store } from '../../../server/store/store.ts'

t.test('looks back at the start and again and again, also after a failure, until it is closed', async (t) => {
  let rounds = 0
  const store = {
    lastDayLookedBack: async () => {
      rounds += 1
      if (rounds === 2) throw new Error('away')
      return null
    },
    lookBack: async () => ({ letters: 1, looks: 0 }),
  } as unknown as Store
  const app = Fastify()
  lookBackHourly(app, { store, now: () => NOW, randomInt: () => 0, officeLanguage: 'en' }, 5)
  await app.ready()
  t.equal(rounds, 1)
  while (rounds < 4) await setTimeout(5)
  await app.close()
  const count = rounds
  await setTimeout(30)
  t.equal(rounds, count)
})
