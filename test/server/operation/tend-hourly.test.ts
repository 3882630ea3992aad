import { setTimeout } from 'node:timers/promises'
import Fastify from 'fastify'
import t from 'tap'
import { addDays } from '#evisa/civil-date.ts'
import { tendHourly } from '../../../server/operation/tend-hourly.ts'
import { madeContext } from '../invitations/made-context.ts'
import { approval, keepInReview, NUMBER, SECOND } from '../store/made-invitations.ts'

t.test('what ran out is ended at the start and hour by hour, and a pass that fails ends nothing else', async (t) => {
  const context = { ...madeContext(t), addWorkingDays: addDays }
  const [one, two] = [await keepInReview(context.store), await keepInReview(context.store)]
  await context.store.changeInvitation(one, null, approval(NUMBER, context.clock.now), SECOND)
  await context.store.changeInvitation(two, null, approval('5000000003', context.clock.now + 100), SECOND)
  const stateOf = async (id: string) => (await context.store.invitation(id, null))?.state
  let fails = 1
  const store = {
    ...context.store,
    expireInvitations: async (...asked: Parameters<typeof context.store.expireInvitations>) => {
      fails -= 1
      if (fails === 0) throw new Error('away')
      return context.store.expireInvitations(...asked)
    },
  }
  const app = Fastify()
  tendHourly(app, { ...context, store }, 5)
  await app.ready()
  while ((await stateOf(one)) !== 'expired') await setTimeout(5)
  t.equal(await stateOf(two), 'approved')
  context.clock.now += 100
  while ((await stateOf(two)) !== 'expired') await setTimeout(5)
  await app.close()
})
