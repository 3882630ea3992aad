/** Issuing an e-visa: an application judged by the policy, signed, packed, and recorded before it is handed out. */
import { uuidv7 } from 'uuidv7'
import { addDays, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import { VISA_TYP } from '#evisa/qr-layout.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import { claimsFault, ENTER_BY, ISSUING_STATE, STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import type { SigningKey } from '../signing-keys.ts'
import { SINGLE_CHANGES_AN_HOUR } from '../store/single-changes.ts'
import type { Store } from '../store/store.ts'
import { invitationOf, passportOf } from '../store/visa-rows.ts'
import type { NewVisa, RecordVisaFault, ReplaceFault, StatusPlace, StoredVisa } from '../store/visa-store.ts'
import { judgeApplication } from './judge-application.ts'
import { contentHashOf, type VisaApplication } from './read-application.ts'

/** All that issuing needs from outside: the clock and the dice included. */
export interface IssueContext {
  readonly store: Pick<
    Store,
    'drawStatusPlaces' | 'recordVisas' | 'replaceVisa' | 'issuedApplications' | 'findVisa' | 'visaOfInvitation'
  >
  readonly policy: PolicyInForce
  readonly key: SigningKey
  readonly now: EpochSeconds
  /** Who issues, for the audit trail. */
  readonly actor: string
  readonly randomBytes: (count: number) => Uint8Array
  readonly qrPrefix: string
}

// A visa number of 55 random bits is taken once in a very long while.
const MAX_TRIES = 8

/** An e-visa, and whether it was issued just now or, by the reference of the application, before. */
export interface IssuedVisa extends StoredVisa {
  readonly isNew: boolean
}
export type Issued = Result<IssuedVisa, readonly FieldFault[]>

/** Issues one visa: see `issueVisas`. */
export async function issueVisa(application: VisaApplication, context: IssueContext): Promise<Issued> {
  const [issued] = await issueVisas([application], context)
  return issued as Issued
}

/**
 * Issues a batch: signed at once, recorded in one transaction, answered in the order asked. An application that breaks
 * rules fails with all of them and records nothing; the others are issued. One whose reference was issued before is
 * answered with that e-visa, whatever the policy says by now.
 */
export async function issueVisas(
  applications: readonly VisaApplication[],
  context: IssueContext,
): Promise<readonly Issued[]> {
  const issued: (Issued | undefined)[] = applications.map(() => undefined)
  const open = () => applications.flatMap((application, at) => (issued[at] === undefined ? [{ application, at }] : []))
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const known = await issuedBefore(applications, context.store)
    for (const { application, at } of open()) {
      const before = known.get(application.application_reference ?? '')
      const faults = before === undefined && tries === 0 ? findFaults(application, context) : []
      if (before !== undefined) issued[at] = sameAs(before, application)
      else if (faults.length > 0) issued[at] = fail(faults)
    }
    const fresh = open()
    if (fresh.length === 0) return issued as Issued[]
    const places = await context.store.drawStatusPlaces(fresh.length, () => shuffledPlaces(context.randomBytes))
    const signed = await Promise.all(
      fresh.map(({ application }, at) => signVisa(application, places[at] as StatusPlace, context)),
    )
    const printable = signed.flatMap((visa, at) => (visa.ok ? [{ visa: visa.value, at: fresh[at]?.at ?? 0 }] : []))
    for (const [at, visa] of signed.entries()) if (!visa.ok) issued[fresh[at]?.at ?? 0] = visa
    const taken = await context.store.recordVisas(
      printable.map(({ visa }) => visa),
      { actor: context.actor, at: context.now },
    )
    for (const [index, { visa, at }] of printable.entries())
      issued[at] = await recorded(visa, taken[index] ?? null, context.store)
  }
  throw new Error('no free visa number was drawn')
}

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

