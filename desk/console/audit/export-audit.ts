/** The trail as a file, as it comes from the server: no more than a page of it is held. */
import { Readable } from 'node:stream'
import type { FastifyPluginAsync } from 'fastify'
import { isCivilDate } from '#evisa/civil-date.ts'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import { textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { inParts } from '../../../platform/in-parts.ts'
import { trailToExport } from '../../calls/read-audit-trail.ts'
import type { Area } from '../area.ts'
import { ownDeskCalls } from './own-trail.ts'

// A row by itself would take as long to send as many of them.
const PART_BYTES = 65_536

export const auditExportRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/audit/export.jsonl', async ({ visit, query }, reply) => {
    const { day = '' } = textsOf(query)
    const api = signedIn(visit)
    const verify = `/${visit.language}/audit/verify`
    if (day !== '' && !isCivilDate(day)) return reply.redirect(`${verify}?told=day`, 303)
    const asked = { body: { limit: 1, ...(day !== '' && { day }) } }
    const found = await api.POST('/v1/audit-look-ups', asked)
    refusalOf(found)
    const { rows, span } = dataOf(found)
    if (rows.length === 0) return reply.redirect(`${verify}?told=empty`, 303)
    const lines = trailToExport(ownDeskCalls(visit), span)
    return reply
      .type('application/jsonl; charset=utf-8')
      .header('content-disposition', `attachment; filename="audit${day === '' ? '' : `-${day}`}.jsonl"`)
      .send(Readable.from(inParts(textsOfLines(lines), PART_BYTES)))
  })
}

async function* textsOfLines(lines: AsyncIterable<object>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`)
}
