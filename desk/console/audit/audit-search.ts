/** The audit trail, newest first, and narrowed by whom, what, to what and when. What is looked for stands in no address. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { isCivilDate } from '#evisa/civil-date.ts'
import { shortTime } from '#evisa/day-in-words.ts'
import type { paths } from '../../../examples/client/evisa-api.d.ts'
import { dataOf } from '../../../pages/answers.ts'
import { type FieldError, formOf, isRedraw, REDRAWS, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, type ConsoleWords, wordsOf } from '../area.ts'

type Found = paths['/v1/audit-look-ups']['post']['responses'][200]['content']['application/json']

const ON_A_PAGE = 50
const MOST_LETTERS = 200
const FIELDS = ['actor', 'act', 'subject', 'day'] as const

type Typed = Readonly<Record<(typeof FIELDS)[number], string>>

const NOTHING: Typed = { actor: '', act: '', subject: '', day: '' }

export const auditSearchRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/audit', (request, reply) => auditPage(request, reply, NOTHING, placeIn(request.query)))
  app.get('/:language/audit/find', ({ visit }, reply) => reply.redirect(`/${visit.language}/audit`, 303))
  app.post('/:language/audit/find', REDRAWS, (request, reply) => {
    const { visit, body } = request
    const texts = textsOf(body)
    const { actor = '', act = '', subject = '', day = '' } = texts
    const typed = { actor, act, subject, day }
    const errors = isRedraw(body) ? [] : mistyped(typed, wordsOf(visit))
    return auditPage(request, reply, typed, placeIn(body), errors)
  })
}

/** Before which row the page goes on; undefined from the newest. */
function placeIn(asked: unknown): number | undefined {
  const { before = '' } = textsOf(asked)
  return /^[1-9]\d{0,14}$/.test(before) ? Number(before) : undefined
}

function mistyped({ actor, act, subject, day }: Typed, { audit: { faults } }: ConsoleWords): readonly FieldError[] {
  return [
    ...(actor.length <= MOST_LETTERS ? [] : [{ field: 'actor', text: faults.long }]),
    ...(act === '' || /^[a-z][a-z-]{1,59}$/.test(act) ? [] : [{ field: 'act', text: faults.act }]),
    ...(subject.length <= MOST_LETTERS ? [] : [{ field: 'subject', text: faults.long }]),
    ...(day === '' || isCivilDate(day) ? [] : [{ field: 'day', text: faults.day }]),
  ]
}

async function auditPage(
  { visit }: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  before: number | undefined,
  errors: readonly FieldError[] = [],
): Promise<FastifyReply> {
  const words = wordsOf(visit)
  const isNarrowed = FIELDS.some((name) => typed[name] !== '')
  // What cannot be looked for is not asked for; nor is what is only shown in another language and was mistyped.
  const found = mistyped(typed, words).length > 0 ? null : await search(visit, typed, before)
  const address = `/${visit.language}/audit`
  return reply.page({
    template: 'audit/audit.njk',
    title: words.audit.title,
    words,
    hasFaults: errors.length > 0,
    status: errors.length === 0 ? 200 : 422,
    view: {
      ...{ address, isNarrowed, form: formOf({ ...typed }, errors) },
      asked: FIELDS.flatMap((name) => (typed[name] === '' ? [] : [{ name, value: typed[name] }])),
      rows: found?.rows.map((row) => auditRow(row, visit)) ?? [],
      nothing: found !== null && found.rows.length === 0,
      next: found?.next ?? '',
      isFurther: before !== undefined,
    },
  })
}

async function search(visit: Visit, typed: Typed, before: number | undefined): Promise<Found> {
  const asked = Object.fromEntries(FIELDS.flatMap((name) => (typed[name] === '' ? [] : [[name, typed[name]]])))
  const body = { ...asked, limit: ON_A_PAGE, ...(before !== undefined && { before }) }
  return dataOf(await signedIn(visit).POST('/v1/audit-look-ups', { body }))
}

/** Acts and details by their codes, as the file has them. */
export function auditRow(
  { position, at, actor, act, subject, detail }: Found['rows'][number],
  visit: Pick<Visit, 'language'>,
) {
  return {
    ...{ position, actor, act, subject },
    at: shortTime(at, visit.language),
    details: Object.entries(detail).map(([name, value]) => `${name} ${value}`),
  }
}
