/** Operators: the people of the authority, each with a token of their own. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { hashToken, makeToken } from '../../platform/token-text.ts'
import { callerOf } from '../access/caller.ts'
import { callerProblems, nothing } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { OPERATOR_NAME } from '../store/operator-store.ts'

const Name = Type.String({ maxLength: 240, description: 'As the audit trail and the proposals name the person' })
const Params = Type.Object({ name: Name })

export const operatorRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, now }) => {
  app.get(
    '/v1/operators',
    {
      schema: {
        tags: ['operators'],
        operationId: 'listOperators',
        summary: 'All operators, by name',
        description: 'For the authority.',
        response: {
          200: Type.Object({ operators: Type.Array(Type.Object({ name: Name, created_at: Type.Integer() })) }),
          ...callerProblems(),
        },
      },
    },
    async () => {
      const operators = await store.operators()
      return { operators: operators.map(({ name, createdAt }) => ({ name, created_at: createdAt })) }
    },
  )

  app.put(
    '/v1/operators/:name',
    {
      schema: {
        tags: ['operators'],
        operationId: 'setOperator',
        summary: 'Adds an operator, or gives one another token: the one before is good no more',
        description: "By the authority's own token. The token is told here and never again: only its hash is kept.",
        params: Params,
        response: {
          200: Type.Object({
            name: Name,
            token: Type.String({ description: 'For the header "Authorization: Bearer <token>"' }),
            is_new: Type.Boolean({ description: 'false: there was one of this name, whose token this replaces' }),
          }),
          ...callerProblems(400, 409, 507),
        },
      },
    },
    async (request) => {
      const name = readName(request.params.name)
      const alike = (await store.operators()).find((one) => one.name !== name && sameInSight(one.name, name))
      if (alike !== undefined)
        throw new Problem('conflict', `There is ${alike.name}: nobody could tell the two apart. Choose another name.`)
      const token = makeToken()
      const by = { actor: callerOf(request).actor, at: now() }
      return { name, token, is_new: await store.setOperator(name, hashToken(token), by) }
    },
  )

  app.delete(
    '/v1/operators/:name',
    {
      schema: {
        tags: ['operators'],
        operationId: 'removeOperator',
        summary: 'Removes an operator: the token is good no more, and what the person proposed cannot be approved',
        description: "By the authority's own token.",
        params: Params,
        response: { 204: nothing('Removed'), ...callerProblems(400, 404, 507) },
      },
    },
    async (request, reply) => {
      const by = { actor: callerOf(request).actor, at: now() }
      const isGone = await store.removeOperator(readName(request.params.name), by)
      if (!isGone) throw new Problem('not-found', 'There is no operator of this name.')
      return reply.code(204).send()
    },
  )
}

// One person must not be two, spelled with other bytes.
function readName(name: string): string {
  if (
    OPERATOR_NAME.test(name) &&
    name.normalize('NFKC').trim() === name &&
    !/\p{Default_Ignorable_Code_Point}/u.test(name)
  ) {
    if (!(/\p{Script=Latin}/u.test(name) && /\p{Script=Cyrillic}/u.test(name))) return name
    throw new Problem('bad-request', 'The name mixes Latin and Cyrillic letters: write it in one of them.')
  }
  throw new Problem('bad-request', 'An operator is named by at most 60 letters, digits, spaces and ._@-')
}

function sameInSight(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
