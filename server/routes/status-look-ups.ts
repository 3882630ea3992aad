/** How a case stands, for a person at a portal who is not signed in, and knows what only its owner knows. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { travellerOr } from '../access/traveller-address.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { readReference, STANDING } from '../api-description/application-answers.ts'
import { lookUpStatus, statusMisses } from '../applications/look-up-status.ts'
import { readBirth } from '../applications/typed-day.ts'
import { readNumber } from '../applications/typed-passport.ts'
import { lookUpGuard } from '../checks/look-up-guard.ts'
import { orThrow } from '../http/fault-problems.ts'
import type { Services } from '../services.ts'
import { ACCESS } from './application-problems.ts'

const Asked = Type.Object(
  {
    reference: Type.String({ maxLength: 64, description: 'As it was typed' }),
    passport_number: Type.String({ maxLength: 64, description: 'As it was typed' }),
    birth_date: Type.String({ maxLength: 64, description: 'As it was typed: 1990-03-04, 4 MAR 1990' }),
  },
  { additionalProperties: false },
)
const Told = Type.Object({
  state: STANDING.state,
  turn: STANDING.turn,
  until: STANDING.until,
  changed_at: Type.Integer({ description: 'Epoch seconds' }),
})
// What cannot be read is of no case, and is answered like any that is not there.
const NONE = ''

export const statusLookUpRoute: FastifyPluginAsyncTypebox<Services> = async (app, { store, now }) => {
  const [guard, misses] = [lookUpGuard(), statusMisses()]
  app.post(
    '/v1/status-look-ups',
    {
      schema: {
        tags: ['applications'],
        operationId: 'lookUpStatus',
        summary: 'How an application stands, by its reference, the passport and the birth date',
        description:
          'Once it was submitted, for a portal. What is wrong is answered alike, whichever it is, at the same time; many wrong ones stop all look-ups of ' +
          'the traveller’s address for some minutes, and some for one reference have right ones answered like them for an hour. Nothing of the person is told.',
        body: Asked,
        response: { 200: Told, ...callerProblems(...BODY, 404, 507) },
      },
    },
    async (request) => {
      const { reference, passport_number, birth_date } = request.body
      const [named, number, birth] = [readReference(reference), readNumber(passport_number), readBirth(birth_date)]
      const { actor, id } = callerOf(request)
      const told = await lookUpStatus(
        {
          reference: named.ok ? named.value : NONE,
          passportNumber: number.ok ? number.value : NONE,
          birthDate: birth.ok ? birth.value : NONE,
        },
        { guesser: travellerOr(id, request), actor },
        { store, guard, misses, now },
      )
      const { changedAt, ...status } = orThrow(told, ACCESS)
      return { ...status, changed_at: changedAt }
    },
  )
}
