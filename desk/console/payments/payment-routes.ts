/** The pages about fees: what was paid, what goes back, and what the bank says of a day. */
import type { FastifyPluginAsync } from 'fastify'
import type { Area } from '../area.ts'
import { dayCsvRoutes } from './day-csv.ts'
import { giveBackRoutes } from './give-back.ts'
import { paymentListRoutes } from './payment-list.ts'
import { settlementRoutes } from './settlement.ts'

export const paymentRoutes: FastifyPluginAsync<Area> = async (app, area) => {
  for (const routes of [paymentListRoutes, dayCsvRoutes, settlementRoutes, giveBackRoutes])
    await app.register(routes, area)
}
