/** Whether somebody needs a visa, and which: asked by an address that can be sent to a friend. */
import type { FastifyPluginAsync } from 'fastify'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import { type FieldError, formOf, isRedraw, textsOf } from '../../pages/form.ts'
import { purposeInWords } from '../../pages/purposes/purpose-in-words.ts'
import { statesIn } from '../../pages/states.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { dayOfThree } from './day-of-three.ts'
import { type Answer, answerView } from './eligibility-view.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts
const MOST_DAYS = 3650
const WAYS = ['air', 'rail', 'road', 'sea'] as const

export const eligibilityRoutes: FastifyPluginAsync<Area> = async (app, { terms }) => {
  app.get<{ Querystring: Record<string, unknown> }>('/:language/eligibility', async ({ visit, query }, reply) => {
    const { language, openApi } = visit
    const words = WORDS[language]
    const { edition } = await terms(openApi)
    const asked: Readonly<Record<string, string>> = { entry: 'air', ...textsOf(query) }
    const isAsked = asked.citizenship !== undefined
    const choices = {
      states: statesIn(language),
      purposes: edition.purposes.map(({ purpose }) => ({ value: purpose, text: purposeInWords(purpose, language) })),
      ways: WAYS.map((value) => ({ value, text: words.eligibility.ways[value] })),
    }
    const wrong = isAsked ? faultsIn(asked, choices, words.eligibility.faults) : []
    const errors = isRedraw(query) ? [] : wrong
    const answer = isAsked && wrong.length === 0 ? await ask(asked, openApi) : null
    return reply.page({
      template: 'eligibility.njk',
      title: words.eligibility.title,
      words: words.eligibility,
      hasFaults: errors.length > 0,
      status: errors.length > 0 ? 422 : 200,
      view: { form: formOf(asked, errors), ...choices, answer: answer && answerView(answer, { language, words }) },
    })
  })
}

type Choices = Readonly<Record<'states' | 'purposes' | 'ways', readonly { readonly value: string }[]>>

function faultsIn(
  typed: Readonly<Record<string, string>>,
  { states, purposes, ways }: Choices,
  told: typeof texts.en.eligibility.faults,
): FieldError[] {
  const { citizenship = '', purpose = '', days = '', entry = '' } = typed
  const isOf = (list: Choices['states'], value: string) => list.some((one) => one.value === value)
  const isDays = /^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) <= MOST_DAYS
  const wrong = {
    citizenship: !isOf(states, citizenship),
    purpose: !isOf(purposes, purpose),
    days: !isDays,
    entry: !isOf(ways, entry),
    passport: dayOfThree(typed, 'passport') === undefined,
  }
  return (Object.keys(wrong) as (keyof typeof wrong)[])
    .filter((field) => wrong[field])
    .map((field) => ({ field, text: told[field] }))
}

/** Null where no terms or no policy are in force yet. */
async function ask(typed: Readonly<Record<string, string>>, api: Api): Promise<Answer | null> {
  const { citizenship = '', purpose = '', days = '', entry = '' } = typed
  const expires = dayOfThree(typed, 'passport')
  const answered = await api.GET('/v1/eligibility', {
    params: { query: { citizenship, purpose, days, entry, ...(expires && { passport_expires: expires }) } },
  })
  return refusalOf(answered, 409) === undefined ? dataOf(answered) : null
}
