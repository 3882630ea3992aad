/** The pages of hosts in Kazakhstan who invite travellers. */
import type { FastifyPluginAsync } from 'fastify'
import type { Area } from '../area.ts'
import { hostHomeRoutes } from './host-home.ts'
import { invitationActRoutes } from './invitation-acts.ts'
import { invitationFormRoutes } from './invitation-form.ts'
import { invitationPageRoutes } from './invitation-page.ts'
import { manyRoutes } from './many.ts'
import { registerRoutes } from './register.ts'

export const hostRoutes: FastifyPluginAsync<Area> = async (app, area) => {
  await app.register(hostHomeRoutes, area)
  await app.register(registerRoutes, area)
  await app.register(invitationFormRoutes, area)
  await app.register(manyRoutes, area)
  await app.register(invitationPageRoutes, area)
  await app.register(invitationActRoutes, area)
}
