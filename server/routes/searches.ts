/** Looking for somebody: one box for a name, a passport, a number or an address. It is posted, so that nothing of it stands in an address. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { callerProblems } from '../api-description/answers.ts'
import { orNull } from '../api-description/case-answers.ts'
import { Problem } from '../http/problem.ts'
import { MOST_SEARCHED_LETTERS, type SearchFault } from '../searches/read-search.ts'
import { MOST_FOUND, search } from '../searches/search.ts'
import type { Services } from '../services.ts'

const Kind = Type.Enum(['visa', 'application', 'invitation'])

const FoundDocument = Type.Object({
  kind: Kind,
  id: Type.String({ description: 'The number of an e-visa, the reference of an application, the id of an invitation' }),
  surname: Type.String(),
  given_names: Type.String(),
  birth_date: Type.String(),
  passport: orNull(Type.Object({ issuer: Type.String(), number: Type.String() })),
  state: Type.String(),
  valid_from: Type.String(),
  valid_until: Type.String(),
  number: orNull(Type.String({ description: 'Of an invitation its visa support number, once it has one' })),
})

const FAULTS: Readonly<Record<SearchFault, string>> = {
  'search/short': 'Type at least three letters of a name, two of each word, or three characters of a number.',
  'search/letters':
    "These letters have no spelling in a passport's lines. Type the name as the two lines at the foot of the passport have it.",
  'search/many-words': 'Type at most six words of a name.',
  'search/no-address': 'This is no e-mail address. Type all of it.',
}

export const searchRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, now }) => {
  app.post(
    '/v1/searches',
    {
      schema: {
        tags: ['people who decide'],
        operationId: 'search',
        summary: 'Looks for a person by name, passport, number, reference or e-mail address',
        description: `Names are compared as passports spell them, in any order; a passport's number and all others are typed whole. At most ${MOST_FOUND} of each kind are told, of kinds that the caller may read. That somebody searched is noted, and not what for.`,
        body: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: MOST_SEARCHED_LETTERS }) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            found: Type.Array(FoundDocument),
            more: Type.Array(Kind, { description: 'Kinds of which there are more: type more of the name' }),
          }),
          ...callerProblems(400, 413, 415),
        },
      },
    },
    async (request) => {
      const { roles, actor } = callerOf(request)
      const answer = await search(request.body.text, { roles, actor, at: now() }, store)
      if (!answer.ok)
        throw new Problem('bad-request', FAULTS[answer.error], {
          errors: [{ field: 'text', rule: answer.error, message: FAULTS[answer.error] }],
        })
      const { found, more } = answer.value
      return {
        found: found.map(
          ({ kind, id, surname, givenNames, birthDate, passport, state, validFrom, validUntil, number }) => ({
            ...{ kind, id, surname, given_names: givenNames, birth_date: birthDate, passport: passportOf(passport) },
            ...{ state, valid_from: validFrom, valid_until: validUntil, number },
          }),
        ),
        more: [...more],
      }
    },
  )
}

function passportOf(kept: string) {
  const [issuer = '', number = ''] = kept.split(':')
  return number === '' ? null : { issuer, number }
}
