/** Checking one e-visa online: the same decision that a scanner makes alone, with the freshest knowledge. */
import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { amend, decide, decideNotFound } from '#evisa/decide.ts'
import type { Decision } from '#evisa/decision.ts'
import { jwsOfText } from '#evisa/qr-text.ts'
import { outcomeOf } from '#evisa/reasons.ts'
import { BorderSituation, CarrierSituation, parseSituation, type Situation } from '#evisa/situation.ts'
import { Holder, PassportNumber } from '#evisa/visa-claims.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import type { Services } from '../app.ts'
import type { Caller } from '../authenticate.ts'
import { Problem } from '../problem.ts'

const Asked = Type.Union([CarrierSituation, BorderSituation], { description: 'Who asks, where, about which moment' })
const closed = { additionalProperties: false } as const

const ByCode = Type.Object(
  { text: Type.String({ description: 'The text of the QR code, as read' }), situation: Asked },
  closed,
)
const ByNumber = Type.Object(
  {
    visa_number: Type.String({ description: 'As printed, with or without hyphens', maxLength: 40 }),
    passport_number: PassportNumber,
    birth_date: Holder.properties.birth_date,
    situation: Asked,
  },
  closed,
)
type ByNumber = Type.Static<typeof ByNumber>

/** Looking takes no less than this, whatever is found, so that the time tells nothing about which numbers exist. */
export const LOOK_UP_MILLISECONDS = 25

export const verificationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, publisher, limits, now } = services

  const byCode = async (text: string, situation: Situation): Promise<Decision> => {
    const decision = await decide(text, situation, await publisher.knowledge(), now())
    if (decision.visa === null || decision.outcome === 'refuse') return decision
    // Whoever stole a key can sign what nobody issued, also under a number that was; here it is known what was issued.
    const issued = await store.findVisa(decision.visa.visa_number)
    const read = jwsOfText(text)
    if (issued !== null && read.ok && payloadOf(read.value) === payloadOf(issued.jws)) return decision
    const outcome = outcomeOf('key/compromised', situation.audience) ?? 'refer'
    return { ...amend(decision, { reason: 'key/compromised', outcome }), visa: null }
  }
  const byNumber = async (asked: ByNumber, number: string, situation: Situation): Promise<Decision> => {
    const visa = await store.findVisa(number)
    const isTheirs =
      visa?.claims.passport.number === asked.passport_number && visa.claims.holder.birth_date === asked.birth_date
    const knowledge = await publisher.knowledge()
    if (situation.audience === 'carrier' && (!isTheirs || visa.status === 'revoked'))
      return decideNotFound(situation, knowledge, now())
    // The border may see all: it is told to look at what was typed, instead of turning somebody away for a slip.
    if (!isTheirs) throw new Problem('not-found', 'There is no e-visa of this number for this passport and birth date.')
    return decide(visa.qrText, situation, knowledge, now())
  }

  app.post(
    '/v1/verifications',
    {
      schema: {
        tags: ['checks'],
        summary: 'Checks an e-visa by its QR text, or by visa number, passport number and birth date',
        description:
          'Carriers ask as audience `carrier`; border devices as `entry` or `exit`. Look-ups by number are limited, and noted.',
        body: Type.Union([ByCode, ByNumber]),
        response: { 200: Type.Unsafe<Decision>({ type: 'object', additionalProperties: true }) },
      },
    },
    async (request) => {
      const { body, caller } = request
      const situation = situationOf(body.situation, caller)
      if ('text' in body) return byCode(body.text, situation)
      if (caller?.role === 'carrier') await limits.lookUp(request as FastifyRequest)
      const number = parseVisaNumber(body.visa_number)
      if (!number.ok) throw new Problem('bad-request', number.error)
      await store.noteActs([
        { actor: caller?.actor ?? '', at: now(), act: 'look-up', subject: number.value, detail: {} },
      ])
      // Not before it is noted: how long the disk takes must not hide in the time that hides the rest.
      const from = performance.now()
      try {
        return await byNumber(body, number.value, situation)
      } finally {
        await setTimeout(Math.max(0, LOOK_UP_MILLISECONDS - (performance.now() - from)))
      }
    },
  )
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

function payloadOf(jws: string): string | undefined {
  return jws.split('.')[1]
}
