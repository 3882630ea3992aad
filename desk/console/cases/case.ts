/** A case: all of it on one page, the claim on it, and the picture of the passport for whoever has claimed it. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { dataOf, done, refusalOf } from '../../../pages/answers.ts'
import { type FieldError, formOf } from '../../../pages/form.ts'
import { passOn } from '../../../pages/pass-on.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import { type Area, wordsOf } from '../area.ts'
import type { Person, ShownCase } from './case-types.ts'
import { caseAddress, caseView } from './case-view.ts'
import { decides, isOfficersTurn } from './case-words.ts'
import { CONTENT, queueAfter } from './done.ts'
import { RULES, TEMPLATES, type TypedDecision, typedInWords } from './typed-decision.ts'

export interface OfCase {
  Params: { reference: string }
}
export type CaseRequest = FastifyRequest<OfCase>

export const caseRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get<OfCase>('/:language/cases/:reference', (request, reply) => casePage(request, reply))

  // Whoever had to sign in first goes on from the case.
  for (const act of ['claim', 'give-back'])
    app.get<OfCase>(`/:language/cases/:reference/${act}`, ({ visit, params }, reply) =>
      reply.redirect(caseAddress(visit, params.reference), 303),
    )

  app.post<OfCase>('/:language/cases/:reference/claim', async ({ visit, params }, reply) => {
    const claimed = await signedIn(visit).POST('/v1/cases/{reference}/claim', { params: { path: params } })
    // Who was faster, or what became of it, stands on its page.
    refusalOf(claimed, 409)
    return reply.redirect(`${caseAddress(visit, params.reference)}${CONTENT}`, 303)
  })

  app.post<OfCase>('/:language/cases/:reference/give-back', async ({ visit, params }, reply) => {
    done(await signedIn(visit).DELETE('/v1/cases/{reference}/claim', { params: { path: params } }))
    return reply.redirect(queueAfter(visit, params.reference, 'back'), 303)
  })

  app.get<OfCase & { Params: { file: string } }>('/:language/cases/:reference/copies/:file', async (request, reply) => {
    const { reference, file } = request.params
    const path = `/v1/cases/${encodeURIComponent(reference)}/copies/${encodeURIComponent(file)}`
    return passOn(request, reply, path)
  })
}

/** What was sent and not done. */
export interface Attempt {
  readonly typed?: TypedDecision
  readonly errors?: readonly FieldError[]
  /** Why nothing was done, by the case as it is now. */
  readonly trouble?: (shown: ShownCase, person: Person) => string
}

/** The case as it is now, which is noted once; with what was typed, where something kept it from being done. */
export async function casePage(
  { visit, params }: Pick<CaseRequest, 'visit' | 'params'>,
  reply: FastifyReply,
  { typed, errors = [], trouble }: Attempt = {},
): Promise<FastifyReply> {
  const api = signedIn(visit)
  const words = wordsOf(visit)
  const shown = dataOf(await api.GET('/v1/cases/{reference}', { params: { path: { reference: params.reference } } }))
  const { person } = dataOf(await api.GET('/v1/me'))
  const view = caseView(shown, person, visit)
  // What was typed stands in its form wherever that could still be sent.
  const mayDecide =
    decides(person) &&
    isOfficersTurn(shown.state) &&
    !view.isFirst &&
    (view.claim?.isOwn || typed?.decision !== undefined)
  const told = trouble === undefined ? errors : [{ field: 'case', text: trouble(shown, person) }]
  const values = { ...view.correction.open?.values, ...typed }
  return reply.page({
    template: 'cases/case.njk',
    title: words.cases.one,
    words,
    hasFaults: told.length > 0,
    status: told.length === 0 ? 200 : trouble === undefined ? 422 : 409,
    view: {
      ...view,
      form: formOf(values, told),
      mayDecide,
      isOpen: { ask: typed?.decision === 'ask', refuse: typed?.decision === 'refuse' },
      lost: typed !== undefined && !mayDecide ? typedInWords(typed) : [],
      rules: RULES.map((value) => ({
        value,
        text: words.cases.rules[value].says,
        hint: words.cases.rules[value].next,
      })),
      templates: TEMPLATES.map((value) => ({ value, text: words.cases.questions[value] })),
      takesTwo: {
        refusal: shown.terms.two_officers.refusal,
        noObjection: shown.terms.two_officers.no_objection,
      },
    },
  })
}
