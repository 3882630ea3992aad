/** Checking one e-visa online: the same decision that a scanner makes alone, with the freshest knowledge. */
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { Decision } from '#evisa/decision.ts'
import { DecisionDocument } from '#evisa/decision-schema.ts'
import { type CheckedDocument, KeptReceipt } from '#evisa/receipt-of-check.ts'
import { BorderSituation, CarrierSituation, parseSituation, type Situation } from '#evisa/situation.ts'
import { Holder, PassportNumber } from '#evisa/visa-claims.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import type { Caller } from '../access/caller.ts'
import { answerIn, BODY, callerProblems } from '../api-description/answers.ts'
import { decisionExamples, VERIFICATION_REQUESTS } from '../api-description/decision-examples.ts'
import { checkByCode, checkByNumber } from '../checks/check-evisa.ts'
import { signReceipt } from '../checks/sign-receipt.ts'
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

/** Looking takes no less than this, whatever is found, so that the time tells nothing about which numbers exist. */
export const LOOK_UP_MILLISECONDS = 25

export const verificationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, publisher, keys, limits, guard, now, randomBytes } = services

  app.post(
    '/v1/verifications',
    {
      schema: {
        tags: ['checks'],
        operationId: 'verify',
        summary: 'Checks an e-visa by its QR text, or by visa number, passport number and birth date',
        description:
          'Carriers ask as audience `carrier`; border devices as `entry` or `exit`. Look-ups by number are limited, and noted.',
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
      const caller = request.caller as Caller
      const situation = situationOf(body.situation, caller)
      const key = body.receipt === true ? keyFor(await keys(), 'snapshot', now()) : null
      const decision =
        'text' in body ? await byCode(body.text, situation) : await byNumber(body, request as FastifyRequest, situation)
      if (key === null) return decision
      const asked = { device: caller.id, carrier: caller.owner === caller.id ? null : caller.owner }
      return {
        ...decision,
        receipt: await signReceipt(decision, situation, documentOf(body, decision), asked, key, randomBytes),
      }
    },
  )

  async function byCode(text: string, situation: Situation): Promise<Decision> {
    const { decision } = await checkByCode(text, situation, {
      store,
      knowledge: await publisher.knowledge(),
      now: now(),
    })
    return decision
  }

  async function byNumber(asked: ByNumber, request: FastifyRequest, situation: Situation): Promise<Decision> {
    const { owner = '', role, actor = '' } = request.caller ?? {}
    if (role === 'carrier') await limits.lookUp(request)
    if (role === 'carrier' && !guard.mayLookUp(owner, now()))
      throw new Problem(
        'too-many',
        'Too many numbers that your carrier asked for were wrong: scan the codes, or try again in ten minutes.',
      )
    const number = parseVisaNumber(asked.visa_number)
    if (!number.ok) throw new Problem('bad-request', number.error)
    await store.noteActs([{ actor, at: now(), act: 'look-up', subject: number.value, detail: {} }])
    // Not before it is noted: how long the disk takes must not hide in the time that hides the rest.
    const from = performance.now()
    try {
      const { passport_number: passportNumber, birth_date: birthDate } = asked
      const context = { store, knowledge: await publisher.knowledge(), now: now() }
      const checked = await checkByNumber({ number: number.value, passportNumber, birthDate }, situation, context)
      if (checked?.decision.visa == null && role === 'carrier') guard.noteMiss(owner, now())
      // The border may see all: it is told to look at what was typed, instead of turning somebody away for a slip.
      if (checked === null)
        throw new Problem('not-found', 'There is no e-visa of this number for this passport and birth date.')
      return checked.decision
    } finally {
      await setTimeout(Math.max(0, LOOK_UP_MILLISECONDS - (performance.now() - from)))
    }
  }
}

function documentOf(asked: ByNumber | Type.Static<typeof ByCode>, { visa }: Decision): CheckedDocument {
  if (visa !== null) return { visaNumber: visa.visa_number, passportNumber: visa.passport_number, text: null }
  if ('text' in asked) return { visaNumber: null, passportNumber: null, text: asked.text }
  const number = parseVisaNumber(asked.visa_number)
  return { visaNumber: number.ok ? number.value : null, passportNumber: asked.passport_number, text: null }
}

function situationOf(given: unknown, caller: Caller | null): Situation {
  const situation = parseSituation(given)
  if (!situation.ok) throw new Problem('bad-request', situation.error)
  const { audience } = situation.value
  if ((caller?.role === 'carrier' && audience !== 'carrier') || (caller?.role === 'border' && audience === 'carrier')) {
    throw new Problem('not-allowed', `A ${caller.role} device may not ask as ${audience}.`)
  }
  // A border device speaks for its own booth only.
  return audience === 'carrier' || caller?.role !== 'border'
    ? situation.value
    : { ...situation.value, booth: caller.id }
}
