/** Device keys: whoever is shown what a device signed asks here whose key it is. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { DEVICE_KEY_TYP, type DeviceKeyDocument } from '#evisa/device-key.ts'
import { problems, textIn } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { keyFor } from '../signing-keys.ts'
import type { DeviceRole } from '../store/device-store.ts'

export const deviceKeyRoute: FastifyPluginAsyncTypebox<Services> = async (app, { store, keys, now }) => {
  app.get(
    '/v1/device-keys/:id',
    {
      schema: {
        tags: ['devices'],
        security: [],
        operationId: 'deviceKey',
        summary: "A device's key and while it was enrolled, signed (see /schemas/device-key.json)",
        description: 'For whoever is shown a receipt that a device signed.',
        params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
        response: { 200: textIn('application/jwt', 'A JWS of typ evisa-device-key+jwt'), ...problems(400, 404) },
      },
    },
    async ({ params }, reply) => {
      const iat = now()
      const key = keyFor(await keys(), 'snapshot', iat)
      const device = await store.findDevice(params.id)
      // A portal and a console sign nothing but their requests.
      if (device === null || !isScanner(device.role)) throw new Problem('not-found', 'There is no such device.')
      const { id, jwk, role, carrier, createdAt: enrolled_at, revokedAt: revoked_at } = device
      const document: DeviceKeyDocument = { iat, device: id, jwk, role, carrier, enrolled_at, revoked_at }
      reply.header('cache-control', 'no-store')
      return reply.type('application/jwt').send(await key.sign(DEVICE_KEY_TYP, document))
    },
  )
}

function isScanner(role: DeviceRole): role is DeviceKeyDocument['role'] {
  return role === 'carrier' || role === 'border'
}
