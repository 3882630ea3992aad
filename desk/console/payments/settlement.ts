/** The bank's file of a day: asked for by a press, and what in it does not agree. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { civilDateAt, isCivilDate } from '#evisa/civil-date.ts'
import { dayInWords, shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { paths } from '../../../examples/client/evisa-api.d.ts'
import { dataOf, type Refused, refusalOf } from '../../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, type ConsoleWords, wordsOf } from '../area.ts'
import { actorInWords } from '../cases/case-words.ts'
import { ownRoles } from '../own-roles.ts'
import { paymentsAddress } from './payment-words.ts'

type Settlement =
  paths['/v1/settlements']['post']['responses'][200]['content']['application/json']['settlements'][number]

/** Of a terminal; the rest of what does not agree is told by the terminal. */
const MOST_FINDINGS = 200

interface Shown {
  readonly day: string
  readonly errors?: readonly FieldError[]
  /** As the server says it: the terminals, and what their bank answered. */
  readonly said?: string
  readonly settlements?: readonly Settlement[]
}

export const settlementRoutes: FastifyPluginAsync<Area> = async (app, { now }) => {
  const PLACE = '/:language/payments/settlement'
  app.get(PLACE, (request, reply) => settlementPage(request, reply, { day: civilDateAt(now()) }))
  app.post(PLACE, REDRAWS, async (request, reply) => {
    const { visit, body } = request
    const { day = '' } = textsOf(body)
    if (isRedraw(body)) return settlementPage(request, reply, { day })
    const words = wordsOf(visit).payments.settlement
    const again = (text: string, said = '') =>
      settlementPage(request, reply, { day, said, errors: [{ field: 'day', text }] })
    if (!isCivilDate(day)) return again(words.faults.day)
    const answer = await signedIn(visit).POST('/v1/settlements', { body: { day } })
    const refused = refusalOf(answer, 400, 409, 503)
    if (refused !== undefined) return again(words.faults[whyNot(refused)], refused.problem.detail ?? '')
    return settlementPage(request, reply, { day, settlements: dataOf(answer).settlements })
  })
}

function whyNot({ status }: Refused): 'day' | 'notTaken' | 'noBank' {
  return status === 400 ? 'day' : status === 409 ? 'notTaken' : 'noBank'
}

async function settlementPage(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  { day, errors = [], said = '', settlements }: Shown,
): Promise<FastifyReply> {
  const words = wordsOf(visit)
  const { settlement } = words.payments
  return reply.page({
    template: 'payments/settlement.njk',
    title: settlement.title,
    words,
    hasFaults: errors.length > 0,
    status: errors.length === 0 ? 200 : 422,
    view: {
      ...{ back: paymentsAddress(visit), address: paymentsAddress(visit, 'settlement') },
      ...{ find: paymentsAddress(visit, 'find'), said, mayAsk: (await ownRoles(visit))('operator', 'supervisor') },
      form: formOf({ day }, errors),
      heading:
        settlements === undefined
          ? ''
          : fillText(settlement.of, { day: dayInWords(day, visit.language) }, visit.language),
      terminals: settlements?.map((one) => terminalOf(one, visit)) ?? [],
    },
  })
}

function terminalOf({ terminal, lines, read_by, read_at, findings }: Settlement, visit: Visit) {
  const words = wordsOf(visit)
  const { settlement, one } = words.payments
  const { language } = visit
  const more = findings.length - MOST_FINDINGS
  return {
    name: fillText(one.terminal, { terminal }, language),
    read: fillText(
      settlement.read,
      { n: lines, by: actorInWords(read_by, words), at: shortTime(read_at, language) },
      language,
    ),
    findings: findings.slice(0, MOST_FINDINGS).map(({ line, kind, invoice }) => ({
      ...{ ...findingInWords(kind, words), line, invoice },
    })),
    more: more > 0 ? fillText(settlement.more, { n: more }, language) : '',
  }
}

/** What does not agree, and what to do about it; of a kind that a newer server knows its name. */
export function findingInWords(kind: string, { payments: { findings } }: ConsoleWords) {
  return Object.hasOwn(findings, kind) ? findings[kind as keyof typeof findings] : { says: kind, todo: '' }
}
