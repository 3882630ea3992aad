/** Cases: the officers' queue, a claim on one, all of it side by side, and what is decided. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, nothing, textIn } from '../api-description/answers.ts'
import {
  CaseParams,
  CaseStateText,
  ClaimDocument,
  ListedCaseDocument,
  listedCase,
  orNull,
  PlaceText,
  placeText,
  readPlace,
  readReference,
  shownState,
} from '../api-description/case-answers.ts'
import { CaseDocument, caseDocument } from '../api-description/case-view-answers.ts'
import { Words } from '../api-description/written-text.ts'
import { CLAIM_SECONDS, claimCase, giveBackCase } from '../cases/claim-case.ts'
import { decideCase } from '../cases/decide-case.ts'
import { QUESTION_TEMPLATES } from '../cases/question-templates.ts'
import { readDecision } from '../cases/read-decision.ts'
import { REFUSAL_RULES } from '../cases/refusal-rules.ts'
import { showCase } from '../cases/show-case.ts'
import { viewCaseCopy } from '../cases/view-case-copy.ts'
import { orThrow, problemOfFields, readOrThrow } from '../http/fault-problems.ts'
import { sendPicture } from '../http/send-picture.ts'
import type { Services } from '../services.ts'
import { CLAIMING, DECIDING_CASE, NO_SUCH_CASE, VIEWING_COPY } from './case-problems.ts'
import { officerAct } from './signed-cases.ts'
import { takesSignature } from './takes-signature.ts'

const closed = { additionalProperties: false } as const
const MAX_PAGE = 200

const PageParams = Type.Object({
  ...CaseParams.properties,
  file: Type.String({ pattern: '^[1-9][0-9]?[.]jpg$', description: 'The number of the page, such as 1.jpg' }),
})

const Decision = Type.Object(
  {
    revision: Type.Integer({ minimum: 0, description: 'Of the case as you saw it' }),
    decision: Type.Enum(['no-objection', 'refuse', 'ask', 'agree', 'send-back'], {
      description: 'agree, send-back: what another officer decided first, where that waits for a second one',
    }),
    rule: Type.Optional(Type.Enum([...REFUSAL_RULES])),
    reason: Type.Optional(Words),
    template: Type.Optional(Type.Enum([...QUESTION_TEMPLATES])),
    text: Type.Optional(Words),
  },
  closed,
)
const Decided = Type.Object({
  reference: Type.String(),
  state: CaseStateText,
  decision: Type.String(),
  waits_for_second: Type.Boolean({ description: 'Another officer has to agree before anything is done' }),
})

export const caseRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, copies, now } = services
  const actOf = (request: Pick<FastifyRequest, 'caller'>) => officerAct(callerOf(request), now())
  const referenceOf = ({ params }: { readonly params: { readonly reference: string } }) =>
    readOrThrow(readReference(params.reference))

  app.get(
    '/v1/cases',
    {
      schema: {
        tags: ['cases'],
        operationId: 'listCases',
        summary: 'Cases by due time: those that wait for an officer, or those of one state',
        description: `At most ${MAX_PAGE} at a time. In a state in which nothing is due they are in the order of their last change.`,
        querystring: Type.Object(
          {
            state: Type.Optional(CaseStateText),
            after: Type.Optional(PlaceText),
            limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,2}$', description: `At most ${MAX_PAGE}` })),
          },
          closed,
        ),
        response: {
          200: Type.Object({ cases: Type.Array(ListedCaseDocument), next: orNull(PlaceText) }),
          ...callerProblems(400),
        },
      },
    },
    async ({ query: { state = null, after, limit } }) => {
      const at = now()
      const most = Math.min(Number(limit ?? MAX_PAGE), MAX_PAGE)
      const found = await store.cases({ state, after: after === undefined ? null : readPlace(after), limit: most }, at)
      const last = found.length < most ? undefined : found.at(-1)
      return { cases: found.map((one) => listedCase(one, at)), next: last === undefined ? null : placeText(last.place) }
    },
  )

  app.get(
    '/v1/cases/:reference',
    {
      schema: {
        tags: ['cases'],
        operationId: 'showCase',
        summary: 'All of a case side by side, every difference marked',
        description: 'Noted in the audit trail. It renews the claim of the officer who has the case.',
        params: CaseParams,
        response: { 200: CaseDocument, ...callerProblems(400, 404) },
      },
    },
    async (request) => {
      const { operator: officer, actor } = callerOf(request)
      const shown = await showCase(referenceOf(request), { officer, actor, at: now() }, services)
      return caseDocument(orThrow(shown, NO_SUCH_CASE))
    },
  )

  app.get(
    '/v1/cases/:reference/copies/:file',
    {
      schema: {
        tags: ['cases'],
        operationId: 'caseCopyPage',
        summary: 'A page of the copy of the passport, for the officer who has claimed the case',
        description: 'Each look is noted in the audit trail, and renews the claim.',
        params: PageParams,
        response: { 200: textIn('image/jpeg', 'A page'), ...callerProblems(400, 404, 409) },
      },
    },
    async (request, reply) => {
      const page = Number.parseInt(request.params.file, 10)
      const context = { store, fileKeys: copies.fileKeys }
      const found = await viewCaseCopy(referenceOf(request), page, actOf(request), context)
      return sendPicture(reply, orThrow(found, VIEWING_COPY).jpeg, `passport-${page}.jpg`)
    },
  )

  app.post(
    '/v1/cases/:reference/claim',
    {
      schema: {
        tags: ['cases'],
        operationId: 'claimCase',
        summary: `Gives a case to the operator who asks, for ${CLAIM_SECONDS / 60} minutes, or for as long again`,
        description:
          'Another operator is told who has it and until when. Only who has a case decides it; who decided it first does not get it again.',
        params: CaseParams,
        response: { 200: ClaimDocument, ...callerProblems(400, 404, 409, 507) },
      },
    },
    async (request) => orThrow(await claimCase(referenceOf(request), actOf(request), store), CLAIMING),
  )

  app.delete(
    '/v1/cases/:reference/claim',
    {
      schema: {
        tags: ['cases'],
        operationId: 'giveBackCase',
        summary: 'Gives a case back, for other officers',
        description: 'Also where the operator does not have it any more.',
        params: CaseParams,
        response: { 204: nothing('Given back'), ...callerProblems(400, 507) },
      },
    },
    async (request, reply) => {
      await giveBackCase(referenceOf(request), actOf(request), store)
      return reply.code(204).send()
    },
  )

  app.post(
    '/v1/cases/:reference/decision',
    {
      schema: {
        tags: ['cases'],
        operationId: 'decideCase',
        summary: 'Decides a case, or what another officer decided first',
        description:
          'Only by the operator who has claimed it, and only as it was seen: where it changed meanwhile nothing is decided. ' +
          'What decides (no-objection, refuse, agree) a person signs instead: see /v1/signings; a token decides in a demonstration alone. ' +
          'Without objection its e-visa is issued and sent within seconds. What the terms say takes two waits for a second operator.',
        params: CaseParams,
        body: Decision,
        response: { 200: Decided, ...callerProblems(...BODY, 404, 409, 422, 507) },
      },
    },
    async (request) => {
      const { revision, ...sent } = request.body
      const decided = readDecision(sent)
      if (!decided.ok) throw problemOfFields('bad-request', decided.error)
      const reference = referenceOf(request)
      const by = { signature: null, mustSign: await takesSignature(callerOf(request), services) }
      const done = await decideCase(reference, revision, decided.value, by, actOf(request), services)
      const { decision, edge, state } = orThrow(done, DECIDING_CASE)
      return { reference, state: shownState(state), decision, waits_for_second: edge === 'to-second' }
    },
  )
}
