/** One conflict, and its review: what was found, a question, and an end for good. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { done, refusalOf } from '../../../pages/answers.ts'
import { isRedraw, REDRAWS, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { type Area, wordsOf } from '../area.ts'
import { canCount, conflictPage, findConflict, type OfConflict, type OneConflict } from './conflict-page.ts'

/** As the API takes it. */
const REASON_LETTERS = { least: 3, most: 200 } as const
const VERDICTS = ['close', 'accept'] as const
type Verdict = (typeof VERDICTS)[number]

interface Said {
  readonly verdict: Verdict
  readonly reason: string
}

export const reviewRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<OfConflict>('/:language/conflicts/:id', (request, reply) => conflictPage(request, reply, {}))
  // Whoever had to sign in first goes on from here.
  app.get<OfConflict>('/:language/conflicts/:id/review', ({ visit, params }, reply) =>
    reply.redirect(`/${visit.language}/conflicts/${encodeURIComponent(params.id)}`, 303),
  )
  app.post<OfConflict>('/:language/conflicts/:id/review', REDRAWS, async (request, reply) => {
    const { visit, params, body } = request
    const typed = typedIn(body)
    const isSure = typed.sure !== undefined
    if (typed.back !== undefined || (isRedraw(body) && !isSure)) return conflictPage(request, reply, { typed })
    const conflict = await findConflict(signedIn(visit), params.id)
    if (conflict.review !== null) return tooLate(request, reply, conflict, typed)
    const { faults } = wordsOf(visit).conflicts.review
    const { reason = '', verdict: asked = canCount(conflict) ? '' : 'close' } = typed
    const verdict = VERDICTS.find((one) => one === asked)
    const letters = [...reason].length
    const isReason = letters >= REASON_LETTERS.least && letters <= REASON_LETTERS.most
    if (verdict === undefined || !isReason)
      return conflictPage(request, reply, {
        typed,
        errors: [
          ...(isReason ? [] : [{ field: 'reason', text: faults.reason }]),
          ...(verdict === undefined ? [{ field: 'verdict', text: faults.verdict }] : []),
        ],
      })
    if (!isSure || isRedraw(body)) return question(request, reply, { verdict, reason })
    return review(request, reply, { verdict, reason })
  })
}

/** As it was typed: a form sends two characters for the end of a line, which would count as two letters. */
function typedIn(body: unknown): Record<string, string> {
  const { reason, ...others } = textsOf(body)
  return { ...others, ...(reason !== undefined && { reason: reason.replaceAll('\r\n', '\n') }) }
}

function question({ visit, params }: FastifyRequest<OfConflict>, reply: FastifyReply, said: Said): FastifyReply {
  const words = wordsOf(visit)
  const { sure, sureText, yes } = words.conflicts.review
  const { verdict } = said
  const view = {
    address: `/${visit.language}/conflicts/${encodeURIComponent(params.id)}/review`,
    ...{ said, text: sureText[verdict], yes: yes[verdict] },
  }
  return reply.page({ template: 'conflicts/sure.njk', title: sure[verdict], words, view })
}

async function review(
  request: FastifyRequest<OfConflict>,
  reply: FastifyReply,
  { verdict, reason }: Said,
): Promise<FastifyReply> {
  const { visit, params } = request
  const { id } = params
  const api = signedIn(visit)
  const { faults } = wordsOf(visit).conflicts.review
  const reviewed = await api.POST('/v1/conflicts/{id}/review', { params: { path: { id } }, body: { verdict, reason } })
  const refused = refusalOf(reviewed, 400, 404, 409)
  const typed = { verdict, reason }
  if (refused?.status === 400)
    return conflictPage(request, reply, { typed, errors: [{ field: 'reason', text: faults.reason }] })
  if (refused?.status === 409) {
    const conflict = await findConflict(api, id)
    if (conflict.review !== null) return tooLate(request, reply, conflict, typed)
    return conflictPage(request, reply, { typed, errors: [{ field: 'verdict', text: faults.nothing }] })
  }
  if (refused === undefined) done(reviewed)
  return reply.redirect(`/${visit.language}/conflicts/${encodeURIComponent(id)}`, 303)
}

/** Somebody else was faster. Whoever pressed twice is told what they did. */
async function tooLate(
  request: FastifyRequest<OfConflict>,
  reply: FastifyReply,
  { id, review }: OneConflict,
  typed: Readonly<Record<string, string>>,
): Promise<FastifyReply> {
  const { visit } = request
  if (review?.reason === typed.reason)
    return reply.redirect(`/${visit.language}/conflicts/${encodeURIComponent(id)}`, 303)
  const { faster } = wordsOf(visit).conflicts.review.faults
  return conflictPage(request, reply, { typed, errors: [{ field: 'review', text: faster }], status: 409 })
}
