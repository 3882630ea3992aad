/** The audit trail: who did what, for those who answer for it. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type AuditRow, AuditRowDocument } from '#evisa/audit-row.ts'
import { CivilDateText } from '#evisa/visa-claims.ts'
import { BODY, callerProblems } from '../api-description/answers.ts'
import { makeAuditCheckpoint } from '../audit/audit-checkpoints.ts'
import { searchAudit } from '../audit/search-audit.ts'
import { Problem } from '../http/problem.ts'
import type { Services } from '../services.ts'
import type { AuditStore } from '../store/audit-store.ts'

const MAX_PAGE = 5000
// A page ends early where its rows are long: a trail that somebody wrote into must not take the memory of the server.
const MAX_PAGE_CHARACTERS = 8_000_000
const ROWS_AT_ONCE = 100
const closed = { additionalProperties: false } as const
const Position = Type.String({ pattern: '^[0-9]{1,15}$' })
const Page = Type.Object({
  rows: Type.Array(AuditRowDocument),
  checkpoints: Type.Array(Type.Object({ position: Type.Integer(), jws: Type.String() }), {
    description: 'Signed checkpoints of these rows (see /schemas/audit-checkpoint.json)',
  }),
  complete: Type.Boolean(),
})

const MOST_FOUND = 200
const Asked = Type.Object(
  {
    actor: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'As a row has it; or the name of somebody, however that was proven',
      }),
    ),
    act: Type.Optional(Type.String({ pattern: '^[a-z][a-z-]{1,59}$' })),
    subject: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Of an e-visa or a case the number, with or without dashes',
      }),
    ),
    day: Type.Optional(CivilDateText('In Kazakhstan')),
    before: Type.Optional(Type.Integer({ minimum: 1, description: 'The `next` of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_FOUND, default: MOST_FOUND })),
  },
  closed,
)
const Found = Type.Object({
  rows: Type.Array(AuditRowDocument),
  next: Type.Union([Type.Integer(), Type.Null()], { description: 'null: this was the last page' }),
  span: Type.Union([Type.Object({ first: Type.Integer(), last: Type.Integer() }), Type.Null()], {
    description: 'Of the day: its first and its last row; null where none was asked for or nothing was done',
  }),
})

const LedgerWalk = Type.Object({
  faults: Type.Array(
    Type.Object({
      table: Type.String({ description: 'ledger_heads: the running hash of a commit. crossings: an event of it' }),
      key: Type.String({ description: 'Its position; of a commit that of its last event' }),
    }),
  ),
  next: Type.Union([Type.Object({ position: Type.Integer(), head: Type.String() }), Type.Null()]),
})

export const auditRoutes: FastifyPluginAsyncTypebox<Services> = async (app, { store, keys, now }) => {
  addLedgerWalk(app, { store })
  app.get(
    '/v1/audit',
    {
      schema: {
        tags: ['audit'],
        operationId: 'listAudit',
        summary: 'Who did what, in order, each row chained to the one before',
        description: `At most ${MAX_PAGE} rows after a position, fewer where they are long, with the checkpoints among them.`,
        querystring: Type.Object({ after: Position }, closed),
        response: { 200: Page, ...callerProblems(400) },
      },
    },
    async ({ query }) => {
      const after = Number(query.after)
      // Before the rows: one that is made meanwhile would be of a row that is not among them.
      const found = await store.auditCheckpointsAfter(after, MAX_PAGE)
      const { rows, complete } = await pageAfter(store, after)
      const last = rows.at(-1)?.position ?? after
      // The last page has those of rows that are not there any more, too: they show it.
      return { rows, checkpoints: found.filter(({ position }) => complete || position <= last), complete }
    },
  )

  app.post(
    '/v1/audit-look-ups',
    {
      schema: {
        tags: ['audit'],
        operationId: 'searchAudit',
        summary: 'Who did what, newest first: by whom, what, to what, and on which day',
        description: 'What is looked for stands in no address. It is not noted, as reading the trail is not.',
        body: Asked,
        response: { 200: Found, ...callerProblems(...BODY) },
      },
    },
    async ({ body }) => {
      const { rows, next, span } = await searchAudit({ ...body, limit: body.limit ?? MOST_FOUND }, store)
      return { rows: [...rows], next, span }
    },
  )

  app.get(
    '/v1/audit/checkpoint',
    {
      schema: {
        tags: ['audit'],
        operationId: 'makeAuditCheckpoint',
        summary: 'A signed checkpoint of the trail as it is now: keep it elsewhere',
        description: 'What is changed, removed or written anew later is found by it.',
        response: { 200: Type.Object({ checkpoint: Type.String() }), ...callerProblems(404, 507) },
      },
    },
    async () => {
      const checkpoint = await makeAuditCheckpoint(store, await keys(), now())
      if (checkpoint === null) throw new Problem('not-found', 'Nothing was done yet.')
      return { checkpoint }
    },
  )
}

/** How many events of the ledger are read through at once. */
const WALK_ROWS = 1000

function addLedgerWalk(app: Parameters<typeof auditRoutes>[0], { store }: Pick<Services, 'store'>): void {
  app.get(
    '/v1/audit/ledger',
    {
      schema: {
        tags: ['audit'],
        operationId: 'walkLedger',
        summary:
          'Whether the ledger of crossings is what was acknowledged: some of it, by its rows and its running hash',
        description: 'Begins after position 0 with an empty head; `next` says how it goes on. It changes nothing.',
        querystring: Type.Object({ after: Position, head: Type.String({ pattern: '^([A-Za-z0-9_-]{43})?$' }) }, closed),
        response: { 200: LedgerWalk, ...callerProblems(400) },
      },
    },
    async ({ query: { after, head } }) => {
      const { faults, next } = await store.walk({ part: 'ledger', position: Number(after), head }, WALK_ROWS)
      return {
        faults: faults.map(({ table, key }) => ({ table, key })),
        next: next?.part === 'ledger' ? { position: next.position, head: next.head } : null,
      }
    },
  )
}

async function pageAfter(store: Pick<AuditStore, 'auditAfter'>, after: number) {
  const rows: AuditRow[] = []
  let characters = 0
  while (rows.length < MAX_PAGE && characters < MAX_PAGE_CHARACTERS) {
    const some = await store.auditAfter(rows.at(-1)?.position ?? after, ROWS_AT_ONCE)
    rows.push(...some)
    if (some.length < ROWS_AT_ONCE) return { rows, complete: true }
    for (const { detail } of some) characters += JSON.stringify(detail).length
  }
  return { rows, complete: false }
}
