/** The terms as the portal's pages tell them: asked at most once a minute, since they change a few times a year. */
import { type CivilDate, civilDateAt } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { dataOf } from '../pages/answers.ts'
import type { Api } from '../pages/authority/visitor-calls.ts'

export interface TermsInForce {
  readonly revision: number
  readonly edition: TermsEdition
}

export type AskTerms = (api: Api) => Promise<TermsInForce>

const KEPT_MS = 60_000

/** Throws what a page tells where the authority is away. */
export function termsInForce(today: () => CivilDate = () => civilDateAt(Math.floor(Date.now() / 1000))): AskTerms {
  let held: { readonly terms: TermsInForce; readonly day: CivilDate; readonly until: number } | null = null
  return async (api) => {
    const day = today()
    if (held !== null && held.day === day && performance.now() < held.until) return held.terms
    const { revision, editions } = dataOf(await api.GET('/v1/terms'))
    const edition = editions.findLast(({ effective_from }) => effective_from <= day) ?? editions[0]
    if (edition === undefined) throw new TypeError('there are no terms')
    const terms = { revision, edition: edition as TermsEdition }
    held = { terms, day, until: performance.now() + KEPT_MS }
    return terms
  }
}
