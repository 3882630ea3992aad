/** Signing in at a portal: a message is asked for, and its code or link finishes in the browser that asked. Nothing is used up by a GET. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { networkOf } from '../access/caller-address.ts'
import { travellerAddress, travellerOr } from '../access/traveller-address.ts'
import { readAccountAddress } from '../accounts/account-address.ts'
import { askSignIn } from '../accounts/ask-sign-in.ts'
import { finishByCode, finishByLink, type Place } from '../accounts/finish-sign-in.ts'
import {
  AccountKind,
  CODE_PROBLEMS,
  CodeText,
  Email,
  PersonsLanguage,
  SessionDocument,
  SignInDocument,
  sessionDocument,
  signInDocument,
  TokenText,
  tokenText,
} from '../api-description/account-answers.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { Name } from '../api-description/written-text.ts'
import { orThrow, readOrThrow } from '../http/fault-problems.ts'
import type { Services } from '../services.ts'
import { CODES_AN_HOUR, MAX_TRIES, SIGN_IN_SECONDS } from '../store/account-store.ts'

const closed = { additionalProperties: false } as const
const BrowserName = Type.Optional(Name)
const CodeElsewhere = Type.Object({
  outcome: Type.Literal('type-the-code'),
  code: Type.String({ description: 'To be typed in the browser that asked. Nothing was used up' }),
})

export const signInRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { now, limits } = services
  const byCaller = (request: FastifyRequest) => ({ actor: callerOf(request).actor, at: now() })

  app.post(
    '/v1/sign-ins',
    {
      preHandler: (request) => limits.signIn(request),
      schema: {
        tags: ['people'],
        operationId: 'askSignIn',
        summary: 'Sends a code and a link to an address, to sign in by',
        description: `Good for ${SIGN_IN_SECONDS / 60} minutes and ${MAX_TRIES} tries. Answered alike for every address, whether there is an account or not, and also where nothing is sent because ${CODES_AN_HOUR} codes went to the address within the hour. The account is made when the first code is right.`,
        body: Type.Object(
          {
            email: Email,
            kind: AccountKind,
            language: PersonsLanguage,
            browser: Type.Optional(
              tokenText(
                'What this browser holds of an earlier sign-in: letters that overtake each other are then all good',
              ),
            ),
          },
          closed,
        ),
        response: { 202: SignInDocument, ...callerProblems(...BODY, 507) },
      },
    },
    async (request, reply) => {
      const { email, ...asked } = request.body
      const address = readOrThrow(readAccountAddress(email))
      const made = await askSignIn({ ...asked, email: address, account: null }, byCaller(request), services)
      return reply.code(202).send(signInDocument(made))
    },
  )

  app.post(
    '/v1/sign-ins/:id/code',
    {
      schema: {
        tags: ['people'],
        operationId: 'signInByCode',
        summary: 'Begins a session by the code of the message',
        description: 'In the browser that asked. An earlier code of the same browser is as good, while it lasts.',
        params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
        body: Type.Object({ browser: TokenText, code: CodeText, browser_name: BrowserName }, closed),
        response: { 201: SessionDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const { browser_name, ...typed } = request.body
      const tried = { ...typed, signIn: request.params.id }
      const begun = await finishByCode(tried, placeOf(request, browser_name), byCaller(request), services)
      return reply.code(201).send(sessionDocument(orThrow(begun, CODE_PROBLEMS)))
    },
  )

  app.post(
    '/v1/sign-ins/by-link',
    {
      schema: {
        tags: ['people'],
        operationId: 'signInByLink',
        summary:
          'Begins a session by the link of the message; elsewhere than in the browser that asked, tells the code',
        description:
          'To be called when a person presses a button, never when the link is only opened: filters open links.',
        body: Type.Object({ link: TokenText, browser: Type.Optional(TokenText), browser_name: BrowserName }, closed),
        response: { 200: CodeElsewhere, 201: SessionDocument, ...callerProblems(...BODY, 404, 409, 507) },
      },
    },
    async (request, reply) => {
      const { link, browser = null, browser_name } = request.body
      const place = placeOf(request, browser_name)
      const made = orThrow(await finishByLink({ link, browser }, place, byCaller(request), services), CODE_PROBLEMS)
      if ('code' in made) return reply.code(200).send({ outcome: 'type-the-code', code: made.code })
      return reply.code(201).send(sessionDocument(made))
    },
  )
}

function placeOf(request: FastifyRequest, browser = ''): Place {
  const { id } = callerOf(request)
  const network = networkOf(travellerAddress(request) ?? '')
  return { device: id, browser, network, guesser: travellerOr(id, request) }
}
