/** What whoever is signed in may do, so that a page offers nothing that the server would refuse. */
import { dataOf } from '../../pages/answers.ts'
import { signedIn } from '../../pages/signed-in.ts'
import type { Visit } from '../../pages/visit.ts'
import type { ListedPerson } from './people-view.ts'

type Roles = ListedPerson['roles']

/** Asked once a page; then it is told of any roles whether somebody has one of them. */
export async function ownRoles(visit: Visit): Promise<(...roles: Roles) => boolean> {
  const { person } = dataOf(await signedIn(visit).GET('/v1/me'))
  return (...roles) => person.roles.some((role) => roles.includes(role))
}
