/** Whether whoever signed could sign that then. */
import type { EmpoweredSignature, PersonRole } from '../store/person-store.ts'
import { SIGNING_SECONDS } from '../store/signature-store.ts'
import { readDecisionText } from './decision-text.ts'

/** Whether the signer had the key and one of these roles when the text was written and signed. */
export function couldSign({ text, person, at, power }: EmpoweredSignature, roles: readonly PersonRole[]): boolean {
  const read = readDecisionText(text)
  if (read === null || read.signer.id !== person) return false
  const isInTime = read.time <= at && at <= read.time + SIGNING_SECONDS
  const isThere = power.from <= read.time && (power.until === null || at <= power.until)
  return isInTime && isThere && power.roles.some((role) => roles.includes(role))
}
