/** The page of a case, and the receipt of its submission as a file. */
import type { FastifyPluginAsync } from 'fastify'
import { NotThere } from '../../pages/page-faults.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { type CaseRoute, ownCase, paymentsOfCase, toCase } from '../own-case.ts'
import { caseView } from './case-view.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export const caseRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<CaseRoute>('/:language/applications/:reference', async (request, reply) => {
    const { language } = request.visit
    const found = await ownCase(request)
    if (found.state === 'draft') return toCase(request, reply, 'form')
    const view = caseView(found, await paymentsOfCase(request), language)
    return reply.page({ template: 'case.njk', title: view.standing.title, words: WORDS[language], view })
  })

  app.get<CaseRoute>('/:language/applications/:reference/submission-receipt.json', async (request, reply) => {
    const { reference, content, submission } = await ownCase(request)
    if (submission === null) throw new NotThere()
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="submission-${reference}.json"`)
      .send(`${JSON.stringify({ reference, ...submission, content }, null, 2)}\n`)
  })
}
