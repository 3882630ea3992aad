/** The officers' queue, and the way to the next case of it. */
import type { FastifyPluginAsync } from 'fastify'
import { dataOf, refusalOf } from '../../../pages/answers.ts'
import { textsOf } from '../../../pages/form.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type Area, wordsOf } from '../area.ts'
import { caseAddress } from './case-view.ts'
import { decides, inWords } from './case-words.ts'
import { CONTENT, doneInWords } from './done.ts'
import { queueRow, STATES } from './queue-view.ts'

const ON_A_PAGE = '50'
/** As many as the API tells at once: those that others have are passed over. */
const LOOKED_THROUGH = '200'

export const queueRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/cases', async ({ visit, query }, reply) => {
    const api = signedIn(visit)
    const words = wordsOf(visit)
    const asked = textsOf(query)
    const state = STATES.find((one) => one === asked.state)
    const listed = await api.GET('/v1/cases', {
      params: { query: { limit: ON_A_PAGE, ...(state && { state }), ...(asked.after && { after: asked.after }) } },
    })
    const { cases, next } = dataOf(listed)
    const { person } = dataOf(await api.GET('/v1/me'))
    const address = `/${visit.language}/cases`
    const more = new URLSearchParams({ ...(state && { state }), after: next ?? '' })
    return reply.page({
      template: 'cases/queue.njk',
      title: words.cases.title,
      words,
      view: {
        address,
        done: doneInWords(asked, visit),
        isOfficer: decides(person),
        rows: cases.map((one) => queueRow(one, person, visit)),
        state: state ?? '',
        states: STATES.map((value) => ({ value, text: inWords(words, 'states', value) })),
        isFurther: asked.after !== undefined,
        more: next === null ? '' : `${address}?${more}`,
      },
    })
  })

  // Whoever had to sign in first goes on from the queue.
  app.get('/:language/cases/next', ({ visit }, reply) => reply.redirect(`/${visit.language}/cases`, 303))
  app.post('/:language/cases/next', async ({ visit }, reply) => {
    const taken = await takeNext(visit)
    const none = `/${visit.language}/cases?done=none`
    return reply.redirect(`${taken === null ? none : caseAddress(visit, taken)}${CONTENT}`, 303)
  })
}

/** Claims the first case that nobody else has; null where there is none. What the officer has already comes in its order. */
async function takeNext(visit: Visit): Promise<string | null> {
  const api = signedIn(visit)
  const { person } = dataOf(await api.GET('/v1/me'))
  const { cases } = dataOf(await api.GET('/v1/cases', { params: { query: { limit: LOOKED_THROUGH } } }))
  for (const { reference, claim } of cases) {
    if (claim !== null && claim.by !== person.name) continue
    const claimed = await api.POST('/v1/cases/{reference}/claim', { params: { path: { reference } } })
    // Somebody was faster, or the officer decided it first.
    if (refusalOf(claimed, 404, 409) === undefined) return reference
  }
  return null
}
