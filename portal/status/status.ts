/** How an application stands, for who is not signed in, and knows its reference, the passport and the birth date. */
import type { FastifyPluginAsync } from 'fastify'
import { shortTime, timeInWords } from '#evisa/day-in-words.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import { formOf, isRedraw, REDRAWS, textsOf } from '../../pages/form.ts'
import { joinDay } from '../../pages/typed-day.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export const statusRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/status', async ({ visit }, reply) => {
    const words = WORDS[visit.language]
    return reply.page({ template: 'status.njk', title: words.title, words, view: { form: formOf(), told: null } })
  })

  // What is typed here is a person's: it never stands in an address.
  app.post('/:language/status', REDRAWS, async ({ visit, body }, reply) => {
    const { language, openApi } = visit
    const words = WORDS[language]
    const typed = textsOf(body)
    if (isRedraw(body)) {
      const view = { form: formOf(typed), told: null }
      return reply.page({ template: 'status.njk', title: words.title, words, view })
    }
    const { reference = '', passport = '' } = typed
    const asked = await openApi.POST('/v1/status-look-ups', {
      body: { reference, passport_number: passport, birth_date: joinDay(typed, 'birth') },
    })
    const isNone = refusalOf(asked, 400, 404) !== undefined
    return reply.page({
      template: 'status.njk',
      title: words.title,
      words,
      hasFaults: isNone,
      status: isNone ? 404 : 200,
      view: {
        form: formOf(typed, isNone ? [{ field: 'reference', text: words.none }] : []),
        told: isNone ? null : toldIn(dataOf(asked)),
      },
    })

    function toldIn({ state, turn, until, changed_at }: NonNullable<(typeof asked)['data']>) {
      return {
        state: (words.states as Readonly<Record<string, string>>)[state] ?? state,
        turn: words.turn[turn],
        until: until === null ? null : timeInWords(until, language),
        changed: shortTime(changed_at, language),
      }
    }
  })
}
