/** The pages about the audit trail: read, exported, verified. */
import type { FastifyPluginAsync } from 'fastify'
import type { Area } from '../area.ts'
import { auditSearchRoutes } from './audit-search.ts'
import { auditExportRoutes } from './export-audit.ts'
import { auditVerifyRoutes } from './verify-audit.ts'

export const auditRoutes: FastifyPluginAsync<Area> = async (app, area) => {
  for (const routes of [auditSearchRoutes, auditExportRoutes, auditVerifyRoutes]) await app.register(routes, area)
}
