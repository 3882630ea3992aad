/** What an officer says to a correction that was asked for: it is signed, or stays as it is and the traveller is told why. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { dataOf, isProblem, type Refused, refusalOf } from '../../../pages/answers.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, wordsOf } from '../area.ts'
import { toldFault } from '../told-fault.ts'
import { type CaseRequest, casePage, type OfCase } from './case.ts'
import type { ShownCase } from './case-types.ts'
import { caseAddress } from './case-view.ts'
import { type Change, CORRECTED, fieldOf, PARTS } from './correction-view.ts'
import { typedIn } from './decide.ts'
import { CONTENT, queueAfter } from './done.ts'
import { isTold, type TypedDecision } from './typed-decision.ts'

export const correctRoutes: FastifyPluginAsync<Area> = async (app) => {
  const place = '/:language/cases/:reference/correction'
  app.get<OfCase>(place, ({ visit, params }, reply) => reply.redirect(caseAddress(visit, params.reference), 303))
  app.post<OfCase>(place, (request, reply) => {
    const { decision: asked, ...typed } = typedIn(request.body)
    return asked === 'leave' ? leave(request, reply, typed) : correct(request, reply, typed)
  })
}

async function correct(request: CaseRequest, reply: FastifyReply, typed: TypedDecision): Promise<FastifyReply> {
  const { visit, params } = request
  const change = changeTyped(typed)
  const { faults } = wordsOf(visit).cases
  if (PARTS.every((part) => Object.keys(change[part] ?? {}).length === 0))
    return casePage(request, reply, { typed, errors: [{ field: fieldOf('holder', 'surname'), text: faults.noChange }] })
  const act = { kind: 'correction', reference: params.reference, change } as const
  const opened = await signedIn(visit).POST('/v1/signings', { body: { act: act as never } })
  const refused = refusalOf(opened, 400, 409, 422)
  if (refused !== undefined) return casePage(request, reply, troubled(refused, typed, visit))
  return reply.redirect(`/${visit.language}/signing/${dataOf(opened).id}${CONTENT}`, 303)
}

async function leave(request: CaseRequest, reply: FastifyReply, typed: TypedDecision): Promise<FastifyReply> {
  const { visit, params } = request
  const { stays = '' } = typed
  if (!isTold(stays))
    return casePage(request, reply, { typed, errors: [{ field: 'stays', text: wordsOf(visit).cases.faults.words }] })
  const body = { correct: false, reason: stays }
  const left = await signedIn(visit).POST('/v1/cases/{reference}/correction', { params: { path: params }, body })
  const refused = refusalOf(left, 400, 409, 422)
  if (refused !== undefined) return casePage(request, reply, troubled(refused, typed, visit))
  return reply.redirect(queueAfter(visit, params.reference, 'left'), 303)
}

function troubled(refused: Refused, typed: TypedDecision, visit: Visit) {
  const trouble = (shown: ShownCase) => {
    const words = wordsOf(visit)
    const { errors = [] } = refused.problem
    if (shown.state !== 'correction-asked') return words.cases.faults.noneAsked
    if (!isProblem(refused, 'conflict') && errors.length > 0)
      return errors.map(({ field, message }) => `${field} ${message}`).join('; ')
    const said = shown.corrections.find(({ decided_at }) => decided_at === null)?.said ?? null
    return said === null ? toldFault(refused, words) : words.cases.faults.said
  }
  return { typed, trouble }
}

/** What is to be other; a field that was left empty stays as it is. */
export function changeTyped(typed: TypedDecision): Change {
  const partOf = (part: keyof typeof CORRECTED) =>
    Object.fromEntries(
      CORRECTED[part].flatMap((name) => {
        const value = typed[fieldOf(part, name)] ?? ''
        return value === '' ? [] : [[name, value.toUpperCase()]]
      }),
    )
  const [holder, passport] = [partOf('holder'), partOf('passport')]
  return {
    ...(Object.keys(holder).length > 0 && { holder }),
    ...(Object.keys(passport).length > 0 && { passport }),
  }
}
