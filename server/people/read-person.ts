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
}

const BADGE = /^[\p{L}\p{N}._-]{1,40}$/u

/** Faults name the field. Roles come in one order, each once: what two people sign must be the same text. */
export function readPerson(sent: SentPerson): Result<PersonContent, readonly FieldFault[]> {
  const name = sent.name.normalize('NFC').trim()
  const badge = sent.badge?.trim() || null
  const email = sent.email?.trim() ? readAccountAddress(sent.email) : ok('')
  const roles = PERSON_ROLES.filter((role) => sent.roles.includes(role))
  const isOfBorder = roles.some((role) => BORDER_ROLES.includes(role))
  const faults: readonly FieldFault[] = [
    ...(OPERATOR_NAME.test(name) ? [] : [fault('name', 'format', 'takes at most 60 letters, digits and ._@-')]),
    ...(badge === null || BADGE.test(badge)
      ? []
      : [fault('badge', 'format', 'takes at most 40 letters, digits and ._-')]),
    ...(email.ok ? [] : [fault('email', 'format', email.error)]),
    ...(roles.length === 0 ? [fault('roles', 'required', 'takes one role at least')] : []),
    ...(isOfBorder && badge === null
      ? [fault('badge', 'required', 'is missing: whoever works at a booth has one')]
      : []),
  ]
  return faults.length > 0 || !email.ok ? fail(faults) : ok({ name, badge, email: email.value, roles })
}

function fault(field: string, rule: string, message: string): FieldFault {
  return { field, rule, message }
}
