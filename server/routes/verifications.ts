/** Checking one e-visa online: the same decision that a scanner makes alone, with the freshest knowledge. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Decision } from '#evisa/decision.ts'
import { DecisionDocument } from '#evisa/decision-schema.ts'
import { arrivalFault } from '#evisa/flight.ts'
import { KeptReceipt } from '#evisa/receipt-of-check.ts'
import { BorderSituation, CarrierSituation, parseSituation, type Situation } from '#evisa/situation.ts'
import { Holder, PassportNumber } from '#evisa/visa-claims.ts'
import { type Caller, callerOf } from '../access/caller.ts'
import { answerIn, BODY, callerProblems } from '../api-description/answers.ts'
import { decisionExamples, VERIFICATION_REQUESTS } from '../api-description/decision-examples.ts'
import { askByCode, askByNumber, type NumberFault } from '../checks/ask-evisa.ts'
import { signReceipt } from '../checks/sign-receipt.ts'
import { orThrow, type ProblemsOf, readOrThrow } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'

const Asked = Type.Union([CarrierSituation, BorderSituation], { description: 'Who asks, where, about which moment' })
const WithReceipt = Type.Optional(Type.Boolean({ description: 'Whether the answer is to bring a signed receipt' }))
const closed = { additionalProperties: false } as const

const ByCode = Type.Object(
  { text: Type.String({ description: 'The text of the QR code, as read' }), situation: Asked, receipt: WithReceipt },
  closed,
)
const ByNumber = Type.Object(
  {
    visa_number: Type.String({ description: 'As printed, with or without hyphens', maxLength: 40 }),
    passport_number: PassportNumber,
    birth_date: Holder.properties.birth_date,
    situation: Asked,
    receipt: WithReceipt,
  },
  closed,
)
type ByNumber = Type.Static<typeof ByNumber>
const Answer = Type.Intersect([DecisionDocument, Type.Object({ receipt: Type.Optional(KeptReceipt) })])

const ASKING: ProblemsOf<NumberFault> = {
  'too-many-misses': [
    'too-many',
    'Too many numbers that your carrier asked for were wrong: scan the codes, or try again in ten minutes.',
    { headers: { 'retry-after': '600' } },
  ],
  'no-number': ({ why }) => ['bad-request', why],
  'no-such-visa': ['not-found', 'There is no e-visa of this number for this passport and birth date.'],
}

export const verificationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { keys, limits, now, randomBytes } = services
  const byNumber = async (asked: ByNumber, situation: Situation, request: FastifyRequest) => {
    const { actor, owner, role } = callerOf(request)
    const isCarrier = role === 'carrier'
    if (isCarrier) await limits.lookUp(request)
    const { visa_number: number, passport_number: passportNumber, birth_date: birthDate } = asked
    const typed = { number, passportNumber, birthDate }
    return orThrow(await askByNumber(typed, situation, { actor, owner, isCarrier }, services), ASKING)
  }

  app.post(
    '/v1/verifications',
    {
      schema: {
        tags: ['checks'],
        operationId: 'verify',
        summary: 'Checks an e-visa by its QR text, or by visa number, passport number and birth date',
        description:
          'Carriers ask as audience `carrier`, at most 68 hours before the landing; border devices as `entry` or `exit`. ' +
          'Look-ups by number are limited, and noted.',
        body: Type.Union([ByCode, ByNumber], { 'x-examples': VERIFICATION_REQUESTS }),
        response: {
          ...callerProblems(...BODY, 404),
          200: answerIn<Decision & { receipt?: KeptReceipt }>('A decision', {
            'application/json': { schema: Answer, examples: decisionExamples() },
          }),
        },
      },
      // Exact, whatever a decision holds: the schema is for those who read it.
      serializerCompiler: () => JSON.stringify,
    },
    async (request) => {
      const { body } = request
      const caller = callerOf(request)
      const situation = situationOf(body.situation, caller, now())
      const key = body.receipt === true ? keyFor(await keys(), 'snapshot', now()) : null
      const { decision, document } =
        'text' in body
          ? await askByCode(body.text, situation, services)
          : await byNumber(body, situation, request as FastifyRequest)
      if (key === null) return decision
      const asked = { device: caller.id, carrier: caller.owner === caller.id ? null : caller.owner }
      return { ...decision, receipt: await signReceipt(decision, situation, document, asked, key, randomBytes) }
    },
  )
}

function situationOf(given: unknown, { id, role }: Caller, now: EpochSeconds): Situation {
  const situation = readOrThrow(parseSituation(given))
  const fault = arrivalFault(situation, now)
  if (fault !== null) throw new Problem('bad-request', fault)
  const { audience } = situation
  if ((role === 'carrier' && audience !== 'carrier') || (role === 'border' && audience === 'carrier'))
    throw new Problem('not-allowed', `A ${role} device may not ask as ${audience}.`)
  // A border device speaks for its own booth only.
  return audience === 'carrier' || role !== 'border' ? situation : { ...situation, booth: id }
}
