/** Devices: the authority makes a one-time code, a scanner turns it into access for the key that it made. */
import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Instant } from '#evisa/root.ts'
import type { Services } from '../app.ts'
import { type Access, addressOf, type Caller, hashToken, makeToken, proofIn, proofProblem } from '../authenticate.ts'
import { logEvent } from '../log-event.ts'
import { Problem } from '../problem.ts'
import type { Device } from '../store/device-store.ts'

const CODE_LIFE_SECONDS = 15 * 60
const closed = { additionalProperties: false } as const
const Role = Type.Union([Type.Literal('carrier'), Type.Literal('border')])
const Name = Type.String({ minLength: 1, maxLength: 60, pattern: '^[^\\u0000-\\u001f\\u007f]+$' })
const orNull = (schema: Type.TSchema) => Type.Union([schema, Type.Null()])
const Report = Type.Object(
  {
    unsent: Type.Integer({ minimum: 0, maximum: 1e9, description: 'Records that are not handed in yet' }),
    head_seq: Type.Integer({ minimum: 0, maximum: 1e9, description: 'The last place in its chain of events' }),
    data_as_of: Type.Union([Instant, Type.Null()], { description: 'The signed time of the snapshot that it holds' }),
    ledger_as_of: Type.Union([Instant, Type.Null()], { description: 'Up to when its copy of the ledger is complete' }),
  },
  closed,
)
const DeviceDocument = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Role,
  created_at: Type.Integer(),
  last_seen_at: orNull(Type.Integer()),
  revoked_at: orNull(Type.Integer()),
  report: orNull(Type.Object({ ...Report.properties, at: Type.Integer() })),
})
const Params = Type.Object({ id: Type.String({ maxLength: 80 }) })

export const deviceRoutes: FastifyPluginAsyncTypebox<Services & Pick<Access, 'proofs'>> = async (app, services) => {
  const { store, publisher, proofs, publicUrl, now } = services
  app.post(
    '/v1/enrolment-codes',
    {
      schema: {
        tags: ['devices'],
        summary: 'Makes a one-time enrolment code, good for 15 minutes',
        body: Type.Object({ role: Role }, closed),
        response: {
          201: Type.Object({
            server: Type.String({ description: 'The address that devices know this server by' }),
            secret: Type.String(),
            root_fingerprint: Type.String(),
            expires_at: Type.Integer(),
          }),
        },
      },
    },
    async ({ body, caller }, reply) => {
      const at = now()
      const secret = makeToken()
      const expires_at = at + CODE_LIFE_SECONDS
      await store.addEnrolmentCode(hashToken(secret), body.role, expires_at, { actor: caller?.actor ?? '', at })
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
        summary: 'Enrols a scanner by its one-time code',
        description: 'The DPoP proof of the request (RFC 9449) is by the key that is enrolled.',
        body: Type.Object({ secret: Type.String({ maxLength: 100 }), name: Name }, closed),
        response: { 201: Type.Object({ id: Type.String(), role: Role, issuer: Type.String() }) },
      },
    },
    async (request, reply) => {
      const at = now()
      const { secret, name } = request.body
      const of = { method: 'POST', url: addressOf(request, publicUrl()), accessToken: null }
      const proof = await proofs.verify(proofIn(request), of, null, at)
      if (!proof.ok) throw proofProblem(proof.error, proofs.nonce(at))
      const id = `dev-${randomBytes(5).toString('hex')}`
      const device = await store.enrolDevice(hashToken(secret), { id, name, jwk: proof.value.jwk }, { at })
      if (device === null) {
        throw new Problem(
          'not-allowed',
          'This enrolment code is unknown, used or older than 15 minutes: ask for a new one.',
        )
      }
      logEvent(app.log, 'device-enrolled', { device: id, role: device.role })
      reply.header('dpop-nonce', proofs.nonce(at))
      return reply.code(201).send({ id, role: device.role, issuer: publicUrl() })
    },
  )

  app.get(
    '/v1/devices',
    {
      schema: {
        tags: ['devices'],
        summary: 'All devices: when they were seen, what they have not handed in, how old their data is',
        response: { 200: Type.Object({ devices: Type.Array(DeviceDocument) }) },
      },
    },
    async () => ({ devices: (await store.listDevices()).map(documentOf) }),
  )

  app.get(
    '/v1/devices/:id',
    { schema: { tags: ['devices'], summary: 'One device', params: Params, response: { 200: DeviceDocument } } },
    async ({ params, caller }) => {
      ownOrAuthority(params.id, caller)
      const device = await store.findDevice(params.id)
      if (device === null) throw new Problem('not-found', 'There is no such device.')
      return documentOf(device)
    },
  )

  app.put(
    '/v1/devices/:id/report',
    {
      schema: {
        tags: ['devices'],
        summary: 'What a device says of itself at the end of each sync',
        params: Params,
        body: Report,
      },
    },
    async ({ params, body, caller }, reply) => {
      ownOrAuthority(params.id, caller)
      const { unsent, head_seq: headSeq, data_as_of: dataAsOf, ledger_as_of: ledgerAsOf } = body
      await store.saveReport(params.id, { unsent, headSeq, dataAsOf, ledgerAsOf }, now())
      return reply.code(204).send()
    },
  )

  app.delete(
    '/v1/devices/:id',
    { schema: { tags: ['devices'], summary: 'Revokes a device: its access ends at once', params: Params } },
    async ({ params, caller }, reply) => {
      if (!(await store.revokeDevice(params.id, { actor: caller?.actor ?? '', at: now() })))
        throw new Problem('not-found', 'No such device, or it was revoked before.')
      return reply.code(204).send()
    },
  )
}

// A device learns nothing of another one, not even whether there is one.
function ownOrAuthority(id: string, caller: Caller | null): void {
  if (caller?.role === 'authority' || caller?.id === id) return
  throw new Problem('not-allowed', 'A device may see and report itself only.')
}

function documentOf({ id, name, role, createdAt, lastSeenAt, revokedAt, report }: Device) {
  return {
    id,
    name,
    role,
    created_at: createdAt,
    last_seen_at: lastSeenAt,
    revoked_at: revokedAt,
    report: report && {
      unsent: report.unsent,
      head_seq: report.headSeq,
      data_as_of: report.dataAsOf,
      ledger_as_of: report.ledgerAsOf,
      at: report.at,
    },
  }
}
