/**
 * An application judged before anything is paid: nobody who cannot get an e-visa pays to be told so. Pure. What the
 * background answers say is for an officer, and never a refusal.
 */
import { addDays, type CivilDate, type EpochSeconds } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Money } from '#evisa/money.ts'
import type { PolicyInForce } from '#evisa/policy.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { feeOf } from '#evisa/terms/fee-of.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import { judgeApplication } from '../issuing/judge-application.ts'
import type { ApplicationContent } from '../lifecycles/application-content.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import { daysOfTrip, type SaidPages } from './read-pages.ts'

/** The copy of the passport that counts, as far as it is judged. */
export interface JudgedCopy {
  readonly id: string
  readonly state: string
  readonly sha256: string | null
}

export interface Judged {
  readonly said: SaidPages
  /** What the invitation says; it is known to be of this passport and nationality. */
  readonly invitation: InvitationContent
  readonly terms: TermsEdition
  readonly policy: PolicyInForce
  readonly copy: JudgedCopy | null
  readonly email: string
  readonly language: TravellerLanguage
  readonly now: EpochSeconds
}

export interface Verdict {
  readonly content: ApplicationContent
  readonly fee: Money
  /** What an officer has to look at. */
  readonly flags: readonly string[]
}

/** What can be frozen and paid for; or every fault, by `page.field`, with what to do. */
export function judge(judged: Judged): Result<Verdict, readonly FieldFault[]> {
  const { said, invitation, terms } = judged
  const fee = feeOf(invitation, terms)
  const faults = [
    ...copyFaults(judged.copy),
    ...purposeFaults(judged),
    ...tripFaults(judged),
    ...holderFaults(judged),
    ...policyFaults(judged),
    ...(fee === null
      ? [
          numberFault(
            'fee',
            `the terms state no fee for ${invitation.category} with these entries: write to the visa desk`,
          ),
        ]
      : []),
  ]
  return fee === null || faults.length > 0
    ? fail(faults)
    : ok({ content: contentOf(judged), fee, flags: flagsOf(said) })
}

const numberFault = (rule: string, message: string): FieldFault => ({
  field: 'invitation.visa_support_number',
  rule,
  message,
})

/** Whether the copy of the passport can be submitted. */
export function copyFaults(copy: JudgedCopy | null): FieldFault[] {
  if (copy?.state === 'accepted') return []
  const message =
    copy === null
      ? 'is missing: add a picture of the passport'
      : copy.state === 'receiving'
        ? 'has not arrived as a whole yet'
        : 'was not accepted: add another picture of the passport'
  return [{ field: 'copy', rule: copy === null ? 'required' : `copy-${copy.state}`, message }]
}

/** Whether this purpose is asked for here, by this citizen, in the category of the invitation. */
function purposeFaults({ said: { trip }, invitation, terms }: Judged): FieldFault[] {
  const fault = (rule: string, message: string): FieldFault[] => [{ field: 'trip.purpose', rule, message }]
  const { purpose } = trip
  if (purpose !== invitation.purpose)
    return fault(
      'invitation-purpose',
      `is ${purpose}, and the invitation is for ${invitation.purpose}: choose that, or ask your host for another invitation`,
    )
  const rule = terms.purposes.find((one) => one.purpose === purpose)
  if (rule === undefined)
    return fault(
      'purpose',
      `is none of ${terms.purposes
        .filter(({ ask }) => ask === 'online')
        .map((one) => one.purpose)
        .join(', ')}`,
    )
  if (rule.ask === 'embassy') return fault('embassy-only', 'is asked for at an embassy alone, and not by e-visa')
  if (rule.ask === 'not-at-all')
    return fault(
      'purpose',
      `is not served by e-visa${rule.serves.length > 0 ? `; perhaps ${rule.serves.join(' or ')} is meant` : ''}`,
    )
  if (!rule.categories.includes(invitation.category))
    return [
      numberFault(
        'category',
        `the invitation is for ${invitation.category}, and ${purpose} takes ${rule.categories.join(' or ')}: ask your host for another invitation`,
      ),
    ]
  const isEmbassyOnly = terms.embassy_only.some(
    ({ nationalities, purposes }) => nationalities.includes(invitation.nationality) && purposes.includes(purpose),
  )
  return isEmbassyOnly
    ? fault('embassy-only', `is asked for at an embassy by citizens of ${invitation.nationality}, and not by e-visa`)
    : []
}

