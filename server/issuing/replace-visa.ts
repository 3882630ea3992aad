/** Correcting an e-visa: another is issued in its place, both steps or neither. */
import type { FieldFault } from '#evisa/field-fault.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { isWithdrawn } from '../store/delivery-rows.ts'
import type { StoredDelivery } from '../store/delivery-store.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../store/single-changes.ts'
import { invitationOf } from '../store/visa-rows.ts'
import type { RecordVisaFault, ReplaceFault, StatusPlace, StoredVisa } from '../store/visa-store.ts'
import {
  findFaults,
  type IssueContext,
  type Issued,
  type IssuedVisa,
  issuedBefore,
  MAX_TRIES,
  type Recipient,
  recipientOf,
  recorded,
  referenceTaken,
  sameAs,
  signVisa,
} from './issue-visa.ts'
import type { VisaApplication } from './read-application.ts'
import { shuffledPlaces } from './shuffle-places.ts'

/** What is to stand in the place of an e-visa. */
export interface Correction {
  readonly number: string
  readonly reason: string
  readonly application: VisaApplication
  /** The desk gives the new e-visa to its holder itself: nothing is sent. */
  readonly isByHand: boolean
}

export interface Replacement extends IssuedVisa {
  /** The newest of it; null where it was given to its holder by hand. */
  readonly delivery: StoredDelivery | null
}

/**
 * Revokes an e-visa and issues another of the same invitation in its place, both or neither: an e-visa is never edited. It
 * goes where the application says, or, of the same person, where the replaced one went. It is counted as a single change. The same reference again
 * is the same replacement.
 */
export async function replaceVisa(
  correction: Correction,
  context: IssueContext,
): Promise<Result<Replacement, readonly FieldFault[]>> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const issued = await replaceOnce(correction, context)
    if (issued === undefined) continue
    if (!issued.ok) return issued
    const delivery = (await context.store.deliveriesOf(issued.value.claims.jti)).at(-1) ?? null
    return ok({ ...issued.value, delivery })
  }
  throw new Error('no free visa number was drawn')
}

/** Undefined where it is to be tried again. */
async function replaceOnce(correction: Correction, context: IssueContext): Promise<Issued | undefined> {
  const { number, reason, application } = correction
  const { store } = context
  const before = (await issuedBefore([application], store)).get(application.application_reference ?? '')
  if (before !== undefined) {
    const same = sameAs(before, application)
    return same.ok && same.value.replaces !== number ? fail([referenceTaken(same.value)]) : same
  }
  const replaced = await store.findVisa(number)
  const to = await recipientOfCorrection(correction, replaced, store)
  const faults = [
    ...otherInvitation(replaced, application),
    ...findFaults(application, context),
    ...(to.ok ? [] : [to.error]),
  ]
  if (!to.ok || faults.length > 0) return fail(faults)
  const [place] = await store.drawStatusPlaces(1, () => shuffledPlaces(context.randomBytes))
  const signed = await signVisa(application, place as StatusPlace, context, to.value)
  if (!signed.ok) return signed
  const by = { actor: context.actor, at: context.now }
  const fault = await store.replaceVisa(number, reason, signed.value, by)
  if (fault === 'mass-action') return fail([MASS_ACTION])
  if (fault !== null && isReplaceFault(fault)) return fail([notReplaceable(fault, await store.findVisa(number))])
  return recorded(signed.value, fault, store, number)
}

/** Where a corrected e-visa goes; null where the desk gives it by hand, or nothing will be replaced. */
async function recipientOfCorrection(
  { number, application, isByHand }: Correction,
  replaced: StoredVisa | null,
  store: IssueContext['store'],
): Promise<Result<Recipient | null, FieldFault>> {
  const named = recipientOf(application)
  if (named !== null || isByHand || replaced?.status !== 'valid') return ok(named)
  if (!isSamePerson(application, replaced.claims)) return fail(nowhereToGo(`${number} went to another person`))
  const last = (await store.deliveriesOf(number)).at(-1)
  if (last === undefined) return fail(nowhereToGo(`${number} was never sent by e-mail`))
  const { address, language, state, error } = last
  // That it was held back, as while the e-visa was suspended, says nothing of the address.
  if (state === 'bounced' && !isWithdrawn(error)) return fail(nowhereToGo(`the last e-mail with ${number} came back`))
  if (address === '') return fail(nowhereToGo(`the address that ${number} was sent to is not kept any more`))
  return ok({ address, language })
}

/** A slip is in one or two of these; where more differ the old address is somebody else's. */
function isSamePerson(corrected: VisaApplication, { holder, passport }: StoredVisa['claims']): boolean {
  const isBornSo =
    corrected.holder.birth_date === holder.birth_date && corrected.holder.nationality === holder.nationality
  return isBornSo && (corrected.holder.surname === holder.surname || corrected.passport.number === passport.number)
}

function nowhereToGo(why: string): FieldFault {
  const message =
    `is missing: ${why}, and its holder must get the one that takes its place. ` +
    'Give the address, or delivery "by-hand" if you give it to the holder yourself'
  return { field: 'email', rule: 'reaches-holder', message }
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
