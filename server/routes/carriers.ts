/** Carriers: the authority names them, and says how many devices each may have. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { CarrierId } from '../api-description/carrier-answers.ts'
import { orNull } from '../api-description/case-answers.ts'
import { Name } from '../api-description/written-text.ts'
import type { Services } from '../services.ts'
import type { StoredCarrier } from '../store/carrier-store.ts'
import { assertKeepsScanners } from './keeper.ts'

const closed = { additionalProperties: false } as const
const Limit = Type.Integer({ minimum: 0, maximum: 10_000, description: 'How many devices it may have at once' })
const CarrierDocument = Type.Object({
  id: CarrierId,
  name: Name,
  device_limit: Limit,
  devices: Type.Integer({ description: 'How many it has, those that are revoked not counted' }),
  administrators: Type.Integer({ description: 'How many people with a key administer it, all stations of it' }),
  tablets_until: orNull(
    Type.Integer({
      description:
        'Until when devices that administered others before people did still do; null where none does, as once there are two people',
    }),
  ),
  created_at: Type.Integer(),
})

export const carrierRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, now } = services
  app.get(
    '/v1/carriers',
    {
      schema: {
        tags: ['carriers'],
        operationId: 'listCarriers',
        summary: 'All carriers, and how many devices each has and may have',
        description:
          'For the authority: its operators, auditors and supervisors; an administrator of one carrier sees that one.',
        response: { 200: Type.Object({ carriers: Type.Array(CarrierDocument) }), ...callerProblems() },
      },
    },
    async (request) => {
      const { administers: own } = callerOf(request)
      const all = await store.listCarriers()
      return { carriers: all.filter(({ id }) => own === null || id === own.carrier).map(documentOf) }
    },
  )

  app.put(
    '/v1/carriers/:id',
    {
      schema: {
        tags: ['carriers'],
        operationId: 'setCarrier',
        summary: 'Adds a carrier, or changes its name and how many devices it may have',
        description:
          "For the authority's operators, each with a key; for a token in a demonstration, and as long as no operator has one. A number below what it has takes no device away: it may enrol none until there are fewer.",
        params: Type.Object({ id: CarrierId }),
        body: Type.Object({ name: Name, device_limit: Limit }, closed),
        response: { 200: CarrierDocument, ...callerProblems(...BODY, 507) },
      },
    },
    async (request) => {
      const { params, body } = request
      const caller = callerOf(request)
      await assertKeepsScanners(caller, services)
      const carrier = { id: params.id, name: body.name, deviceLimit: body.device_limit }
      return documentOf(await store.setCarrier(carrier, { actor: caller.actor, at: now() }))
    },
  )
}

function documentOf({ id, name, deviceLimit, devices, administrators, tabletsUntil, createdAt }: StoredCarrier) {
  const people = { administrators, tablets_until: tabletsUntil }
  return { id, name, device_limit: deviceLimit, devices, ...people, created_at: createdAt }
}
