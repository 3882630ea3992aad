/** Who says what becomes of a conflict. */
import type { Visit } from '../../../pages/visit.ts'
import { hasRole } from '../has-role.ts'

/** Whether whoever is signed in says what becomes of a conflict. */
export function isReviewer(visit: Visit): Promise<boolean> {
  return hasRole(visit, 'supervisor', 'border-supervisor')
}
