/** Devices: who they are, what each says of itself, and the end of their access. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Instant } from '#evisa/root.ts'
import { type Caller, callerOf, isOfAuthority } from '../access/caller.ts'
import { BODY, callerProblems, nothing } from '../api-description/answers.ts'
import { CarrierId, Station } from '../api-description/carrier-answers.ts'
import { devicesOf, type RevokeFault, revokeDevice } from '../devices/keep-devices.ts'
import { orThrow, type ProblemsOf } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import { type Device, REVOKE_REASONS } from '../store/device-store.ts'
import { DeviceRole } from './enrolment.ts'
import { keeperOf } from './keeper.ts'

const closed = { additionalProperties: false } as const
const orNull = (schema: Type.TSchema) => Type.Union([schema, Type.Null()])
const Report = Type.Object(
  {
    unsent: Type.Integer({ minimum: 0, maximum: 1e9, description: 'Records that are not handed in yet' }),
    head_seq: Type.Integer({ minimum: 0, maximum: 1e9, description: 'The last place in its chain of events' }),
    data_as_of: Type.Union([Instant, Type.Null()], { description: 'The signed time of the snapshot that it holds' }),
    ledger_as_of: Type.Union([Instant, Type.Null()], { description: 'Up to when its copy of the ledger is complete' }),
    wire: Type.Optional(
      Type.Union([Type.Literal(1), Type.Literal(2)], {
        description: 'The newest version of the wire that it speaks; 1 unless told',
      }),
    ),
  },
  closed,
)
const DeviceDocument = Type.Object({
  id: Type.String(),
  name: Type.String(),
  role: DeviceRole,
  carrier: orNull(CarrierId),
  station: orNull(Station),
  administrator: Type.Boolean({
    description: 'It may enrol and revoke others of its carrier still: `administers_until`',
  }),
  administers_until: orNull(
    Type.Integer({ description: 'Until when, unless two people with keys administer its carrier earlier' }),
  ),
  created_at: Type.Integer(),
  last_seen_at: orNull(Type.Integer({ description: 'With each report; of all else that it does once a minute' })),
  revoked_at: orNull(Type.Integer()),
  report: orNull(
    Type.Object({
      ...Report.properties,
      held_seq: orNull(
        Type.Integer({
          description:
            'The last place in its chain of which a record was here then. More than head_seq: the device went back, or there are two of it. Less than head_seq - unsent: what it handed in is not here.',
        }),
      ),
      at: Type.Integer(),
    }),
  ),
})
const ListedDevice = Type.Object({
  ...DeviceDocument.properties,
  checkpoint: orNull(
    Type.String({ description: 'Of a device of the border: where its last record of an e-visa that is here was made' }),
  ),
})
const Params = Type.Object({ id: Type.String({ maxLength: 80 }) })

const REVOKING: ProblemsOf<RevokeFault> = {
  'own-device': ['conflict', 'An administrator does not revoke itself: ask the authority.'],
  'no-such-device': ['not-found', 'No such device, or it was revoked before.'],
}

export const deviceRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, now }) => {
  app.get(
    '/v1/devices',
    {
      schema: {
        tags: ['devices'],
        operationId: 'listDevices',
        summary:
          'All devices, or those of your carrier: when they were seen, what they have not handed in, how old their data is',
        description:
          "For the authority: its operators, auditors and supervisors; and for a carrier's administrators, who see those at their stations.",
        response: { ...callerProblems(), 200: Type.Object({ devices: Type.Array(ListedDevice) }) },
      },
    },
    async (request) => {
      const keeper = keeperOf(callerOf(request))
      const devices = await devicesOf(keeper, store)
      // No carrier has a device at a checkpoint.
      const checkpoints = keeper.carrier === null ? await store.lastCheckpoints() : new Map<string, string>()
      return {
        devices: devices.map((one) => ({ ...documentOf(one, now()), checkpoint: checkpoints.get(one.id) ?? null })),
      }
    },
  )

  app.get(
    '/v1/devices/:id',
    {
      schema: {
        tags: ['devices'],
        operationId: 'device',
        summary: 'One device',
        description: 'For the authority, and for the device itself.',
        params: Params,
        response: { ...callerProblems(400, 404), 200: DeviceDocument },
      },
    },
    async (request) => {
      const { id } = request.params
      ownOrAuthority(id, callerOf(request))
      const device = await store.findDevice(id)
      if (device === null) throw new Problem('not-found', 'There is no such device.')
      return documentOf(device, now())
    },
  )

  app.put(
    '/v1/devices/:id/report',
    {
      schema: {
        tags: ['devices'],
        operationId: 'reportDevice',
        summary: 'What a device says of itself at the end of each sync',
        description: 'For the device itself.',
        params: Params,
        body: Report,
        response: { ...callerProblems(...BODY, 507), 204: nothing('Noted') },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      ownOrAuthority(id, callerOf(request))
      const { unsent, head_seq: headSeq, data_as_of: dataAsOf, ledger_as_of: ledgerAsOf, wire = 1 } = request.body
      await store.saveReport(id, { unsent, headSeq, dataAsOf, ledgerAsOf, wire }, now())
      return reply.code(204).send()
    },
  )

  app.delete(
    '/v1/devices/:id',
    {
      schema: {
        tags: ['devices'],
        operationId: 'revokeDevice',
        summary: 'Revokes a device: its access ends at once',
        description: 'What it hands in later waits for a review.',
        params: Params,
        querystring: Type.Object(
          { reason: Type.Optional(Type.Enum([...REVOKE_REASONS], { description: 'The audit trail keeps it' })) },
          closed,
        ),
        response: { ...callerProblems(400, 404, 409, 507), 204: nothing('Revoked') },
      },
    },
    async (request, reply) => {
      const asked = { id: request.params.id, reason: request.query.reason }
      orThrow(await revokeDevice(asked, keeperOf(callerOf(request)), now(), store), REVOKING)
      return reply.code(204).send()
    },
  )
}

// A device learns nothing of another one, not even whether there is one.
function ownOrAuthority(id: string, caller: Caller): void {
  if (isOfAuthority(caller) || caller.id === id) return
  throw new Problem('not-allowed', 'A device may see and report itself only.')
}

function documentOf(device: Device, now: number) {
  const { id, name, role, carrier, station, administersUntil, createdAt, lastSeenAt, revokedAt, report } = device
  return {
    id,
    name,
    role,
    carrier,
    station,
    administrator: now < (administersUntil ?? 0),
    administers_until: administersUntil,
    created_at: createdAt,
    last_seen_at: lastSeenAt,
    revoked_at: revokedAt,
    report: report && {
      unsent: report.unsent,
      head_seq: report.headSeq,
      data_as_of: report.dataAsOf,
      ledger_as_of: report.ledgerAsOf,
      wire: report.wire,
      held_seq: report.heldSeq,
      at: report.at,
    },
  }
}
