/** Who the people are that decide, and what two administrators say of them. What they say they sign: `signings`. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { uuidv7 } from 'uuidv7'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, nothing } from '../api-description/answers.ts'
import { orNull } from '../api-description/case-answers.ts'
import {
  CHANGING,
  PersonChangeDocument,
  PersonDocument,
  PersonId,
  personChangeDocument,
  personDocument,
  SecondHalfDocument,
} from '../api-description/person-answers.ts'
import { RECOVERY_TOKEN, RecoveryToken } from '../api-description/recovery-token-answers.ts'
import { orThrow, problemOfFault } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { type ApprovedChange, approveChange, makeAdministrator } from '../people/change-person.ts'
import { tokenFault } from '../recovery/recovery-token.ts'
import type { Services } from '../services.ts'
import { OPERATOR_NAME } from '../store/operator-store.ts'

const closed = { additionalProperties: false } as const
const Params = Type.Object({ id: PersonId })
export const MAX_CHANGES = 200

const Code = Type.String({
  description: 'By which a key is registered at once, or within three days. It is told this once',
})

export const Approved = Type.Object({ change: PersonChangeDocument, invite: orNull(SecondHalfDocument) })
export const approvedDocument = ({ change, invite }: ApprovedChange) => ({
  change: personChangeDocument(change),
  invite: invite && { half: invite.half, opens_at: invite.opensAt },
})

export const personRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, now, recovery }) => {
  app.get(
    '/v1/persons',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'listPersons',
        summary: 'All who decide, by name, and those who did',
        description:
          'For administrators, supervisors, operators and auditors, for the desk, and for an administrator of a carrier, who sees those of that carrier.',
        response: { 200: Type.Object({ persons: Type.Array(PersonDocument) }), ...callerProblems() },
      },
    },
    async (request) => ({ persons: (await store.persons(callerOf(request).administers?.carrier)).map(personDocument) }),
  )

  app.get(
    '/v1/person-changes',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'listPersonChanges',
        summary: `What administrators proposed of people, the newest first; at most ${MAX_CHANGES}`,
        description:
          'For administrators, supervisors, operators and auditors, for the desk, and for an administrator of a carrier, who sees what those of that carrier proposed.',
        querystring: Type.Object({ state: Type.Optional(Type.Enum(['open', 'all'])) }, closed),
        response: { 200: Type.Object({ changes: Type.Array(PersonChangeDocument) }), ...callerProblems(400) },
      },
    },
    async (request) => {
      const only = request.query.state === 'all' ? 'all' : 'open'
      const side = callerOf(request).administers?.carrier
      return { changes: (await store.personChanges(only, now(), MAX_CHANGES, side)).map(personChangeDocument) }
    },
  )

  app.delete(
    '/v1/person-changes/:id',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'declinePersonChange',
        summary: 'Declines what another administrator proposed, or withdraws your own',
        description: 'For administrators. It stays in the list of all, declined.',
        params: Params,
        response: { 204: nothing('Declined'), ...callerProblems(400, 409, 507) },
      },
    },
    async (request, reply) => {
      const { id: by, actor } = callerOf(request)
      if (!(await store.declineChange(request.params.id, by, { actor, at: now() })))
        throw new Problem('conflict', 'There is no such proposal of yours to decide, or it was decided before.')
      return reply.code(204).send()
    },
  )

  app.post(
    '/v1/administrators',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'makeAdministrator',
        summary: 'The first administrator, who says who the others are',
        description:
          "By the authority's own token, while no administrator has a key. Called again it gives another code. With the recovery token, which lies offline, also where there are some: their keys end at once, and the one who is made proposes theirs anew. So an authority is not shut out whose administrators lost their keys.",
        body: Type.Object(
          { name: Type.String({ maxLength: 240 }), recovery_token: Type.Optional(RecoveryToken) },
          closed,
        ),
        response: {
          201: Type.Object({ person: PersonDocument, code: Code }),
          ...callerProblems(...BODY, 409, 507),
        },
      },
    },
    async (request, reply) => {
      const name = request.body.name.normalize('NFC').trim()
      if (!OPERATOR_NAME.test(name)) throw new Problem('bad-request', 'name takes at most 60 letters, digits and ._@-')
      const { recovery_token: token } = request.body
      const isInPlace = token !== undefined
      const fault = isInPlace ? tokenFault(token, recovery.recoveryHash()) : null
      if (fault !== null) throw problemOfFault(fault, RECOVERY_TOKEN)
      const act = { actor: callerOf(request).actor, at: now() }
      const { person, code } = orThrow(await makeAdministrator(uuidv7(), name, act, store, isInPlace), {
        enough: [
          'conflict',
          'There is an administrator who has a key: propose another one at the console. Where all of them lost their keys, the recovery token makes one in their place.',
        ],
        'name-taken': ['conflict', 'There is somebody of this name, or was: choose another one.'],
      })
      return reply.code(201).send({ person: personDocument(person), code })
    },
  )

  app.post(
    '/v1/person-changes/:id/approval',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'approvePersonChange',
        summary: "Agrees by the authority's own token, where nobody else could",
        description: 'As where there is one administrator, who proposes the second. Everybody else signs: `signings`.',
        params: Params,
        response: { 200: Approved, ...callerProblems(400, 404, 409, 507) },
      },
    },
    async (request) => {
      const act = { actor: callerOf(request).actor, at: now() }
      const done = await approveChange(request.params.id, null, act, { store, waits: true })
      if (!done.ok) throw problemOfFault(done.error, CHANGING)
      return approvedDocument(done.value)
    },
  )
}
