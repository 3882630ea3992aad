/** Correcting an e-visa: another is issued in its place, both steps or neither. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail } from '#evisa/result.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../store/single-changes.ts'
import { invitationOf } from '../store/visa-rows.ts'
import type { RecordVisaFault, ReplaceFault, StatusPlace, StoredVisa } from '../store/visa-store.ts'
import {
  findFaults,
  type IssueContext,
  type Issued,
  issuedBefore,
  MAX_TRIES,
  recorded,
  referenceTaken,
  sameAs,
  signVisa,
} from './issue-visa.ts'
import type { VisaApplication } from './read-application.ts'
import { shuffledPlaces } from './shuffle-places.ts'

/**
 * Revokes an e-visa and issues another of the same invitation in its place, both or neither: an e-visa is never edited. It
 * is counted as a single change. The same reference again is the same replacement.
 */
export async function replaceVisa(
  number: string,
  reason: string,
  application: VisaApplication,
  context: IssueContext,
): Promise<Issued> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const before = (await issuedBefore([application], context.store)).get(application.application_reference ?? '')
    if (before !== undefined) {
      const same = sameAs(before, application)
      return same.ok && same.value.replaces !== number ? fail([referenceTaken(same.value)]) : same
    }
    const replaced = await context.store.findVisa(number)
    const faults = [...otherInvitation(replaced, application), ...findFaults(application, context)]
    if (faults.length > 0) return fail(faults)
    const [place] = await context.store.drawStatusPlaces(1, () => shuffledPlaces(context.randomBytes))
    const signed = await signVisa(application, place as StatusPlace, context)
    if (!signed.ok) return signed
    const by = { actor: context.actor, at: context.now }
    const fault = await context.store.replaceVisa(number, reason, signed.value, by)
    if (fault === 'mass-action') return fail([MASS_ACTION])
    if (fault !== null && isReplaceFault(fault))
      return fail([notReplaceable(fault, await context.store.findVisa(number))])
    const issued = await recorded(signed.value, fault, context.store, number)
    if (issued !== undefined) return issued
  }
  throw new Error('no free visa number was drawn')
}

const MASS_ACTION: FieldFault = {
  field: 'visa_number',
  rule: 'mass-action',
  message:
    `is one more than the ${SINGLE_CHANGES_AN_HOUR} that the desk may change one by one within the hour: propose to ` +
    'revoke it, which a second operator approves, and issue another; or wait',
}

function otherInvitation(replaced: StoredVisa | null, { visa_support_number: asked }: VisaApplication): FieldFault[] {
  if (replaced === null || invitationOf(asked) === invitationOf(replaced.visaSupportNumber)) return []
  const message = `is not that of the e-visa that it corrects, ${replaced.visaSupportNumber}: issue another e-visa for another invitation`
  return [{ field: 'visa_support_number', rule: 'same-invitation', message }]
}

type NotReplaceable = Exclude<ReplaceFault, 'mass-action'>

const NOT_REPLACEABLE: Readonly<Record<NotReplaceable, string>> = {
  'not-there': 'is of no e-visa',
  revoked: 'is revoked: what is revoked is not replaced; issue a new one',
  suspended: 'is suspended: a correction would lift that; reinstate it first',
  'entry-used':
    'was used to enter: another would give that entry back. It stays as it is; revoke it if it must not be used any more',
}

function isReplaceFault(fault: RecordVisaFault | NotReplaceable): fault is NotReplaceable {
  return Object.hasOwn(NOT_REPLACEABLE, fault)
}

function notReplaceable(fault: NotReplaceable, visa: StoredVisa | null): FieldFault {
  const replacedBy = visa?.replacedBy ?? null
  const message =
    replacedBy === null ? NOT_REPLACEABLE[fault] : `was replaced before: ${replacedBy} stands in its place`
  return { field: 'visa_number', rule: 'standing-visa', message }
}
