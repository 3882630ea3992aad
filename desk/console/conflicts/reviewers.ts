/** Who says what becomes of a conflict. */
import { dataOf } from '../../../pages/answers.ts'
import { signedIn } from '../../../pages/signed-in.ts'
import type { Visit } from '../../../pages/visit.ts'

const REVIEWERS: readonly string[] = ['supervisor', 'border-supervisor']

/** Whether whoever is signed in says what becomes of a conflict. */
export async function isReviewer(visit: Visit): Promise<boolean> {
  const { person } = dataOf(await signedIn(visit).GET('/v1/me'))
  return person.roles.some((role) => REVIEWERS.includes(role))
}
