/** The pages on which an application is begun, written, looked at once more and submitted. */
import type { FastifyPluginAsync } from 'fastify'
import type { Area } from '../area.ts'
import { applyRoutes } from './apply-routes.ts'
import { checkRoutes } from './check-routes.ts'
import { formRoutes } from './form-routes.ts'
import { listRoutes } from './list-routes.ts'

export const applicationRoutes: FastifyPluginAsync<Area> = async (app, area) => {
  for (const routes of [applyRoutes, listRoutes, formRoutes, checkRoutes]) await app.register(routes, area)
}
