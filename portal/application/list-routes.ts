/** The list of the pages of a draft, and its erasure. */
import type { FastifyPluginAsync } from 'fastify'
import { timeInWords } from '#evisa/day-in-words.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { refusalOf } from '../../pages/answers.ts'
import type { Area } from '../area.ts'
import { type CaseRoute, caseAddress } from '../own-case.ts'
import { openDraft } from './draft.ts'
import { formAddress } from './steps.ts'
import { nextTask, tasksOf } from './task-list.ts'
import { wordsIn } from './words.ts'

const LIST = '/:language/applications/:reference/form'

export const listRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<CaseRoute>(LIST, async (request, reply) => {
    const application = await openDraft(request, reply)
    if (application === null) return reply
    const { language } = request.visit
    const { reference, until } = application
    const words = wordsIn(language)
    const tasks = tasksOf(application)
    const next = nextTask(tasks)
    const done = tasks.filter(({ state }) => state === 'done').length
    return reply.page({
      template: 'form-list.njk',
      title: words.list.title,
      words,
      view: {
        reference: formatVisaNumber(reference),
        tasks: tasks.map(({ step, state }) => ({
          ...{ step, state },
          href: state === 'not-yet' ? null : formAddress(language, reference, step),
        })),
        ...{ done, all: tasks.length },
        next: { title: words[next].title, href: formAddress(language, reference, next), isFirst: done === 0 },
        until: until === null ? null : timeInWords(until, language),
        erase: `${formAddress(language, reference)}/erase`,
      },
    })
  })

  app.get<CaseRoute>(`${LIST}/erase`, async (request, reply) => {
    const application = await openDraft(request, reply)
    if (application === null) return reply
    const { language } = request.visit
    const { reference } = application
    const words = wordsIn(language)
    const list = formAddress(language, reference)
    return reply.page({
      template: 'form-erase.njk',
      title: words.erase.title,
      words,
      view: { reference: formatVisaNumber(reference), address: `${list}/erase`, list },
    })
  })

  app.post<CaseRoute>(`${LIST}/erase`, async (request, reply) => {
    const application = await openDraft(request, reply)
    if (application === null) return reply
    const { api, language } = request.visit
    const { reference } = application
    const erased = await api.DELETE('/v1/applications/{reference}', { params: { path: { reference } } })
    const isKept = refusalOf(erased, 409) !== undefined
    return reply.redirect(isKept ? caseAddress(language, reference) : `/${language}/account`, 303)
  })
}
