/** Deciding a case: what decides is signed on a page of its own, what asks or sends back is done at once. */
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { dataOf, type Refused, refusalOf } from '../../../pages/answers.ts'
import { textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, wordsOf } from '../area.ts'
import { type CaseRequest, casePage, type OfCase } from './case.ts'
import { caseTrouble } from './case-trouble.ts'
import { CONTENT, doneBy, queueAfter, signingAddress } from './done.ts'
import { readTypedDecision, type SignedDecision, type TypedDecision, type UnsignedDecision } from './typed-decision.ts'

export const decideRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.post<OfCase>('/:language/cases/:reference', decide)
}

async function decide(request: CaseRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { visit, params } = request
  const typed = typedIn(request.body)
  const read = readTypedDecision(typed, wordsOf(visit))
  if (!read.ok) return casePage(request, reply, { typed, errors: read.error })
  const revision = /^[0-9]{1,9}$/.test(typed.revision ?? '') ? Number(typed.revision) : 0
  // A claim that ran out while somebody typed is taken anew: nothing changed meanwhile, or the revision tells.
  const claimed = await signedIn(visit).POST('/v1/cases/{reference}/claim', { params: { path: params } })
  const refused = refusalOf(claimed, 409) ?? (await send(visit, reply, params.reference, revision, read.value))
  if (!isRefused(refused)) return refused
  return casePage(request, reply, {
    typed,
    trouble: (shown, person) => caseTrouble(shown, { refused, revision, person }, visit),
  })
}

type Decision = SignedDecision | UnsignedDecision

async function send(
  visit: Visit,
  reply: FastifyReply,
  reference: string,
  revision: number,
  decision: Decision,
): Promise<FastifyReply | Refused> {
  const api = signedIn(visit)
  if (decision.decision === 'ask' || decision.decision === 'send-back') {
    const path = { reference }
    const body = { revision, ...decision }
    const done = await api.POST('/v1/cases/{reference}/decision', { params: { path }, body })
    const refused = refusalOf(done, 400, 409, 422)
    return refused ?? reply.redirect(queueAfter(visit, reference, doneBy(dataOf(done).state)), 303)
  }
  const act = { kind: 'case', reference, revision, ...decision } as const
  const opened = await api.POST('/v1/signings', { body: { act } })
  const refused = refusalOf(opened, 400, 409, 422)
  return refused ?? reply.redirect(`${signingAddress(visit, dataOf(opened).id, reference)}${CONTENT}`, 303)
}

function isRefused(answer: FastifyReply | Refused): answer is Refused {
  return answer instanceof Error
}

/** Lines end as the API keeps them. */
export function typedIn(body: unknown): TypedDecision {
  return Object.fromEntries(Object.entries(textsOf(body)).map(([name, text]) => [name, text.replaceAll('\r\n', '\n')]))
}
