/** What has to be looked at, or was: a page at a time, oldest first, by kind. */
import type { FastifyPluginAsync } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { dataOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { formOf, textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, type ConsoleWords, wordsOf } from '../area.ts'

const ON_A_PAGE = 50
const STATES = ['open', 'closed', 'all'] as const

export type Kind = keyof ConsoleWords['conflicts']['kinds']

type Listed = Awaited<ReturnType<typeof listed>>['conflicts'][number]

interface Asked {
  readonly state: (typeof STATES)[number]
  readonly kind?: Kind
  readonly after?: number
}

export const conflictListRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/conflicts', async ({ visit, query }, reply) => {
    const words = wordsOf(visit)
    const asked = askedIn(textsOf(query), words)
    const { conflicts, next } = await listed(signedIn(visit), asked)
    const { kinds, list } = words.conflicts
    const address = `/${visit.language}/conflicts`
    const { state, kind = '', after } = asked
    const to = (place: Record<string, string>) => `${address}?${new URLSearchParams({ state, kind, ...place })}`
    return reply.page({
      template: 'conflicts/conflict-list.njk',
      title: list.title,
      words,
      view: {
        address,
        form: formOf({ state, kind }),
        states: STATES.map((value) => ({ value, text: list.states[value] })),
        kinds: Object.entries(kinds).map(([value, { name }]) => ({ value, text: name })),
        rows: conflicts.map((one) => conflictRow(one, visit)),
        nothing: list.nothing[state],
        next: next === null ? '' : to({ after: String(next) }),
        first: after === undefined ? '' : to({}),
      },
    })
  })
}

async function listed(api: Api, asked: Asked) {
  return dataOf(await api.GET('/v1/conflicts', { params: { query: { ...asked, limit: ON_A_PAGE } } }))
}

/** What nobody can have chosen here asks for nothing. */
function askedIn({ state = '', kind = '', after = '' }: Record<string, string>, words: ConsoleWords): Asked {
  return {
    state: STATES.find((one) => one === state) ?? 'open',
    ...(isKind(kind, words) && { kind }),
    ...(/^\d{1,15}$/.test(after) && { after: Number(after) }),
  }
}

function isKind(text: string, { conflicts }: ConsoleWords): text is Kind {
  return Object.hasOwn(conflicts.kinds, text)
}

/** A conflict in words; of a kind that a newer server knows its name. */
export function conflictRow(conflict: Listed, visit: Pick<Visit, 'language'>) {
  const { id, kind, visa_number: number, device, checkpoint, raised_at, count, review } = conflict
  const words = wordsOf(visit)
  const { list, noVisa, kinds, review: reviewed } = words.conflicts
  const at = shortTime(raised_at, visit.language)
  return {
    ...(isKind(kind, words) ? kinds[kind] : { name: kind, seen: '', todo: '' }),
    href: `/${visit.language}/conflicts/${encodeURIComponent(id)}`,
    visa: number === '' ? noVisa : formatVisaNumber(number),
    ...{ device, checkpoint: checkpoint ?? '', at, count },
    found: fillText(list.found, { at }, visit.language),
    counted: count === 1 ? '' : fillText(list.count, { n: count }, visit.language),
    review: review && {
      done: reviewed.done[review.verdict],
      by: review.actor.replace(/^(operator|person)\//, ''),
      at: shortTime(review.at, visit.language),
      why: review.reason,
    },
  }
}
