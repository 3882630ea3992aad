/** One box for whoever is looked for. What is typed is posted, and stands in no address and no title. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dayInWords } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { formOf, isRedraw, REDRAWS, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, type ConsoleWords, wordsOf } from '../area.ts'
import { inWords } from '../cases/case-words.ts'

type Answer = Awaited<ReturnType<typeof searched>>
type FoundAll = Extract<Answer, { readonly found: unknown }>
type Found = FoundAll['found'][number]

interface Shown {
  readonly text?: string
  readonly fault?: string
  readonly answer?: FoundAll
}

const KINDS = ['visa', 'application', 'invitation'] as const
const MOST_LETTERS = 200

export const searchRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/search', (request, reply) => searchPage(request, reply, {}))
  app.post('/:language/search', REDRAWS, async (request, reply) => {
    const { visit, body } = request
    const text = (textsOf(body).text ?? '').trim()
    const { faults } = wordsOf(visit).search
    // In another language nothing is wrong yet with what is still being typed.
    if (text === '' || text.length > MOST_LETTERS)
      return searchPage(request, reply, { text, fault: isRedraw(body) ? '' : faults['search/short'] })
    const answer = await searched(signedIn(visit), text)
    if ('found' in answer) return searchPage(request, reply, { text, answer })
    return searchPage(request, reply, { text, fault: isRedraw(body) ? '' : faultIn(answer.rule, faults) })
  })
}

/** What was found, or the rule by which it was not looked for. */
async function searched(api: Api, text: string) {
  const answer = await api.POST('/v1/searches', { body: { text } })
  const refused = refusalOf(answer, 400)
  return refused === undefined ? dataOf(answer) : { rule: refused.problem.errors?.[0]?.rule ?? '' }
}

function faultIn(rule: string, faults: ConsoleWords['search']['faults']): string {
  return Object.hasOwn(faults, rule) ? faults[rule as keyof typeof faults] : faults['search/short']
}

function searchPage(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  { text = '', fault = '', answer }: Shown,
): FastifyReply {
  signedIn(visit)
  const words = wordsOf(visit)
  const { search } = words
  return reply.page({
    template: 'search/search.njk',
    title: search.title,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 422,
    view: {
      address: `/${visit.language}/search`,
      form: formOf({ text }, fault === '' ? [] : [{ field: 'text', text: fault }]),
      groups: KINDS.flatMap((kind) => {
        const of = answer?.found.filter((one) => one.kind === kind) ?? []
        if (of.length === 0) return []
        const more = answer?.more.includes(kind) ? fillText(search.more, { n: of.length }, visit.language) : ''
        return [{ title: search.kinds[kind], rows: of.map((one) => foundRow(one, visit)), more }]
      }),
      isNobody: answer?.found.length === 0,
    },
  })
}

function foundRow(found: Found, visit: Visit) {
  const { kind, id, number, surname, given_names, birth_date, passport, state, valid_from, valid_until } = found
  const words = wordsOf(visit)
  const { search } = words
  const day = (text: string) => dayInWords(text, visit.language)
  return {
    number: kind === 'invitation' ? (number ?? search.noNumber) : formatVisaNumber(id),
    href: kind === 'application' ? `/${visit.language}/cases/${id}` : '',
    name: `${surname} ${given_names}`.trim(),
    born: day(birth_date),
    passport: passport === null ? search.noPassport : `${passport.number} (${passport.issuer})`,
    state: kind === 'application' ? inWords(words, 'states', state) : stateIn(search.states[kind], state),
    days: `${day(valid_from)} – ${day(valid_until)}`,
  }
}

function stateIn(states: Readonly<Record<string, string>>, state: string): string {
  return Object.hasOwn(states, state) ? (states[state] ?? state) : state
}
