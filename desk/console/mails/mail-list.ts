/** The mails: e-visas and letters, what no server took first. An e-visa is sent again by a press; what a letter said is not known any more. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { formOf, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { type Area, wordsOf } from '../area.ts'
import { ownRoles } from '../own-roles.ts'
import { deliveryRow, letterRow, MAIL_STATES, mailsAddress } from './mail-words.ts'

const ON_A_PAGE = 50
const LISTS = ['visas', 'letters'] as const
const STATES = [...MAIL_STATES, 'all'] as const

interface Asked {
  readonly list: (typeof LISTS)[number]
  readonly state: (typeof STATES)[number]
  readonly after: string
}

export const mailRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/mails', (request, reply) => mailPage(request, reply))
  app.get('/:language/mails/:id/again', ({ visit }, reply) => reply.redirect(mailsAddress(visit), 303))
  app.post<{ Params: { id: string } }>('/:language/mails/:id/again', async (request, reply) => {
    const { visit, params } = request
    const again = await signedIn(visit).POST('/v1/deliveries/{id}/resend', { params: { path: { id: params.id } } })
    const refused = refusalOf(again, 400, 404, 409)
    if (refused !== undefined) return mailPage(request, reply, wordsOf(visit).mails.notAgain)
    return reply.redirect(`${mailsAddress(visit)}?done=again`, 303)
  })
}

function askedIn({ list, state, after = '' }: Readonly<Record<string, string>>): Asked {
  return {
    list: LISTS.find((one) => one === list) ?? 'visas',
    state: STATES.find((one) => one === state) ?? 'bounced',
    after: /^[0-9a-f-]{36}$/.test(after) ? after : '',
  }
}

async function mailPage(
  { visit, query, method }: FastifyRequest,
  reply: FastifyReply,
  fault = '',
): Promise<FastifyReply> {
  const api = signedIn(visit)
  const words = wordsOf(visit)
  const typed = method === 'GET' ? textsOf(query) : {}
  const asked = askedIn(typed)
  const has = await ownRoles(visit)
  const isCaseReader = has('case-officer', 'supervisor', 'auditor')
  const { rows, next } =
    asked.list === 'visas'
      ? await deliveriesIn(api, asked, (one) => deliveryRow(one, visit))
      : await lettersIn(api, asked, (one) => letterRow(one, visit, isCaseReader))
  const address = mailsAddress(visit)
  const to = (place: Partial<Asked>) =>
    `${address}?${new URLSearchParams({ list: asked.list, state: asked.state, ...place })}`
  return reply.page({
    template: 'mails/mail-list.njk',
    title: words.mails.title,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 409,
    view: {
      ...{ address, rows, list: asked.list },
      form: formOf({ state: asked.state }, fault === '' ? [] : [{ field: 'mails', text: fault }]),
      areas: LISTS.map((list) => ({
        text: words.mails.lists[list],
        href: `${address}?list=${list}`,
        isHere: list === asked.list,
      })),
      states: STATES.map((value) => ({ value, text: value === 'all' ? words.mails.all : words.mails.states[value] })),
      done: typed.done === 'again' ? words.mails.done : '',
      maySend: has('operator', 'supervisor'),
      next: next === '' ? '' : to({ after: next }),
      first: asked.after === '' ? '' : to({}),
    },
  })
}

const queryOf = ({ state, after }: Asked) => ({
  ...({ order: 'newest', limit: ON_A_PAGE } as const),
  ...(state !== 'all' && { state }),
  ...(after !== '' && { after }),
})

async function deliveriesIn<Row>(api: Api, asked: Asked, rowOf: (one: Parameters<typeof deliveryRow>[0]) => Row) {
  const { deliveries, complete } = dataOf(await api.GET('/v1/deliveries', { params: { query: queryOf(asked) } }))
  return { rows: deliveries.map(rowOf), next: complete ? '' : (deliveries.at(-1)?.id ?? '') }
}

async function lettersIn<Row>(api: Api, asked: Asked, rowOf: (one: Parameters<typeof letterRow>[0]) => Row) {
  const { letters, complete } = dataOf(await api.GET('/v1/letters', { params: { query: queryOf(asked) } }))
  return { rows: letters.map(rowOf), next: complete ? '' : (letters.at(-1)?.id ?? '') }
}
