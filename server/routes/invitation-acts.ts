/** What officers and hosts do to an invitation that was submitted, and the report of the arrival. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { civilDateAt, isCivilDate } from '#evisa/civil-date.ts'
import { CivilDateText } from '#evisa/visa-claims.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { InvitationDocument, invitationDocument } from '../api-description/invitation-answers.ts'
import { messageOf, Reason } from '../api-description/written-text.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import { type AskedChange, decideInvitation } from '../invitations/decide-invitation.ts'
import type { Services } from '../services.ts'
import { actorOf } from './hosts.ts'
import { CHANGING } from './invitation-problems.ts'
import { InvitationParams } from './invitations.ts'
import { referenceOf } from './page-place.ts'

const closed = { additionalProperties: false } as const
const MAX_MESSAGE = 2000
const response = { 200: InvitationDocument, ...callerProblems(...BODY, 404, 409, 507) }

/** Those that take nothing but the invitation. */
const PLAIN = [
  {
    path: 'take-up',
    edge: 'take-up',
    operationId: 'takeUpInvitation',
    summary: 'Takes a submitted one up, to be judged',
    description: 'Who takes it up does not approve it.',
  },
  {
    path: 'approval',
    edge: 'approve',
    operationId: 'approveInvitation',
    summary: 'Approves it, as a second officer: its number is drawn and goes to the traveller by e-mail',
    description:
      'Ten digits, drawn at random, the last one a check digit. It runs out where nobody uses it. One that was given on paper ' +
      'keeps its number, and nobody is written to.',
  },
  {
    path: 'call-off',
    edge: 'call-off',
    operationId: 'callOffInvitation',
    summary: 'Calls it off, unless it is in use or over',
    description: 'By its host or by an officer. Its number, if it had one, is good no more.',
  },
] as const

/** Those that say something. */
const SAYING = [
  {
    path: 'question',
    edge: 'ask',
    operationId: 'askHost',
    summary: 'Asks the host something, who is told by e-mail',
    description: 'It waits for the answer, and is judged no further until then.',
  },
  {
    path: 'answer',
    edge: 'answer',
    operationId: 'answerOfficer',
    summary: 'Answers what an officer asked',
    description: "By the host. It is the officers' turn again.",
  },
] as const

export const invitationActRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services
  const decide = async (request: Pick<FastifyRequest, 'caller'>, id: string, asked: AskedChange) => {
    const actor = actorOf(callerOf(request), now())
    const decided = orThrow(await decideInvitation(referenceOf(id), asked, actor, services), CHANGING)
    return invitationDocument(decided, actor.account === null)
  }

  for (const { path, edge, operationId, summary, description } of PLAIN) {
    const schema = { tags: ['invitations'], operationId, summary, description, params: InvitationParams, response }
    app.post(`/v1/invitations/:id/${path}`, { schema }, async (request) => decide(request, request.params.id, { edge }))
  }

  for (const { path, edge, operationId, summary, description } of SAYING) {
    const body = Type.Object({ text: messageOf(MAX_MESSAGE, 'To the other side') }, closed)
    const schema = {
      tags: ['invitations'],
      operationId,
      summary,
      description,
      params: InvitationParams,
      body,
      response,
    }
    app.post(`/v1/invitations/:id/${path}`, { schema }, async (request) =>
      decide(request, request.params.id, { edge, text: request.body.text }),
    )
  }

  app.post(
    '/v1/invitations/:id/refusal',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'refuseInvitation',
        summary: 'Refuses it; the host is told why by e-mail',
        description: 'The reason is read by the host.',
        params: InvitationParams,
        body: Type.Object({ reason: Reason }, closed),
        response,
      },
    },
    async (request) => decide(request, request.params.id, { edge: 'refuse', reason: request.body.reason }),
  )

  app.post(
    '/v1/invitations/:id/arrival',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'reportArrival',
        summary: 'The host reports on which day the traveller arrived; a slip is reported anew',
        description: 'Within the working days of the terms from the entry on; the host is reminded once.',
        params: InvitationParams,
        body: Type.Object({ day: CivilDateText('In Kazakhstan') }, closed),
        response,
      },
    },
    async (request) => {
      const { account, ...act } = actorOf(callerOf(request), now())
      const id = referenceOf(request.params.id)
      const day = readOrThrow(arrivalDay(request.body.day, civilDateAt(act.at)))
      orThrow(await store.reportArrival(id, account, day, act), CHANGING)
      const found = await store.invitation(id, account)
      if (found === null) throw new TypeError('an invitation whose arrival was reported is gone')
      return invitationDocument(found, account === null)
    },
  )
}

function arrivalDay(day: string, today: string) {
  if (!isCivilDate(day)) return { ok: false, error: `day: ${day} is not a day of the calendar` } as const
  if (day > today) return { ok: false, error: `day: ${day} is yet to come; today is ${today} in Kazakhstan` } as const
  return { ok: true, value: day } as const
}
