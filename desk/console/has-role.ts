/** What whoever is signed in may do, so that a page offers nothing that the server would refuse. */
import { dataOf } from '../../pages/answers.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import type { ListedPerson } from './people-view.ts'

export async function hasRole(visit: Visit, ...roles: ListedPerson['roles']): Promise<boolean> {
  const { person } = dataOf(await signedIn(visit).GET('/v1/me'))
  return person.roles.some((role) => roles.includes(role))
}
