/** Issuing an e-visa: an application judged by the policy, signed, packed, and recorded before it is handed out. */
import { uuidv7 } from 'uuidv7'
import { addDays, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import { VISA_TYP } from '#evisa/qr-layout.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { claimsFault, ENTER_BY, ISSUING_STATE, STATUS_LIST_URN, type VisaClaims } from '#evisa/visa-claims.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import type { SigningKey } from '../signing-keys.ts'
import type { Store } from '../store/store.ts'
import { invitationOf, passportOf } from '../store/visa-rows.ts'
import type { NewVisa, RecordVisaFault, StatusPlace, StoredVisa } from '../store/visa-store.ts'
import { judgeApplication } from './judge-application.ts'
import { contentHashOf, type VisaApplication } from './read-application.ts'
import { shuffledPlaces } from './shuffle-places.ts'

/** All that issuing needs from outside: the clock and the dice included. */
export interface IssueContext {
  readonly store: Pick<
    Store,
    | 'drawStatusPlaces'
    | 'recordVisas'
    | 'replaceVisa'
    | 'issuedApplications'
    | 'findVisa'
    | 'visaOfInvitation'
    | 'deliveriesOf'
    | 'useIssued'
  >
  readonly policy: PolicyInForce
  readonly key: SigningKey
  readonly now: EpochSeconds
  /** Who issues, for the audit trail. */
  readonly actor: string
  /** By which it is issued; null by a token, or by a signature that the decision does not have. */
  readonly signature?: string | null
  readonly randomBytes: (count: number) => Uint8Array
  readonly qrPrefix: string
}

// A visa number of 55 random bits is taken once in a very long while.
export const MAX_TRIES = 8

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
    if (fresh.length === 0) {
      await useInvitations(issued as Issued[], context)
      return issued as Issued[]
    }
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
 * An invitation that is kept here is used by what the desk issues on its number. Not within the transaction that records:
 * where it fails the same application again makes up for it, and one e-visa an invitation there is all the same.
 */
async function useInvitations(issued: readonly Issued[], { store, actor, now }: IssueContext): Promise<void> {
  const used = issued.flatMap((one) =>
    one.ok ? [{ number: invitationOf(one.value.visaSupportNumber), passport: passportOf(one.value.claims) }] : [],
  )
  if (used.length > 0) await store.useIssued(used, { actor, at: now })
}

export function referenceTaken({ claims }: StoredVisa): FieldFault {
  const message =
    `was used for another application, which became the e-visa ${claims.jti}: give each its own ` +
    '(to send that one to another address, use deliver)'
  return { field: 'application_reference', rule: 'one-visa-a-reference', message }
}

export function findFaults(application: VisaApplication, { policy, key, now }: IssueContext): FieldFault[] {
  return [...judgeApplication(application, policy, now), ...judgeKey(application, key)]
}

interface IssuedBefore {
  readonly visa: StoredVisa
  readonly contentHash: string
}

export async function issuedBefore(
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

export function sameAs({ visa, contentHash }: IssuedBefore, application: VisaApplication): Issued {
  return contentHash === contentHashOf(application) ? ok({ ...visa, isNew: false }) : fail([referenceTaken(visa)])
}

/** What became of a visa that was to be recorded; undefined where it is to be tried again. */
export async function recorded(
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
  const { application, delivery: _, signature: _by, ...more } = visa
  const applicationReference = application?.reference ?? null
  return ok({
    ...{ ...more, applicationReference, replaces, replacedBy: null },
    ...{ status: 'valid', entriesUsed: 0, isNew: true },
  })
}

/** Where an e-visa is sent. */
export interface Recipient {
  readonly address: string
  /** The one that comes first in the message. */
  readonly language: TravellerLanguage
}

/** Whom an application names; null where it names nobody. */
export function recipientOf({ email, language = 'en' }: VisaApplication): Recipient | null {
  return email === undefined ? null : { address: email, language }
}

export async function signVisa(
  application: VisaApplication,
  place: StatusPlace,
  context: IssueContext,
  to: Recipient | null = recipientOf(application),
): Promise<Result<NewVisa, readonly FieldFault[]>> {
  const { visa_support_number: visaSupportNumber, application_reference: reference } = application
  const claims = makeClaims(application, place, context)
  const fault = claimsFault(claims)
  if (fault !== null) return fail([{ field: 'application', rule: 'calendar', message: fault }])
  const jws = await context.key.sign(VISA_TYP, claims)
  const qrText = qrTextOfJws(jws, context.qrPrefix)
  if (!qrText.ok) return fail([{ field: 'application', rule: 'printable', message: qrText.error }])
  const known = reference === undefined ? null : { reference, contentHash: contentHashOf(application) }
  const delivery = to && { id: uuidv7(), visaNumber: claims.jti, ...to, resendOf: null }
  const { signature = null } = context
  return ok({ claims, jws, qrText: qrText.value, visaSupportNumber, application: known, delivery, signature })
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

/** A visa must not outlive the belief in the key that signs it. */
function judgeKey({ valid_until }: VisaApplication, { verifyUntil }: SigningKey): FieldFault[] {
  const lastDay = addDays(civilDateAt(verifyUntil), -1)
  if (valid_until <= lastDay) return []
  const message = `a visa signed today is believed until ${lastDay} at most: issue it later, under the next key`
  return [{ field: 'valid_until', rule: 'key-outlasts-visa', message }]
}
