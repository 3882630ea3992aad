/** One conflict: what it is, what to do, the records of the booths side by side, and what was said of it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { type FieldError, formOf, textsOf } from '../../../pages/form.ts'
import { NotThere } from '../../../pages/page-faults.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import { conflictRow } from './conflict-list.ts'
import { recordsOf, timelineOf } from './record-rows.ts'
import { isReviewer } from './reviewers.ts'

/** Of which a record is held, or a void has to be agreed to; the server says so of each. */
const CAN_COUNT: readonly string[] = ['revoked-device', 'too-new', 'late-void', 'unknown-visa']

export interface OfConflict {
  Params: { id: string }
}

export interface Typed {
  readonly errors?: readonly FieldError[]
  readonly typed?: Readonly<Record<string, string>>
  readonly status?: number
}

export type OneConflict = Awaited<ReturnType<typeof findConflict>>

/** Throws `NotThere` for one that is none, or none any more. */
export async function findConflict(api: Api, id: string) {
  const found = await api.GET('/v1/conflicts/{id}', { params: { path: { id } } })
  if (refusalOf(found, 404) !== undefined) throw new NotThere()
  return dataOf(found)
}

export function canCount({ kind, visa_number: number }: Pick<OneConflict, 'kind' | 'visa_number'>): boolean {
  return CAN_COUNT.includes(kind) && !(kind === 'late-void' && number === '')
}

export async function conflictPage(
  { visit, params, query }: FastifyRequest<OfConflict>,
  reply: FastifyReply,
  { errors = [], typed = {}, status = errors.length === 0 ? 200 : 422 }: Typed,
): Promise<FastifyReply> {
  const api = signedIn(visit)
  const words = wordsOf(visit)
  const conflict = await findConflict(api, params.id)
  const asked = textsOf(query).records ?? ''
  const after = /^\d{1,9}$/.test(asked) ? Number(asked) : 0
  const { records, next } = await recordsOf(api, params.id, after)
  const row = conflictRow(conflict, visit)
  const { verdicts } = words.conflicts.review
  const isOpen = conflict.review === null
  return reply.page({
    template: 'conflicts/conflict.njk',
    title: row.name,
    words,
    hasFaults: errors.length > 0,
    status,
    view: {
      ...{ row, visa: visaOf(conflict, visit), form: formOf({ verdict: '', ...typed }, errors) },
      conflicts: `/${visit.language}/conflicts`,
      others: `/${visit.language}/conflicts?${new URLSearchParams({ state: 'open', kind: conflict.kind })}`,
      timeline: timelineOf(records, visit),
      firstRecords: after === 0 ? '' : row.href,
      moreRecords: next === null ? '' : `${row.href}?records=${next}`,
      mayReview: isOpen && (await isReviewer(visit)),
      // What somebody wrote who came second is shown beside what the first one said.
      unsent: isOpen ? '' : (typed.reason ?? ''),
      verdicts: canCount(conflict) ? Object.entries(verdicts).map(([value, text]) => ({ value, text })) : [],
    },
  })
}

/** How its e-visa stands; null for nobody's. */
function visaOf({ visa_number: number, visa }: OneConflict, visit: Pick<Visit, 'language'>) {
  const { one } = wordsOf(visit).conflicts
  if (number === '') return null
  if (visa === null) return { number: formatVisaNumber(number), status: one.notHere, used: '' }
  const { status, entries: most, entries_used: used, replaced_by } = visa
  const isMany = most === 'multiple'
  return {
    number: formatVisaNumber(number),
    status: replaced_by === null ? one.statuses[status] : `${one.statuses[status]}: ${one.replaced}`,
    used: fillText(isMany ? one.many : one.of, { used, most }, visit.language),
  }
}
