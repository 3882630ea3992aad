/** Enrolment: a one-time code is made by the authority or a carrier's administrator, and a scanner turns it into access for its key. */
import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { hashToken, makeToken } from '../../platform/token-text.ts'
import { type Access, addressOf, proofIn, proofProblem } from '../access/authenticate.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems, problems } from '../api-description/answers.ts'
import { CarrierId, Station } from '../api-description/carrier-answers.ts'
import { Name } from '../api-description/written-text.ts'
import { type CodeFault, openEnrolment } from '../devices/keep-devices.ts'
import { orThrow, type ProblemsOf } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { logEvent } from '../log-event.ts'
import type { Services } from '../services.ts'
import { DEVICE_ROLES, type DeviceRole as Enrolled } from '../store/device-store.ts'
import { assertKeepsScanners, keeperOf } from './keeper.ts'

const closed = { additionalProperties: false } as const
export const DeviceRole = Type.Enum([...DEVICE_ROLES])
const CodeRequest = Type.Object(
  {
    role: DeviceRole,
    carrier: Type.Optional(CarrierId),
    station: Type.Optional(Station),
    administrator: Type.Optional(
      Type.Boolean({ description: 'Refused: an administrator is a person, whom two others propose at the console' }),
    ),
  },
  closed,
)

const OPENING: ProblemsOf<CodeFault> = {
  'beyond-own-carrier': ['not-allowed', "An administrator enrols carriers' devices of its own carrier, and no others."],
  'beyond-own-stations': ['not-allowed', 'You enrol devices at your own stations: name one of them.'],
  'no-membership': ['bad-request', 'carrier and station are of a device of role carrier; a station is of a carrier.'],
  'no-administrator': [
    'breaks-policy',
    "No device is made an administrator any more: a carrier's administrators are people with keys. Two of the authority's administrators propose the first ones at the console (docs/carrier.md); those say who the others are.",
  ],
  'no-such-carrier': ['breaks-policy', 'There is no carrier of this code: add it first (authority carriers set CODE).'],
  'too-many-devices': [
    'breaks-policy',
    'This carrier has as many devices and open codes as it may have: revoke a device, wait for a code to run out, or ask the authority for more.',
  ],
}

export const enrolmentRoutes: FastifyPluginAsyncTypebox<Services & Pick<Access, 'proofs'>> = async (app, services) => {
  const { store, publisher, proofs, publicUrl, now } = services
  app.post(
    '/v1/enrolment-codes',
    {
      schema: {
        tags: ['devices'],
        operationId: 'makeEnrolmentCode',
        summary: 'Makes a one-time enrolment code, good for 15 minutes',
        description:
          "For the authority's operators, each with a key. A token makes codes for a portal and a console; for scanners in a demonstration, and as long as no operator has a key. A carrier's administrator makes codes for its own carrier and its own stations, as long as the carrier may have more devices.",
        body: CodeRequest,
        response: {
          ...callerProblems(...BODY, 422, 507),
          201: Type.Object({
            server: Type.String({ description: 'The address that devices know this server by' }),
            secret: Type.String(),
            root_fingerprint: Type.String(),
            expires_at: Type.Integer(),
          }),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const keeper = keeperOf(caller)
      // The first console is what people register at, so that a token enrols the faces always.
      if (isScanner(request.body.role)) await assertKeepsScanners(caller, services)
      const secret = makeToken()
      const opened = await openEnrolment(request.body, hashToken(secret), keeper, now(), store)
      const expires_at = orThrow(opened, OPENING)
      const root_fingerprint = await publisher.rootFingerprint()
      return reply.code(201).send({ server: publicUrl(), secret, root_fingerprint, expires_at })
    },
  )

  app.post(
    '/v1/devices',
    {
      schema: {
        tags: ['devices'],
        security: [],
        operationId: 'enrolDevice',
        summary: 'Enrols a scanner by its one-time code',
        description: 'The DPoP proof of the request (RFC 9449) is by the key that is enrolled.',
        body: Type.Object(
          {
            secret: Type.String({ maxLength: 100 }),
            name: Name,
            id: Type.Optional(
              Type.String({
                pattern: '^dev-[0-9a-f]{10}$',
                description:
                  'Who it was before, where a restore forgot it: then its records are proven by its key again',
              }),
            ),
          },
          closed,
        ),
        response: {
          ...problems(...BODY, 401, 403, 409, 507),
          201: Type.Object({
            id: Type.String(),
            role: DeviceRole,
            issuer: Type.String(),
            carrier: Type.Union([CarrierId, Type.Null()]),
            administrator: Type.Boolean({
              description: 'Always false: people administer. A scanner of before reads it',
            }),
          }),
        },
      },
    },
    async (request, reply) => {
      const at = now()
      const { secret, name } = request.body
      const of = { method: 'POST', url: addressOf(request, publicUrl()), accessToken: null }
      const proof = await proofs.verify(proofIn(request), of, null, at)
      if (!proof.ok) throw proofProblem(proof.error, proofs.nonce(at))
      const { id = `dev-${randomBytes(5).toString('hex')}` } = request.body
      // Before the code is used up: whoever is known here is another device from now on.
      if (request.body.id !== undefined && (await store.findDevice(id)) !== null)
        throw new Problem('conflict', 'A device of this id is known here: enrol without it.')
      const device = await store.enrolDevice(hashToken(secret), { id, name, jwk: proof.value.jwk }, { at })
      if (device === null) {
        throw new Problem(
          'not-allowed',
          'This enrolment code is unknown, used or older than 15 minutes, or was withdrawn: ask for a new one.',
        )
      }
      logEvent(app.log, 'device-enrolled', { device: id, role: device.role })
      reply.header('dpop-nonce', proofs.nonce(at))
      const { role, carrier } = device
      return reply.code(201).send({ id, role, issuer: publicUrl(), carrier, administrator: false })
    },
  )
}

const isScanner = (role: Enrolled) => role === 'carrier' || role === 'border'
