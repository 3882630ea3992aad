/** Letters to people, as the desk sees them: what became of each, and never what it says. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { PersonsLanguage } from '../api-description/account-answers.ts'
import { callerProblems } from '../api-description/answers.ts'
import { DeliveryState, MAX_PAGE, MailPageQuery } from '../api-description/delivery-answers.ts'
import type { Services } from '../services.ts'
import type { StoredLetter } from '../store/letter-store.ts'
import { LETTER_KINDS } from '../store/queue-letter.ts'

const OrNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()])
const LetterDocument = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...LETTER_KINDS]),
  email: OrNull(Type.String({ description: 'null: it was forgotten' })),
  language: PersonsLanguage,
  about: OrNull(Type.String({ description: 'The reference of a case' })),
  state: DeliveryState,
  unconfirmed: Type.Boolean({ description: "It went out and the server's answer to it was lost" }),
  attempts: Type.Integer(),
  next_attempt_at: OrNull(Type.Integer()),
  error: OrNull(Type.Object({ code: Type.String(), text: Type.String() })),
  created_at: Type.Integer(),
  sent_at: OrNull(Type.Integer()),
})
const Query = Type.Object(
  {
    ...MailPageQuery,
    state: Type.Optional(DeliveryState),
    after: Type.Optional(Type.String({ pattern: '^[0-9a-f-]{36}$' })),
  },
  { additionalProperties: false },
)

export const letterRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store }) => {
  app.get(
    '/v1/letters',
    {
      schema: {
        tags: ['deliveries'],
        operationId: 'listLetters',
        summary:
          'Letters to people in the order in which they were queued, of one state or of all, without what they say',
        description: `At most ${MAX_PAGE} at a time, after an id; complete says whether these were the last. The newest first where that is asked for.`,
        querystring: Query,
        response: {
          200: Type.Object({ letters: Type.Array(LetterDocument), complete: Type.Boolean() }),
          ...callerProblems(400),
        },
      },
    },
    async ({ query: { state = null, after = '', order, limit = MAX_PAGE } }) => {
      const found = await store.letters(state, limit, after, order === 'newest')
      return { letters: found.map(documentOf), complete: found.length < limit }
    },
  )
}

function documentOf(letter: StoredLetter) {
  const { id, kind, address, language, about, state, unconfirmed, attempts, nextAt, error, createdAt, sentAt } = letter
  return {
    ...{ id, kind, email: address || null, language, about: about || null, state, unconfirmed, attempts },
    ...{ next_attempt_at: state === 'waiting' ? nextAt : null, error, created_at: createdAt, sent_at: sentAt },
  }
}
