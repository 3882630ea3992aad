/** What is typed of a person, read once. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { readAccountAddress } from '../accounts/account-address.ts'
import { OPERATOR_NAME } from '../store/operator-store.ts'
import { BORDER_ROLES, PERSON_ROLES, type PersonContent, type PersonRole } from '../store/person-store.ts'

export interface SentPerson {
  readonly name: string
  readonly badge?: string | null
  readonly email?: string
  readonly roles: readonly PersonRole[]
  readonly carrier?: string | null
  readonly stations?: readonly string[] | null
}

const BADGE = /^[\p{L}\p{N}._-]{1,40}$/u

/**
 * Faults name the field. Roles and stations come in one order, each once: what two people sign must be the same text. Whoever is of
 * a carrier is its administrator and nothing else.
 */
export function readPerson(sent: SentPerson): Result<PersonContent, readonly FieldFault[]> {
  const name = sent.name.normalize('NFC').trim()
  const badge = sent.badge?.trim() || null
  const email = sent.email?.trim() ? readAccountAddress(sent.email) : ok('')
  const roles = PERSON_ROLES.filter((role) => sent.roles.includes(role))
  const carrier = sent.carrier ?? null
  const stations = carrier === null || !sent.stations ? null : [...new Set(sent.stations)].toSorted()
  const isOfCarrier = roles.includes('carrier-administrator')
  const isOfBorder = roles.some((role) => BORDER_ROLES.includes(role))
  const faults: readonly FieldFault[] = [
    ...(OPERATOR_NAME.test(name) ? [] : [fault('name', 'format', 'takes at most 60 letters, digits and ._@-')]),
    ...(badge === null || BADGE.test(badge)
      ? []
      : [fault('badge', 'format', 'takes at most 40 letters, digits and ._-')]),
    ...(email.ok ? [] : [fault('email', 'format', email.error)]),
    ...(roles.length === 0 ? [fault('roles', 'required', 'takes one role at least')] : []),
    ...(isOfCarrier === (carrier !== null) && !(isOfCarrier && roles.length > 1)
      ? []
      : [fault('carrier', 'carrier', 'goes with the role of its administrator, who has no other role')]),
    ...(stations === null || stations.length > 0
      ? []
      : [fault('stations', 'required', 'takes one station at least, or null for all of them')]),
    ...(isOfBorder && badge === null
      ? [fault('badge', 'required', 'is missing: whoever works at a booth has one')]
      : []),
  ]
  return faults.length > 0 || !email.ok
    ? fail(faults)
    : ok({ name, badge, email: email.value, roles, carrier, stations })
}

function fault(field: string, rule: string, message: string): FieldFault {
  return { field, rule, message }
}
