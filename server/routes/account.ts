/** The account of a person: what is kept of it, its language, and its address. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { readAccountAddress } from '../accounts/account-address.ts'
import { askAddressChange, changeAddress } from '../accounts/change-address.ts'
import {
  AccountDocument,
  accountDocument,
  CHANGE_PROBLEMS,
  CodeText,
  Email,
  OwnAccountDocument,
  ownAccountDocument,
  PersonsLanguage,
  SignInDocument,
  signInDocument,
  TokenText,
} from '../api-description/account-answers.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import type { Account } from '../store/account-store.ts'

const closed = { additionalProperties: false } as const

export const accountRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now, limits } = services

  app.get(
    '/v1/account',
    {
      schema: {
        tags: ['people'],
        operationId: 'account',
        summary: 'Your account',
        description: 'For the person who is signed in.',
        response: { 200: OwnAccountDocument, ...callerProblems() },
      },
    },
    async (request) => {
      const account = standing(await store.findAccount(callerOf(request).id))
      return ownAccountDocument(account, await store.undeliveredTo(account.email))
    },
  )

  app.put(
    '/v1/account',
    {
      schema: {
        tags: ['people'],
        operationId: 'setAccount',
        summary: 'Sets the language of the letters to you',
        description: 'For the person who is signed in.',
        body: Type.Object({ language: PersonsLanguage }, closed),
        response: { 200: AccountDocument, ...callerProblems(...BODY, 507) },
      },
    },
    async (request) => {
      const { id, actor } = callerOf(request)
      await store.setLanguage(id, request.body.language, { actor, at: now() })
      return accountDocument(standing(await store.findAccount(id)))
    },
  )

  app.post(
    '/v1/account/address-changes',
    {
      preHandler: (request) => limits.signIn(request),
      schema: {
        tags: ['people'],
        operationId: 'askAddressChange',
        summary: 'Sends a code to the address that your account is to have, and another one to the address that it has',
        description: 'Answered alike for every address, whoever has it.',
        body: Type.Object({ email: Email }, closed),
        response: { 202: SignInDocument, ...callerProblems(...BODY, 507) },
      },
    },
    async (request, reply) => {
      const { id, actor } = callerOf(request)
      const email = readOrThrow(readAccountAddress(request.body.email))
      const account = standing(await store.findAccount(id))
      const made = await askAddressChange(account, email, { actor, at: now() }, services)
      return reply.code(202).send(signInDocument(made))
    },
  )

  app.post(
    '/v1/account/address-changes/:id/code',
    {
      schema: {
        tags: ['people'],
        operationId: 'changeAddress',
        summary:
          'Changes the address of your account, by the code that went to the new one and the one that went to the old one',
        description: 'The old address is told, and your other sessions end.',
        params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
        body: Type.Object({ browser: TokenText, code: CodeText, own_code: CodeText }, closed),
        response: { 200: AccountDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request) => {
      const { id: account, actor, session } = callerOf(request)
      const { own_code: ownCode, ...sent } = request.body
      const change = { ...sent, ownCode, signIn: request.params.id }
      const owner = { account, session: session ?? '' }
      return accountDocument(
        orThrow(await changeAddress(change, owner, { actor, at: now() }, services), CHANGE_PROBLEMS),
      )
    },
  )
}

/** One that was erased while its owner's call was under way is no account any more. */
function standing(account: Account | null): Account {
  if (account === null) throw new Problem('session-over', 'This account was erased.')
  return account
}