function referenceTaken({ claims }: StoredVisa): FieldFault {
  const message =
    `was used for another application, which became the e-visa ${claims.jti}: give each its own ` +
    '(to send that one to another address, use deliver)'
  return { field: 'application_reference', rule: 'one-visa-a-reference', message }
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

function findFaults(application: VisaApplication, { policy, key, now }: IssueContext): FieldFault[] {
  return [...judgeApplication(application, policy, now), ...judgeKey(application, key)]
}

interface IssuedBefore {
  readonly visa: StoredVisa
  readonly contentHash: string
}

async function issuedBefore(
  applications: readonly VisaApplication[],
  store: IssueContext['store'],
): Promise<ReadonlyMap<string, IssuedBefore>> {
  const references = applications.flatMap(({ application_reference: reference }) => reference ?? [])
  if (references.length === 0) return new Map()
  const before = new Map<string, IssuedBefore>()
  for (const [reference, { contentHash, visaNumber }] of await store.issuedApplications(references)) {
    const visa = await store.findVisa(visaNumber)
    if (visa !== null) before.set(reference, { visa, contentHash })
  }
  return before
}

function sameAs({ visa, contentHash }: IssuedBefore, application: VisaApplication): Issued {
  return contentHash === contentHashOf(application) ? ok({ ...visa, isNew: false }) : fail([referenceTaken(visa)])
}

/** What became of a visa that was to be recorded; undefined where it is to be tried again. */
async function recorded(
  visa: NewVisa,
  fault: RecordVisaFault | null,
  store: Pick<Store, 'visaOfInvitation'>,
  replaces: string | null = null,
): Promise<Issued | undefined> {
  if (fault === 'support-number-used') {
    const number = (await store.visaOfInvitation(visa.visaSupportNumber, passportOf(visa.claims))) ?? 'another e-visa'
    const message = `already gave this passport ${number}; replace that one to change it`
    return fail([{ field: 'visa_support_number', rule: 'one-visa-an-invitation', message }])
  }
  if (fault !== null) return undefined
  const { application, delivery: _, ...more } = visa
  const applicationReference = application?.reference ?? null
  return ok({
    ...{ ...more, applicationReference, replaces, replacedBy: null },
    ...{ status: 'valid', entriesUsed: 0, isNew: true },
  })
}

async function signVisa(
  application: VisaApplication,
  place: StatusPlace,
  context: IssueContext,
): Promise<Result<NewVisa, readonly FieldFault[]>> {
  const { visa_support_number: visaSupportNumber, application_reference: reference, email, language } = application
  const claims = makeClaims(application, place, context)
  const fault = claimsFault(claims)
  if (fault !== null) return fail([{ field: 'application', rule: 'calendar', message: fault }])
  const jws = await context.key.sign(VISA_TYP, claims)
  const qrText = qrTextOfJws(jws, context.qrPrefix)
  if (!qrText.ok) return fail([{ field: 'application', rule: 'printable', message: qrText.error }])
  const known = reference === undefined ? null : { reference, contentHash: contentHashOf(application) }
  const mail = {
    id: uuidv7(),
    visaNumber: claims.jti,
    address: email ?? '',
    language: language ?? 'en',
    resendOf: null,
  }
  const delivery = email === undefined ? null : mail
  return ok({ claims, jws, qrText: qrText.value, visaSupportNumber, application: known, delivery })
}

function makeClaims(asked: VisaApplication, { list, place }: StatusPlace, context: IssueContext): VisaClaims {
  const { category, entries, valid_from, valid_until, stay_days, holder, passport } = asked
  const { surname, given_names, sex, birth_date, nationality } = holder
  const { number, issuer, expires } = passport
  // Members in the order of the packing table: the signed JSON must come back from the code to the letter.
  return {
    iss: ISSUING_STATE,
    jti: makeVisaNumber(context.randomBytes),
    iat: context.now,
    category,
    entries,
    valid_from,
    valid_until,
    stay_days,
    enter_by: ENTER_BY,
    holder: { surname, given_names, sex, birth_date, nationality },
    passport: { number, issuer, expires },
    status: { status_list: { idx: place, uri: `${STATUS_LIST_URN}${list}` } },
  }
}

/** All places of a status list in an order that tells nobody how many visas were issued before one: 3 bytes each. */
export function shuffledPlaces(randomBytes: (count: number) => Uint8Array): Uint8Array {
  const places = Uint32Array.from({ length: VISAS_A_LIST }, (_, place) => place)
  const random = Buffer.from(randomBytes(VISAS_A_LIST * RANDOM_BYTES))
  // Fisher and Yates. 48 random bits a step: what the remainder prefers is one part in 2^31.
  for (let last = VISAS_A_LIST - 1; last > 0; last--) {
    const other = random.readUIntBE(last * RANDOM_BYTES, RANDOM_BYTES) % (last + 1)
    const kept = places[last] ?? 0
    places[last] = places[other] ?? 0
    places[other] = kept
  }
  const bytes = Buffer.alloc(VISAS_A_LIST * 3)
  for (const [at, place] of places.entries()) bytes.writeUIntBE(place, at * 3, 3)
  return bytes
}

const RANDOM_BYTES = 6

/** A visa must not outlive the belief in the key that signs it. */
function judgeKey({ valid_until }: VisaApplication, { verifyUntil }: SigningKey): FieldFault[] {
  const lastDay = addDays(civilDateAt(verifyUntil), -1)
  if (valid_until <= lastDay) return []
  const message = `a visa signed today is believed until ${lastDay} at most: issue it later, under the next key`
  return [{ field: 'valid_until', rule: 'key-outlasts-visa', message }]
}
