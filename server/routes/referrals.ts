/** Who was sent to second line: for its screen at a checkpoint, and for the authority. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { CrossingEvent, DeviceId } from '#evisa/crossing-event.ts'
import { callerOf, isOfAuthority } from '../access/caller.ts'
import { callerProblems } from '../api-description/answers.ts'
import { Problem } from '../http/problem.ts'
import { listReferrals, REFERRAL_LISTS, type ReferralList } from '../ledger/list-referrals.ts'
import type { Services } from '../services.ts'
import { type KeptReferral, REFERRAL_STATES, type ReferralPlace, type ReferralState } from '../store/referral-store.ts'

const MAX_PAGE = 100

const closed = { additionalProperties: false } as const
const List = Type.Unsafe<ReferralList>(
  Type.Union(
    REFERRAL_LISTS.map((list) => Type.Literal(list)),
    {
      default: 'open',
      description:
        'open: nothing has ended it; a device is told of those of the last 24 hours, and of no other list. forgotten: open for longer than that, by the later of when it was made and received. all: whatever became of it',
    },
  ),
)
const State = Type.Unsafe<ReferralState>(
  Type.Union(
    REFERRAL_STATES.map((state) => Type.Literal(state)),
    {
      description:
        'open: nobody has taken it. taken, handed-back: by second line. closed: by second line, or by an entry, exit or refusal that names it; always of the same checkpoint',
    },
  ),
)
const Place = Type.String({
  pattern: '^[0-9]{1,12}\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  description: 'The `next` of the page before',
})
const ReferralDocument = Type.Object({
  event: CrossingEvent,
  jws: Type.String({ description: 'As its device signed it; the key is that of the device' }),
  state: State,
  act: Type.Union([
    Type.Null(),
    Type.Object({
      device: DeviceId,
      operator: Type.Union([Type.String(), Type.Null()]),
      at: Type.Integer(),
    }),
  ]),
})

export const referralRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, now }) => {
  app.get(
    '/v1/referrals',
    {
      schema: {
        tags: ['border'],
        operationId: 'listReferrals',
        summary: 'Who was sent to second line, and what became of them',
        description:
          'Oldest first, of all devices of a checkpoint: for a device the open ones. The authority may ask for all checkpoints, and for closed and forgotten ones.',
        querystring: Type.Object(
          {
            checkpoint: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
            list: Type.Optional(List),
            after: Type.Optional(Place),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE, default: MAX_PAGE })),
          },
          closed,
        ),
        response: {
          200: Type.Object({
            referrals: Type.Array(ReferralDocument),
            next: Type.Union([Type.Null(), Type.String()], { description: 'null: this was the last page' }),
          }),
          ...callerProblems(400),
        },
      },
    },
    async (request) => {
      const { checkpoint, list = 'open', after, limit = MAX_PAGE } = request.query
      const isBooth = !isOfAuthority(callerOf(request))
      if (isBooth && checkpoint === undefined)
        throw new Problem('bad-request', 'Name the checkpoint: second line is shown its own.')
      // The lines of passports stand in them: a booth is shown what it works on.
      if (isBooth && list !== 'open')
        throw new Problem('not-allowed', 'A device lists the open ones of the last 24 hours; the authority lists all.')
      const asked = { list, checkpoint, limit, isBooth, after: after === undefined ? undefined : readPlace(after) }
      const { referrals, next } = await listReferrals(asked, { store, now: now() })
      return { referrals: referrals.map(documentOf), next: next === null ? null : `${next.at}.${next.id}` }
    },
  )
}

function readPlace(text: string): ReferralPlace {
  const [at, id = ''] = text.split('.')
  return { at: Number(at), id }
}

function documentOf({ event, jws, state, act }: KeptReferral) {
  return { event, jws, state, act }
}
