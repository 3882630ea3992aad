/** One status for many e-visas, proposed by a list of their numbers and signed; another person agrees. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { dataOf, type Refused, refusalOf } from '../../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { visaNumbersIn } from '../../calls/visa-numbers-in.ts'
import { type Area, wordsOf } from '../area.ts'
import { toldFault } from '../told-fault.ts'
import { readReason } from './typed-reason.ts'

const STATUSES = ['revoked', 'suspended', 'valid'] as const
/** What a form of a browser carries; a longer list is proposed at the terminal. */
const MOST_NUMBERS = 3000
const MOST_TOLD = 20

export const proposeStatusRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/proposals/status', (request, reply) => statusForm(request, reply, {}, []))
  app.post('/:language/proposals/status', REDRAWS, async (request, reply) => {
    const { visit, body } = request
    const words = wordsOf(visit)
    const { faults } = words.proposals.status
    const typed = textsOf(body)
    if (isRedraw(body)) return statusForm(request, reply, typed, [])
    const visa_numbers = [...visaNumbersIn(typed.numbers ?? '')]
    const status = STATUSES.find((one) => one === typed.status)
    const reason = readReason(typed.reason)
    const tooMany = visa_numbers.length > MOST_NUMBERS
    const errors = [
      ...(status === undefined ? [{ field: 'status', text: faults.status }] : []),
      ...(visa_numbers.length === 0 ? [{ field: 'numbers', text: faults.numbers }] : []),
      ...(tooMany ? [{ field: 'numbers', text: fillText(faults.many, { n: MOST_NUMBERS }, visit.language) }] : []),
      ...(reason === null ? [{ field: 'reason', text: words.proposals.faults.reason }] : []),
    ]
    if (status === undefined || reason === null || errors.length > 0) return statusForm(request, reply, typed, errors)
    const act = { kind: 'proposal', reason, change: { status, visa_numbers } } as const
    const opened = await signedIn(visit).POST('/v1/signings', { body: { act } })
    const refused = refusalOf(opened, 400, 403, 409, 422)
    if (refused === undefined) return reply.redirect(`/${visit.language}/signing/${dataOf(opened).id}`, 303)
    return statusForm(request, reply, typed, numberFaults(refused, visa_numbers, visit))
  })
}

/** Each number that cannot be set, as it was typed. */
function numberFaults(refused: Refused, typed: readonly string[], visit: Visit): readonly FieldError[] {
  const words = wordsOf(visit)
  const { faults, more } = words.proposals.status
  const byRule: Readonly<Record<string, string>> = faults.numberByRule
  const told = (refused.problem.errors ?? []).flatMap(({ field, rule }) => {
    const at = Number(/visa_numbers[[/](\d+)/.exec(field)?.[1] ?? Number.NaN)
    const text = byRule[rule] ?? (Number.isNaN(at) ? undefined : byRule['visa-number'])
    const number = typed[at]
    return text === undefined || number === undefined ? [] : [`${number}: ${text}`]
  })
  if (told.length === 0) return [{ field: 'numbers', text: toldFault(refused, words) }]
  const left = told.length - MOST_TOLD
  const all = left > 0 ? [...told.slice(0, MOST_TOLD), fillText(more, { n: left }, visit.language)] : told
  return all.map((text) => ({ field: 'numbers', text }))
}

function statusForm(
  { visit }: Pick<FastifyRequest, 'visit'>,
  reply: FastifyReply,
  typed: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): FastifyReply {
  signedIn(visit)
  const words = wordsOf(visit)
  const { status } = words.proposals
  return reply.page({
    template: 'proposals/status.njk',
    title: status.title,
    words,
    hasFaults: errors.length > 0,
    status: errors.length > 0 ? 422 : 200,
    view: {
      address: `/${visit.language}/proposals/status`,
      all: `/${visit.language}/proposals`,
      form: formOf(typed, errors),
      statuses: STATUSES.map((value) => ({ value, text: status.verbs[value] })),
    },
  })
}
