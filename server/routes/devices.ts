/** Devices: the authority makes a one-time code, a scanner turns it into its own access. */
import { randomBytes } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Services } from '../app.ts'
import { hashToken, makeToken } from '../authenticate.ts'
import { logEvent } from '../log-event.ts'
import { Problem } from '../problem.ts'

const CODE_LIFE_SECONDS = 15 * 60
const Role = Type.Union([Type.Literal('carrier'), Type.Literal('border')])
const Name = Type.String({ minLength: 1, maxLength: 60, pattern: '^[^\\u0000-\\u001f]+$' })
const DeviceDocument = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: Role,
  created_at: Type.Integer(),
  last_seen_at: Type.Union([Type.Integer(), Type.Null()]),
  revoked_at: Type.Union([Type.Integer(), Type.Null()]),
})
const closed = { additionalProperties: false } as const

export const deviceRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, publisher, now }) => {
  app.post(
    '/v1/enrolment-codes',
    {
      config: { roles: ['authority'] },
      schema: {
        tags: ['devices'],
        summary: 'Makes a one-time enrolment code, good for 15 minutes',
        body: Type.Object({ role: Role }, closed),
        response: {
          201: Type.Object({ secret: Type.String(), root_fingerprint: Type.String(), expires_at: Type.Integer() }),
        },
      },
    },
    async ({ body }, reply) => {
      const secret = makeToken()
      const expires_at = now() + CODE_LIFE_SECONDS
      await store.addEnrolmentCode(hashToken(secret), body.role, expires_at)
      return reply.code(201).send({ secret, root_fingerprint: await publisher.rootFingerprint(), expires_at })
    },
  )

  app.post(
    '/v1/devices',
    {
      config: { roles: ['anyone'] },
      schema: {
        tags: ['devices'],
        security: [],
        summary: 'Enrols a scanner by its one-time code',
        body: Type.Object({ secret: Type.String({ maxLength: 100 }), name: Name }, closed),
        response: { 201: Type.Object({ id: Type.String(), role: Role, token: Type.String() }) },
      },
    },
    async ({ body }, reply) => {
      const token = makeToken()
      const id = `dev-${randomBytes(5).toString('hex')}`
      const device = await store.enrolDevice(
        hashToken(body.secret),
        { id, name: body.name, tokenHash: hashToken(token) },
        now(),
      )
      if (device === null) {
        throw new Problem(
          'not-allowed',
          'This enrolment code is unknown, used or older than 15 minutes: ask for a new one.',
        )
      }
      logEvent(app.log, 'device-enrolled', { device: id, role: device.role })
      return reply.code(201).send({ id, role: device.role, token })
    },
  )

  app.get(
    '/v1/devices',
    {
      config: { roles: ['authority'] },
      schema: {
        tags: ['devices'],
        summary: 'All devices',
        response: { 200: Type.Object({ devices: Type.Array(DeviceDocument) }) },
      },
    },
    async () => ({
      devices: (await store.listDevices()).map(({ id, name, role, createdAt, lastSeenAt, revokedAt }) => ({
        id,
        name,
        role,
        created_at: createdAt,
        last_seen_at: lastSeenAt,
        revoked_at: revokedAt,
      })),
    }),
  )

  app.delete(
    '/v1/devices/:id',
    {
      config: { roles: ['authority'] },
      schema: { tags: ['devices'], summary: 'Revokes a device', params: Type.Object({ id: Type.String() }) },
    },
    async ({ params }, reply) => {
      if (!(await store.revokeDevice(params.id, now())))
        throw new Problem('not-found', 'No such device, or it was revoked before.')
      return reply.code(204).send()
    },
  )
}
