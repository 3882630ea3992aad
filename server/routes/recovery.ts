/** After a restore: whether the store is behind, what is in doubt, and what somebody says becomes of it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Epoch } from '#evisa/epoch.ts'
import { Instant } from '#evisa/root.ts'
import { MAX_SNAPSHOT_CHARACTERS } from '#evisa/snapshot.ts'
import { CivilDateText } from '#evisa/visa-claims.ts'
import { callerOf } from '../access/caller.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { RECOVERY_TOKEN, RecoveryToken } from '../api-description/recovery-token-answers.ts'
import { orThrow, type ProblemsOf, type Told } from '../http/fault-problems.ts'
import { Problem } from '../http/problem.ts'
import { logEvent } from '../log-event.ts'
import { type BeginFault, beginEpoch } from '../recovery/begin-epoch.ts'
import { giveBackUnknown, type NotGivenBack } from '../recovery/give-back-unknown.ts'
import { takeWitness } from '../recovery/take-witness.ts'
import type { Services } from '../services.ts'
import { DOUBT_KINDS, type DoubtKind } from '../store/recovery-store.ts'

const closed = { additionalProperties: false } as const
const MAX_LISTED = 500
const MAX_SETTLED = 1000
const MAX_ARTEFACTS = 200

const Kind = Type.Enum([...DOUBT_KINDS], {
  description:
    'device, operator: enrolled or added as the backup says, perhaps ended since. place: published graver than the store has it. letters, deliveries, issuing: waited as the backup says, perhaps done since. payment: charged for a case that the store does not know',
})
const Counts = Type.Object(
  Object.fromEntries(DOUBT_KINDS.map((kind) => [kind, Type.Integer({ minimum: 0 })])) as Record<
    DoubtKind,
    ReturnType<typeof Type.Integer>
  >,
)
const Behind = Type.Object({
  lost: Type.Array(Type.String({ description: 'epoch, ledger, audit, snapshot, or mark where nobody can tell' })),
  shown_by: Type.String({ description: 'server: by what it held itself. device: by what a device holds' }),
  since: Instant,
})
const Recovery = Type.Object({
  behind: Type.Union([Behind, Type.Null()], { description: 'Null while nothing speaks against the store' }),
  epoch: Epoch,
  in_doubt: Counts,
  unsettled_days: Type.Array(CivilDateText('As the bank counts days'), {
    description: 'Days since the backup for which the bank is still asked what it charged',
  }),
})
const Doubt = Type.Object({
  id: Type.String(),
  status: Type.Union([Type.String(), Type.Null()]),
  visa_number: Type.Union([Type.String(), Type.Null()], {
    description: 'Of a place; null where the store knows no e-visa there. Of a payment: the reference of its case',
  }),
  kept: Type.Boolean({ description: 'Of a place or payment: somebody said that it stays' }),
})
const Witness = Type.Object(
  {
    artefacts: Type.Array(
      Type.Object(
        { path: Type.String({ maxLength: 60 }), body: Type.String({ maxLength: MAX_SNAPSHOT_CHARACTERS }) },
        closed,
      ),
      {
        minItems: 1,
        maxItems: MAX_ARTEFACTS,
        description: 'The signed set as it is held, by the paths of /v1/artefacts/',
      },
    ),
  },
  closed,
)
const MAX_WITNESS_BYTES = 16_000_000

const BEGINNING: ProblemsOf<BeginFault> = {
  ...RECOVERY_TOKEN,
  'begun-meanwhile': ['conflict', 'Somebody else began an epoch at this very moment: look at `authority recovery`.'],
  'copy-gone': [
    'conflict',
    'What was published last nobody here can tell: the folder published/ went with the disk. Put the newest copy of it in its place, of another server process or of an older disk. Where there is none say --without-copy: what was withdrawn since is known again once a device that holds it was confirmed and syncs.',
  ],
  'copy-behind': ({ published, known }) => [
    'conflict',
    `Snapshot ${published} was published, and the newest that is known here is ${known}: look for the folder published/ of another server process or of an older disk. Where nobody has it say --without-copy: what was withdrawn since is known again once a device that holds it was confirmed and syncs.`,
  ],
  'copy-damaged': ({ file }) => [
    'conflict',
    `${file}. Put the newest copy of it back, or remove the whole folder: then what was published is learned from devices alone.`,
  ],
}

const BANK_SAYS_NO = ({ id, code }: { readonly id: string; readonly code: string }): Told => [
  'conflict',
  `The bank did not give ${id} back (${code}): it stays in doubt, as do those after it.`,
]
const GIVING_BACK: ProblemsOf<NotGivenBack> = {
  'no-acquirer': ['not-built', 'No acquirer is set (EVISA_ACQUIRER_URL): nothing can be given back here.'],
  'not-reached': BANK_SAYS_NO,
  refused: BANK_SAYS_NO,
  'not-understood': BANK_SAYS_NO,
}

export const recoveryRoutes: FastifyPluginAsyncTypebox<Services> = async (app, services) => {
  const { store, watch, publisher, now, recovery, randomBytes, limits } = services
  const tags = ['recovery']
  const stands = async () => {
    const behind = watch.behind()
    return {
      behind: behind && { lost: [...behind.lost], shown_by: behind.shownBy, since: behind.since },
      epoch: await store.epoch(),
      in_doubt: await store.countDoubts(),
      unsettled_days: [...(await store.unsettledDays())],
    }
  }
  app.get(
    '/v1/recovery',
    {
      schema: {
        tags,
        operationId: 'recovery',
        summary: 'Whether the store went back, and how much is in doubt since it was restored',
        description: 'Answered also while the store is behind, when nearly nothing else is.',
        response: { 200: Recovery, ...callerProblems() },
      },
    },
    stands,
  )
  app.post(
    '/v1/recovery/epochs',
    {
      schema: {
        tags,
        operationId: 'beginEpoch',
        summary: 'Says that the store was restored: it goes on in another epoch',
        description:
          'All access that was given ends, no letter goes out and no e-visa is issued on the word of the backup, no place of a status list is given twice, and what was published graver stays so, until somebody says what becomes of it.',
        body: Type.Object(
          {
            recovery_token: RecoveryToken,
            without_copy: Type.Optional(
              Type.Boolean({
                description: 'Though more was published than is known here: what of it withdrew something is lost',
              }),
            ),
          },
          closed,
        ),
        response: { 201: Recovery, ...callerProblems(...BODY, 409, 507) },
      },
    },
    async (request, reply) => {
      const { actor } = callerOf(request)
      const { recovery_token, without_copy } = request.body
      const context = { store, publisher, watch, now, randomBytes, ...recovery }
      const { number } = orThrow(await beginEpoch(recovery_token, actor, context, without_copy), BEGINNING)
      logEvent(app.log, 'store-restored', { epoch: number })
      services.settling?.wake()
      return reply.code(201).send(await stands())
    },
  )
  app.get(
    '/v1/recovery/doubts',
    {
      schema: {
        tags,
        operationId: 'doubts',
        summary: 'What is in doubt, of one kind, by its id',
        description: `At most ${MAX_LISTED}; ask again after the last one.`,
        querystring: Type.Object({ kind: Kind, after: Type.Optional(Type.String({ maxLength: 60 })) }, closed),
        response: { 200: Type.Object({ doubts: Type.Array(Doubt) }), ...callerProblems(400) },
      },
    },
    async ({ query: { kind, after = '' } }) => {
      const found = await store.doubts(kind, after, MAX_LISTED)
      return { doubts: found.map(({ id, status, visa, isKept }) => ({ id, status, visa_number: visa, kept: isKept })) }
    },
  )
  app.post(
    '/v1/recovery/doubts',
    {
      schema: {
        tags,
        operationId: 'settleDoubts',
        summary: 'Says what becomes of some that are in doubt, or of all of a kind',
        description:
          'confirm: it counts as the store says; of a place the status stays as it was published. end: a device is revoked, an operator removed, a letter not sent, a case goes back to its officers, an amount goes back to who paid it; of a place the status is the store’s.',
        body: Type.Object(
          {
            kind: Kind,
            ids: Type.Union([
              Type.Literal('all'),
              Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: MAX_SETTLED }),
            ]),
            verdict: Type.Enum(['confirm', 'end']),
          },
          closed,
        ),
        response: { 200: Type.Object({ settled: Type.Integer() }), ...callerProblems(...BODY, 409, 507) },
      },
    },
    async (request) => {
      const { kind, ids, verdict } = request.body
      const { actor } = callerOf(request)
      const by = { actor, at: now() }
      const settled =
        kind === 'payment' && verdict === 'end'
          ? orThrow(await giveBackUnknown(ids, by, services), GIVING_BACK)
          : await store.settleDoubts(kind, ids, verdict, by)
      if (kind === 'place' && settled > 0) await publisher.renew()
      services.mail?.wake()
      services.issuing?.wake()
      return { settled }
    },
  )
  app.post(
    '/v1/witnesses',
    {
      bodyLimit: MAX_WITNESS_BYTES,
      // Before anything of the body is read.
      onRequest: (request) => limits.witness(request),
      schema: {
        tags,
        operationId: 'bearWitness',
        summary: 'A device shows what it holds, where the server offers less, or is of another epoch',
        description: 'Nothing is believed of it that this authority did not sign.',
        body: Witness,
        response: { 200: Type.Object({ known: Type.Boolean() }), ...callerProblems(...BODY, 507) },
      },
    },
    async (request) => {
      const device = callerOf(request).id
      const heard = await takeWitness(request.body.artefacts, device, {
        store,
        publisher,
        watch,
        now,
        ...recovery,
      })
      if (heard.kind === 'unproven')
        throw new Problem('bad-request', 'No snapshot among these is signed by a key that this authority trusts.')
      if (heard.kind === 'news') logEvent(app.log, 'witness-heard', { device, places: heard.places })
      return { known: heard.kind === 'known' }
    },
  )
}
