/** Decided cases that were drawn to be looked at again: the list, and what somebody found, which is signed. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import { type FieldError, formOf, textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import { type Area, wordsOf } from './area.ts'
import { toldFault } from './told-fault.ts'

type Look = Awaited<ReturnType<typeof looksOf>>[number]
interface Page {
  Querystring: { state?: string }
}

export const secondLookRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<Page>('/:language/second-looks', (request, reply) => looksPage(request, reply, {}))

  app.post<Page>('/:language/second-looks', async (request, reply) => {
    const { visit, body } = request
    const words = wordsOf(visit)
    const typed = textsOf(body)
    const { reference = '' } = typed
    const reason = typed[fieldOf(reference)] ?? ''
    const verdict = typed.verdict === 'right' ? 'right' : 'wrong'
    const again = (text: string) => looksPage(request, reply, { errors: [{ field: fieldOf(reference), text }], typed })
    if (verdict === 'wrong' && reason === '') return again(words.secondLooks.faults.reason)
    const act = { kind: 'second-look', reference, verdict, ...(reason !== '' && { reason }) } as const
    const opened = await signedIn(visit).POST('/v1/signings', { body: { act } })
    const refused = refusalOf(opened, 400, 403, 404, 409, 422)
    return refused === undefined
      ? reply.redirect(`/${visit.language}/signing/${dataOf(opened).id}`, 303)
      : again(toldFault(refused, words))
  })
}

const fieldOf = (reference: string) => `reason-${reference}`

async function looksOf(api: Api, state: 'open' | 'all') {
  return dataOf(await api.GET('/v1/second-looks', { params: { query: { state } } })).looks
}

interface Told {
  readonly errors?: readonly FieldError[]
  readonly typed?: Readonly<Record<string, string>>
}

async function looksPage(
  { visit, query }: FastifyRequest<Page>,
  reply: FastifyReply,
  { errors = [], typed = {} }: Told,
): Promise<FastifyReply> {
  const api = signedIn(visit)
  const words = wordsOf(visit)
  const isAll = query.state === 'all'
  const { person } = dataOf(await api.GET('/v1/me'))
  const looks = await looksOf(api, isAll ? 'all' : 'open')
  return reply.page({
    template: 'second-looks.njk',
    title: words.secondLooks.title,
    words,
    hasFaults: errors.length > 0,
    status: errors.length > 0 ? 422 : 200,
    view: {
      form: formOf(typed, errors),
      address: `/${visit.language}/second-looks`,
      isAll,
      looks: looks.map((look) => lookRow(look, person.name, visit)),
    },
  })
}

function lookRow({ reference, decision, decided_at, decided_by, looked }: Look, own: string, visit: Visit) {
  const { language } = visit
  const { signing, secondLooks } = wordsOf(visit)
  const at = shortTime(decided_at, language)
  return {
    ...{ reference, field: fieldOf(reference), name: formatVisaNumber(reference) },
    case: `/${language}/cases/${reference}`,
    decided: fillText(
      secondLooks.decided,
      { at, decision: signing.values[decision], by: decided_by.join(', ') },
      language,
    ),
    mayLook: looked === null && !decided_by.includes(own),
    looked: looked && {
      ...{ verdict: signing.values[looked.verdict], isWrong: looked.verdict === 'wrong', reason: looked.reason },
      by: `${looked.by} · ${shortTime(looked.at, language)}`,
    },
  }
}
