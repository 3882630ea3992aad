/** Issuing an e-visa: an application judged by the policy, signed, packed, and recorded before it is handed out. */
import Type from 'typebox'
import { addDays, addMonths, civilDateAt, daysBetween, type EpochSeconds } from '#evisa/civil-date.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import { VISA_TYP } from '#evisa/qr-layout.ts'
import { qrTextOfJws } from '#evisa/qr-text.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { VISAS_A_LIST } from '#evisa/status-list.ts'
import {
  Category,
  claimsFault,
  ENTER_BY,
  Entries,
  Holder,
  ISSUING_STATE,
  Passport,
  STATUS_LIST_URN,
  VisaClaims,
} from '#evisa/visa-claims.ts'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import type { FieldFault } from './problem.ts'
import type { SigningKey } from './signing-keys.ts'
import type { StatusPlace, Store, StoredVisa } from './store/store.ts'

export const VisaApplication = Type.Object(
  {
    visa_support_number: Type.String({
      pattern: '^[A-Z0-9][A-Z0-9/-]{3,31}$',
      description: 'Number of the invitation',
    }),
    category: Category,
    entries: Entries,
    valid_from: VisaClaims.properties.valid_from,
    valid_until: VisaClaims.properties.valid_until,
    stay_days: VisaClaims.properties.stay_days,
    holder: Holder,
    passport: Passport,
  },
  { additionalProperties: false, description: 'What an e-visa is asked for with' },
)
export type VisaApplication = Type.Static<typeof VisaApplication>

/** All that issuing needs from outside: the clock and the dice included. */
export interface IssueContext {
  readonly store: Pick<Store, 'drawStatusPlaces' | 'recordVisas'>
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

/** Issues one visa: see `issueVisas`. */
export async function issueVisa(application: VisaApplication, context: IssueContext): Promise<Issued> {
  const [issued] = await issueVisas([application], context)
  return issued as Issued
}

export type Issued = Result<StoredVisa, readonly FieldFault[]>

/**
 * Issues a batch: signed at once, recorded in one transaction, answered in the order asked. An application that breaks
 * rules fails with all of them and records nothing; the others are issued.
 */
export async function issueVisas(
  applications: readonly VisaApplication[],
  context: IssueContext,
): Promise<readonly Issued[]> {
  const issued: (Issued | undefined)[] = applications.map((application) => {
    const faults = [
      ...judgeApplication(application, context.policy, context.now),
      ...judgeKey(application, context.key),
    ]
    return faults.length > 0 ? fail(faults) : undefined
  })
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const open = applications.flatMap((application, at) => (issued[at] === undefined ? [{ application, at }] : []))
    if (open.length === 0) return issued as Issued[]
    const places = await context.store.drawStatusPlaces(open.length, () => shuffledPlaces(context.randomBytes))
    const signed = await Promise.all(
      open.map(({ application }, at) => signVisa(application, places[at] as StatusPlace, context)),
    )
    const printable = signed.flatMap((visa, at) => (visa.ok ? [{ visa: visa.value, at: open[at]?.at ?? 0 }] : []))
    for (const [at, visa] of signed.entries()) if (!visa.ok) issued[open[at]?.at ?? 0] = visa
    const taken = await context.store.recordVisas(
      printable.map(({ visa }) => visa),
      { actor: context.actor, at: context.now },
    )
    for (const [index, { visa, at }] of printable.entries()) {
      if (taken[index] === null) issued[at] = ok({ ...visa, status: 'valid', entriesUsed: 0 })
      else if (taken[index] === 'support-number-used') issued[at] = fail([SUPPORT_NUMBER_USED])
    }
  }
  throw new Error('no free visa number was drawn')
}

const SUPPORT_NUMBER_USED: FieldFault = {
  field: 'visa_support_number',
  rule: 'one-visa-an-invitation',
  message: 'already gave this passport an e-visa; revoke that one first to replace it',
}

type SignedVisa = Omit<StoredVisa, 'status' | 'entriesUsed'>

async function signVisa(
  application: VisaApplication,
  place: StatusPlace,
  context: IssueContext,
): Promise<Result<SignedVisa, readonly FieldFault[]>> {
  const { visa_support_number: visaSupportNumber, ...asked } = application
  const claims = makeClaims(asked, place, context)
  const fault = claimsFault(claims)
  if (fault !== null) return fail([{ field: 'application', rule: 'calendar', message: fault }])
  const jws = await context.key.sign(VISA_TYP, claims)
  const qrText = qrTextOfJws(jws, context.qrPrefix)
  if (!qrText.ok) return fail([{ field: 'application', rule: 'printable', message: qrText.error }])
  return ok({ claims, jws, qrText: qrText.value, visaSupportNumber })
}

function makeClaims(
  asked: Omit<VisaApplication, 'visa_support_number'>,
  { list, place }: StatusPlace,
  context: IssueContext,
): VisaClaims {
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

/** Every rule of the policy that an application breaks: the field, the rule, and what to do. */
export function judgeApplication(application: VisaApplication, policy: PolicyInForce, now: EpochSeconds): FieldFault[] {
  const { category, entries, valid_from, valid_until, stay_days, holder, passport } = application
  const faults: FieldFault[] = []
  const add = (broken: boolean, field: string, rule: string, message: string) => {
    if (broken) faults.push({ field, rule, message })
  }
  add(valid_until < valid_from, 'valid_until', 'order', 'is before valid_from')
  add(valid_until < civilDateAt(now), 'valid_until', 'not-past', 'is already past')
  const months = policy.passport_months_beyond_visa
  const mustLast = addMonths(valid_until, months)
  add(
    passport.expires < mustLast,
    'passport.expires',
    'passport-outlasts-visa',
    `the passport must be valid at least ${months} months beyond the visa, until ${mustLast}`,
  )
  const rule = policy.categories.get(category)
  if (rule === undefined) {
    add(true, 'category', 'known-category', `takes one of ${[...policy.categories.keys()].join(', ')}`)
    return faults
  }
  add(!rule.entries.includes(entries), 'entries', 'category-entries', `${category} takes ${rule.entries.join(' or ')}`)
  const { max_stay_days: maxStay, max_validity_days: maxValidity } = rule
  const days = daysBetween(valid_from, valid_until) + 1
  add(
    maxStay !== null && stay_days > maxStay,
    'stay_days',
    'category-stay',
    `${category} allows at most ${maxStay} days`,
  )
  add(stay_days > days, 'stay_days', 'stay-within-validity', `is longer than the ${days} days of validity`)
  add(
    maxValidity !== null && days > maxValidity,
    'valid_until',
    'category-validity',
    `${category} is valid at most ${maxValidity} days; this is ${days}`,
  )
  const { nationality } = holder
  add(
    !rule.eligible.has(nationality),
    'holder.nationality',
    'eligible-nationality',
    `${nationality} is not on the list of nationalities for ${category}`,
  )
  return faults
}
