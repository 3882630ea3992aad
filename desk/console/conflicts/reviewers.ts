/** Who says what becomes of a conflict. */
import type { Visit } from '../../../pages/visit.ts'
import { ownRoles } from '../own-roles.ts'

/** Whether whoever is signed in says what becomes of a conflict. */
export async function isReviewer(visit: Visit): Promise<boolean> {
  return (await ownRoles(visit))('supervisor', 'border-supervisor')
}