function tripFaults({ said: { trip }, invitation }: Judged): FieldFault[] {
  const { expected_entry: entry, expected_exit: exit } = trip
  const { valid_from, valid_until, stay_days } = invitation
  const faults: FieldFault[] = []
  const within = (day: CivilDate) => day >= valid_from && day <= valid_until
  if (!within(entry))
    faults.push({
      field: 'trip.expected_entry',
      rule: 'within-invitation',
      message: `${entry} is not within the invitation, ${valid_from} to ${valid_until}`,
    })
  if (!within(exit))
    faults.push({
      field: 'trip.expected_exit',
      rule: 'within-invitation',
      message: `${exit} is not within the invitation, ${valid_from} to ${valid_until}`,
    })
  const days = daysOfTrip(trip)
  if (days > stay_days)
    faults.push({
      field: 'trip.expected_exit',
      rule: 'stay',
      message: `these are ${days} days, and the invitation allows ${stay_days}: leave by ${addDays(entry, stay_days - 1)}`,
    })
  return faults
}

/** The invitation names the traveller, too: an e-visa in another name than that would be stopped at the border. */
function holderFaults({ said: { passport }, invitation }: Judged): FieldFault[] {
  return (['surname', 'given_names', 'birth_date'] as const)
    .filter((field) => passport[field] !== invitation[field])
    .map((field) => ({
      field: `passport.${field}`,
      rule: 'invitation-holder',
      message: `is ${passport[field] || 'empty'}, and the invitation says ${invitation[field] || 'nothing'}: whichever is unlike the passport has to be put right`,
    }))
}

const ITS_PAGE: Readonly<Record<string, string>> = {
  'passport.expires': 'passport.expires',
  'passport.number': 'passport.number',
  'passport.issuer': 'passport.issuer',
  'holder.birth_date': 'passport.birth_date',
  'holder.nationality': 'passport.nationality',
}

/** What the policy says of the e-visa that would be issued, told of the fields that were asked for. */
function policyFaults(judged: Judged): FieldFault[] {
  const { category, entries, valid_from, valid_until, stay_days, holder, passport, visa_support_number } =
    contentOf(judged)
  const asked = { visa_support_number, category, entries, valid_from, valid_until, stay_days, holder, passport }
  return judgeApplication(asked, judged.policy, judged.now).map(({ field, rule, message }) => {
    const page = ITS_PAGE[field]
    if (page !== undefined) return { field: page, rule, message }
    return numberFault(
      rule,
      `is of an invitation that gets no e-visa: ${field} ${message}. Ask your host for another one`,
    )
  })
}

function contentOf({ said, invitation, copy, email, language }: Judged): ApplicationContent {
  const { trip, passport, contact, background } = said
  const { surname, given_names, sex, birth_date, nationality } = passport
  const { category, entries, valid_from, valid_until, stay_days } = invitation
  return {
    purpose: trip.purpose,
    visa_support_number: said.invitation.visa_support_number,
    ...{ category, entries, valid_from, valid_until, stay_days },
    holder: { surname, given_names, sex, birth_date, nationality },
    passport: { number: passport.number, issuer: passport.issuer, expires: passport.expires },
    mrz: passport.mrz === null ? null : [...passport.mrz.lines],
    copy: copy?.id ?? null,
    copy_sha256: copy?.sha256 ?? null,
    expected_entry: trip.expected_entry,
    expected_exit: trip.expected_exit,
    place_of_stay: contact.place_of_stay,
    phone: contact.phone,
    background,
    email,
    language,
  }
}

/** The flags that come of what the traveller says; there are others, of what happens to a case. */
export const OWN_FLAGS = ['refused-before', 'overstayed', 'convicted', 'lines-not-typed'] as const

function flagsOf({ background, passport }: SaidPages): string[] {
  const { refused_before, overstayed, convicted } = background
  const said = Object.entries({ 'refused-before': refused_before, overstayed, convicted })
  return [...said.filter(([, is]) => is).map(([flag]) => flag), ...(passport.mrz === null ? ['lines-not-typed'] : [])]
}
