/** Whether whoever signed could sign that then. */
import type { EmpoweredSignature, PersonRole } from '../store/person-store.ts'
import { SIGNING_SECONDS } from '../store/signature-store.ts'
import type { DecisionText } from './decision-text.ts'

/** Whether the signer had the key and one of these roles when the text was written and signed; `said` is what that text says. */
export function couldSign(
  { person, at, power }: EmpoweredSignature,
  said: DecisionText,
  roles: readonly PersonRole[],
): boolean {
  if (said.signer.id !== person) return false
  const isInTime = said.time <= at && at <= said.time + SIGNING_SECONDS
  const isThere = power.from <= said.time && (power.until === null || at <= power.until)
  return isInTime && isThere && power.roles.some((role) => roles.includes(role))
}
