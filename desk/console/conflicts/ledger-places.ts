/** What happened at the border, for those who look into it: who reviews, and the pages that there are. */
import { dataOf } from '../../../pages/answers.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'
import { wordsOf } from '../area.ts'

const REVIEWERS: readonly string[] = ['supervisor', 'border-supervisor']
const AREAS = ['conflicts', 'referrals', 'refusals'] as const

/** Whether whoever is signed in says what becomes of a conflict. */
export async function isReviewer(visit: Visit): Promise<boolean> {
  const { person } = dataOf(await signedIn(visit).GET('/v1/me'))
  return person.roles.some((role) => REVIEWERS.includes(role))
}

/** The ways between these pages. */
export function areasOf(visit: Pick<Visit, 'language'>, here: (typeof AREAS)[number]) {
  const { areas } = wordsOf(visit).conflicts
  return AREAS.map((area) => ({ text: areas[area], href: `/${visit.language}/${area}`, isHere: area === here }))
}
