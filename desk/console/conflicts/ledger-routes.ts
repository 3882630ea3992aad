/** The pages about what happened at the border. */
import type { FastifyPluginAsync } from 'fastify'
import type { Area } from '../area.ts'
import { conflictListRoutes } from './conflict-list.ts'
import { conflictDayRoutes } from './day-page.ts'
import { referralListRoutes } from './referral-list.ts'
import { refusalLookUpRoutes } from './refusal-look-up.ts'
import { reviewRoutes } from './review-routes.ts'

export const ledgerRoutes: FastifyPluginAsync<Area> = async (app, area) => {
  for (const routes of [conflictListRoutes, reviewRoutes, conflictDayRoutes, referralListRoutes, refusalLookUpRoutes])
    await app.register(routes, area)
}
