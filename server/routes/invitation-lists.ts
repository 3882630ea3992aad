/** Many invitations in one file, those that were given on paper before, and the look-up of one by who bears its number. */
import { type FastifyPluginAsyncTypebox, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import type { FastifySchema, FastifySchemaCompiler } from 'fastify'
import Type from 'typebox'
import { readSupportNumber } from '#evisa/support-number.ts'
import { Passport, State } from '#evisa/visa-claims.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import {
  InvitationDocument,
  invitationDocument,
  TakenListDocument,
  takenListDocument,
} from '../api-description/invitation-answers.ts'
import { lookUpGuard } from '../checks/look-up-guard.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { lookUpInvitation } from '../invitations/look-up-invitation.ts'
import { readInvitation } from '../invitations/read-invitation.ts'
import { takeInPaper, takeInvitationList } from '../invitations/take-invitation-list.ts'
import { InvitationContent } from '../lifecycles/invitation-content.ts'
import type { Services } from '../services.ts'
import { passportOf } from '../store/visa-rows.ts'
import { actorOf } from './hosts.ts'
import { CHANGING, fieldsTold, LISTING, LOOKING_UP } from './invitation-problems.ts'
import { referenceOf } from './page-place.ts'

const closed = { additionalProperties: false } as const
const MAX_LIST_BYTES = 2 * 1_048_576
const WORKBOOK = /^application\/(vnd\.openxmlformats|vnd\.ms-excel|vnd\.oasis)/
const CSV = {
  content: {
    'text/csv': {
      schema: Type.String({ description: 'Columns in any order, under their usual names in en, ru or kk' }),
    },
  },
}

// The bytes of a file have no schema.
const validateAllButBody: FastifySchemaCompiler<FastifySchema> = (route) =>
  route.httpPart === 'body' ? () => true : TypeBoxValidatorCompiler(route)

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body
  throw new Problem('media-type', 'Send the list as text/csv.')
}

export const invitationListRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services
  const file = { parseAs: 'buffer', bodyLimit: MAX_LIST_BYTES } as const
  app.addContentTypeParser('text/csv', file, async (_: unknown, body: Buffer) => body)
  app.addContentTypeParser(WORKBOOK, (_request, _payload, done) =>
    done(new Problem('media-type', 'This is a workbook: save it as CSV UTF-8 and send that as text/csv.')),
  )
  const guard = lookUpGuard()

  app.post(
    '/v1/invitation-lists',
    {
      bodyLimit: MAX_LIST_BYTES,
      validatorCompiler: validateAllButBody,
      schema: {
        tags: ['invitations'],
        operationId: 'submitInvitations',
        summary: 'Submits many invitations of a host: every row is taken, skipped or named with what is wrong',
        description: 'The same rows again are the same invitations. Of an officer they are in review.',
        querystring: Type.Object({ host: Type.String({ maxLength: 40 }) }, closed),
        body: CSV,
        response: { 200: TakenListDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request) => {
      const actor = actorOf(callerOf(request), now())
      const host = referenceOf(request.query.host)
      return takenListDocument(orThrow(await takeInvitationList(bytesOf(request.body), host, actor, services), LISTING))
    },
  )

  app.post(
    '/v1/paper-invitation-lists',
    {
      bodyLimit: MAX_LIST_BYTES,
      validatorCompiler: validateAllButBody,
      schema: {
        tags: ['invitations'],
        operationId: 'takeInPaperInvitations',
        summary:
          'Takes in invitations that were given on paper, each with its number: in review, for a second operator',
        description: 'The same rows again are the same invitations.',
        body: CSV,
        response: { 200: TakenListDocument, ...callerProblems(...BODY, 409, 507) },
      },
    },
    async (request) => {
      const actor = actorOf(callerOf(request), now())
      return takenListDocument(orThrow(await takeInvitationList(bytesOf(request.body), null, actor, services), LISTING))
    },
  )

  app.post(
    '/v1/paper-invitations',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'takeInPaperInvitation',
        summary: 'Takes in one invitation that was given on paper: in review, for a second operator to approve',
        description: 'The same number with the same content again is the same invitation (200).',
        body: Type.Object(
          { number: Type.String({ maxLength: 64 }), content: Type.Unknown({ description: 'email may be left out' }) },
          closed,
        ),
        response: { 200: InvitationDocument, 201: InvitationDocument, ...callerProblems(...BODY, 409, 422, 507) },
      },
    },
    async (request, reply) => {
      const number = readOrThrow(readSupportNumber(request.body.number))
      const read = readInvitation(request.body.content, true)
      if (!read.ok) throw new Problem(...fieldsTold(read.error))
      const actor = actorOf(callerOf(request), now())
      const { id, isNew } = orThrow(await takeInPaper({ number, content: read.value }, actor, services), CHANGING)
      const found = await store.invitation(id, null)
      if (found === null) throw new TypeError('an invitation that was taken in is gone')
      return reply.code(isNew ? 201 : 200).send(invitationDocument(found, true))
    },
  )

  app.post(
    '/v1/invitation-look-ups',
    {
      schema: {
        tags: ['invitations'],
        operationId: 'lookUpInvitation',
        summary: 'What the invitation of a number says, to who bears it',
        description:
          'A number that is wrong, used, run out, or that of another passport is answered alike, at the same time. Many that are not right are noted and stopped.',
        body: Type.Object(
          {
            number: Type.String({ maxLength: 64, description: 'As it was typed' }),
            passport: Type.Object({ issuer: State, number: Passport.properties.number }, closed),
            nationality: State,
          },
          closed,
        ),
        response: { 200: Type.Object({ content: InvitationContent }), ...callerProblems(...BODY, 404, 507) },
      },
    },
    async (request) => {
      const { number, passport, nationality } = request.body
      const bearer = { number, passport: passportOf({ passport }), nationality }
      const found = await lookUpInvitation(bearer, callerOf(request).actor, { store, guard, now })
      return { content: orThrow(found, LOOKING_UP) }
    },
  )
}
