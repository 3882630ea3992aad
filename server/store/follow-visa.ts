/** What becomes of a case when its e-visa is revoked or replaced at the desk: steps within that act. */
import { APPLICATION, type ApplicationState } from '../lifecycles/application-states.ts'
import { edgesFrom } from '../lifecycles/machine.ts'
import type { Act } from './audit-store.ts'
import { firstLocked, rows, type Steps } from './steps.ts'
import { takeEdge } from './take-edge.ts'

/** The case of an e-visa that was just revoked is revoked, too, or is the case of the one that stands in its place. */
export function* followVisa(number: string, replacedBy: string | null, act: Act): Steps<void> {
  const found = yield* firstLocked<{ id: string; state: ApplicationState }>(
    'SELECT id, state FROM applications WHERE visa_number = ?',
    number,
  )
  if (found === null) return
  const { id, state } = found
  if (replacedBy !== null) yield* rows('UPDATE applications SET visa_number = ? WHERE id = ?', replacedBy, id)
  else if (edgesFrom(APPLICATION, state).includes('revoke'))
    yield* takeEdge(APPLICATION, id, 'revoke', act, { visa: number })
}
