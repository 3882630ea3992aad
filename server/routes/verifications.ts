/** Checking one e-visa online: the same decision that a scanner makes alone, with the freshest knowledge. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { decide, decideNotFound } from '#evisa/decide.ts'
import type { Decision } from '#evisa/decision.ts'
import { BorderSituation, CarrierSituation, parseSituation, type Situation } from '#evisa/situation.ts'
import { Holder, PassportNumber } from '#evisa/visa-claims.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import type { Services } from '../app.ts'
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

export const verificationRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, publisher, now }) => {
  app.post(
    '/v1/verifications',
    {
      config: { roles: ['carrier', 'border', 'authority'] },
      schema: {
        tags: ['checks'],
        summary: 'Checks an e-visa by its QR text, or by visa number, passport number and birth date',
        description: 'Carriers ask as audience `carrier`; border devices as `entry` or `exit`.',
        body: Type.Union([ByCode, ByNumber]),
        response: { 200: Type.Unsafe<Decision>({ type: 'object', additionalProperties: true }) },
      },
    },
    async (request) => {
      const { body, caller } = request
      const situation = parseSituation(body.situation)
      if (!situation.ok) throw new Problem('bad-request', situation.error)
      const { audience } = situation.value
      if (
        (caller?.role === 'carrier' && audience !== 'carrier') ||
        (caller?.role === 'border' && audience === 'carrier')
      ) {
        throw new Problem('not-allowed', `A ${caller.role} device may not ask as ${audience}.`)
      }
      // A border device speaks for its own booth only.
      const asked: Situation =
        audience === 'carrier' || caller?.role !== 'border' ? situation.value : { ...situation.value, booth: caller.id }
      const knowledge = await publisher.knowledge()
      if ('text' in body) return decide(body.text, asked, knowledge, now())

      const number = parseVisaNumber(body.visa_number)
      if (!number.ok) throw new Problem('bad-request', number.error)
      const visa = await store.findVisa(number.value)
      const isTheirs =
        visa?.claims.passport.number === body.passport_number && visa.claims.holder.birth_date === body.birth_date
      if (audience === 'carrier' && (!isTheirs || visa.status === 'revoked'))
        return decideNotFound(asked, knowledge, now())
      // The border may see all: it is told to look at what was typed, instead of turning somebody away for a slip.
      if (!isTheirs)
        throw new Problem('not-found', 'There is no e-visa of this number for this passport and birth date.')
      return decide(visa.qrText, asked, knowledge, now())
    },
  )
}
