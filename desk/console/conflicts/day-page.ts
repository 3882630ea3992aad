/** What the booths of a conflict did on its day, around it: a lane each, and the records that it is about among the others. */
import type { FastifyPluginAsync } from 'fastify'
import { signedIn } from '../../../pages/signed-in.ts'
import { type Area, wordsOf } from '../area.ts'
import type { OfConflict } from './conflict-page.ts'
import { dayOf, timelineOf } from './record-rows.ts'

export const conflictDayRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<OfConflict>('/:language/conflicts/:id/day', async ({ visit, params }, reply) => {
    const { records, own } = await dayOf(signedIn(visit), params.id)
    const words = wordsOf(visit)
    return reply.page({
      template: 'conflicts/day.njk',
      title: words.conflicts.day.title,
      words,
      view: {
        back: `/${visit.language}/conflicts/${encodeURIComponent(params.id)}`,
        timeline: timelineOf(records, visit),
        own,
      },
    })
  })
}
