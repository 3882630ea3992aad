/** A refusal of entry by the number of the form that a traveller was given. The number stands in no address. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { civilDateAt } from '#evisa/civil-date.ts'
import { dayInWords } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { letterOf, writtenReason } from '#evisa/refusal/refusal-ground.ts'
import { readRefusalNumber } from '#evisa/refusal/refusal-number.ts'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { formOf, isRedraw, REDRAWS, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, wordsOf } from '../area.ts'
import { groundInWords, recordRow } from './record-rows.ts'

type Found = NonNullable<Awaited<ReturnType<typeof findRefusals>>>

interface Shown {
  readonly number?: string
  readonly fault?: string
  readonly found?: Found
}

export const refusalLookUpRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/refusals', (request, reply) => lookUpPage(request, reply, {}))
  app.post('/:language/refusals', REDRAWS, async (request, reply) => {
    const { visit, body } = request
    const typed = textsOf(body).number ?? ''
    const { badNumber, notThere } = wordsOf(visit).conflicts.refusals
    const number = readRefusalNumber(typed)
    // In another language nothing is wrong yet with what is still being typed.
    if (!number.ok) return lookUpPage(request, reply, { number: typed, fault: isRedraw(body) ? '' : badNumber })
    const found = await findRefusals(signedIn(visit), number.value)
    return lookUpPage(request, reply, found === null ? { number: typed, fault: notThere } : { number: typed, found })
  })
}

/** Null where nobody has handed in one of this number. */
async function findRefusals(api: Api, number: string) {
  const answer = await api.GET('/v1/refusals/{number}', { params: { path: { number } } })
  return refusalOf(answer, 404) === undefined ? dataOf(answer) : null
}

function lookUpPage(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  { number = '', fault = '', found }: Shown,
): FastifyReply {
  signedIn(visit)
  const words = wordsOf(visit)
  const { title, many } = words.conflicts.refusals
  const count = found?.refusals.length ?? 0
  return reply.page({
    template: 'conflicts/refusal.njk',
    title,
    words,
    hasFaults: fault !== '',
    status: fault === '' ? 200 : 422,
    view: {
      address: `/${visit.language}/refusals`,
      form: formOf({ number }, fault === '' ? [] : [{ field: 'number', text: fault }]),
      number: found?.number ?? '',
      many: count > 1 ? fillText(many, { n: count }, visit.language) : '',
      rows: found?.refusals.map((one) => refusalRow(one, visit)) ?? [],
    },
  })
}

/** The ground as the form has it; the record beside it says the rest. */
function refusalRow(refusal: Found['refusals'][number], visit: Visit) {
  const { event, ground, voided } = refusal
  const reason = 'reason' in event ? event.reason : null
  return {
    ...{ voided, written: writtenReason(reason) ?? '' },
    ground: `${letterOf(ground)}: ${groundInWords(ground, visit)}`,
    passport: 'passport' in event ? (event.passport ?? []) : [],
    day: dayInWords(civilDateAt(event.at), visit.language),
    record: recordRow(refusal, visit),
  }
}
