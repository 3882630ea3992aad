/** What happened at the border, for those who look into it: who may, and the pages that there are. */
import { shortTime } from '#evisa/day-in-words.ts'
import { fillText } from '#evisa/fill-text.ts'
import { dataOf } from '../../../pages/answers.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'
import type { ListedPerson } from '../people-view.ts'

type Roles = Pick<ListedPerson, 'roles'>

const REVIEWERS: readonly string[] = ['supervisor', 'border-supervisor']
const READERS: readonly string[] = [...REVIEWERS, 'operator', 'auditor']
const AREAS = ['conflicts', 'referrals', 'refusals'] as const

const isOneOf =
  (able: readonly string[]) =>
  ({ roles }: Roles) =>
    roles.some((role) => able.includes(role))
const readsLedger = isOneOf(READERS)
const reviews = isOneOf(REVIEWERS)

/** Whether whoever is signed in says what becomes of a conflict. */
export async function isReviewer(visit: Visit): Promise<boolean> {
  return reviews(dataOf(await signedIn(visit).GET('/v1/me')).person)
}

/** The ways between these pages. */
export function areasOf(visit: Pick<Visit, 'language'>, here: (typeof AREAS)[number]) {
  const { areas } = wordsOf(visit).conflicts
  return AREAS.map((area) => ({ text: areas[area], href: `/${visit.language}/${area}`, isHere: area === here }))
}

/** What waits there, for the first page; null for whoever it is none of. */
export async function ledgerWaits(api: Api, visit: Pick<Visit, 'language'>, person: Roles) {
  if (!readsLedger(person)) return null
  const words = wordsOf(visit).conflicts
  const { conflicts } = dataOf(await api.GET('/v1/conflicts', { params: { query: { limit: 1 } } }))
  const [oldest] = conflicts
  const at = oldest && shortTime(oldest.raised_at, visit.language)
  return {
    text: at === undefined ? words.looked : words.waits,
    since: at === undefined ? '' : fillText(words.since, { at }, visit.language),
    areas: AREAS.map((area) => ({ text: words.areas[area], href: `/${visit.language}/${area}` })),
  }
}
