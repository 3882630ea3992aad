/** Whether somebody needs a visa, which one, and where it is asked for: exactly one answer to a question, from policy and terms. Pure. */
import { addDays, addMonths, type CivilDate } from '#evisa/civil-date.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import { feeRowOf } from '#evisa/terms/fee-of.ts'
import type { Fee, HostKind, PurposeRule, TermsEdition } from '#evisa/terms/terms-edition.ts'
import { ISSUING_STATE } from '#evisa/visa-claims.ts'

export const WAYS_OF_ENTRY = ['air', 'rail', 'road', 'sea'] as const
export type WayOfEntry = (typeof WAYS_OF_ENTRY)[number]

export interface EligibilityQuestion {
  /** A state that a passport can name. */
  readonly citizenship: string
  /** One of the terms' purposes. */
  readonly purpose: string
  /** Of the stay, 1 or more. */
  readonly days: number
  readonly entry: WayOfEntry
  /** Null: as few as there are. */
  readonly entries: Fee['entries'] | null
  /** Null where it is not said. */
  readonly passportExpires: CivilDate | null
}

export interface EligibilityContext {
  readonly policy: Pick<PolicyEdition, 'visa_free' | 'passport_months_beyond_visa'> & {
    readonly categories: ReadonlyMap<string, CategoryInForce>
    readonly checkpoints: ReadonlyMap<string, PolicyEdition['checkpoints'][number]>
  }
  readonly terms: TermsEdition
  readonly today: CivilDate
}
type CategoryInForce = Omit<PolicyEdition['categories'][number], 'nationalities'> & {
  readonly eligible: ReadonlySet<string>
}

/** An e-visa that may be asked for. Days are null where there is no limit. */
export interface Offer {
  readonly category: string
  readonly entries: Fee['entries']
  readonly max_stay_days: number | null
  readonly max_validity_days: number | null
  readonly fee: Pick<Fee, 'amount_minor' | 'currency' | 'draft'>
}

export interface EvisaFacts {
  /** The one that is meant, with as few entries as will do. */
  readonly offer: Offer
  /** Others for the same purpose. */
  readonly others: readonly Offer[]
  readonly invited_by: readonly HostKind[]
  readonly at_hand: readonly AtHand[]
  readonly times: EvisaTimes
  readonly passport: PassportFacts
  /** Through which an e-visa lets in, and no other. */
  readonly airports: readonly { readonly id: string; readonly name: string }[]
}

export const AT_HAND = ['passport', 'passport-copy', 'visa-support-number', 'e-mail', 'bank-card'] as const
export type AtHand = (typeof AT_HAND)[number]

export interface EvisaTimes {
  readonly review_business_days: number
  readonly invitation_business_days: number
  readonly invitation_heard_days: number
  readonly invitation_earliest_days: number
}

export interface PassportFacts {
  readonly months_beyond_visa: number
  /** Until when a passport must be valid for a stay of so many days that begins today. */
  readonly needed_until: CivilDate
  /** The last day that an e-visa for this passport can have; null where it was not said when it runs out. */
  readonly visa_at_most_until: CivilDate | null
  /** Whether this passport is enough for a stay that begins today; null where it was not said when it runs out. */
  readonly is_enough: boolean | null
}

/** Why it is asked for at an embassy: for this purpose all do, or these citizens, or for so long, or for so many entries. */
export type EmbassyReason = 'purpose' | 'citizenship' | 'stay' | 'entries'

/** What is to be done by one who needs a visa. `visa_free_days`: for how many days none is needed; 0 for none. */
export type VisaAnswer =
  | ({ readonly kind: 'e-visa'; readonly visa_free_days: number } & EvisaFacts)
  /** An e-visa, but not by this way of entry. */
  | ({ readonly kind: 'by-air-only'; readonly visa_free_days: number } & EvisaFacts)
  | {
      readonly kind: 'embassy'
      readonly visa_free_days: number
      readonly category: string | null
      readonly because: EmbassyReason
      /** The longest stay of an e-visa, where the stay is why; else null. */
      readonly evisa_days: number | null
    }
  | { readonly kind: 'not-for-this-purpose'; readonly visa_free_days: number; readonly serves: readonly string[] }

export type EligibilityAnswer =
  | { readonly kind: 'own-citizen' }
  | {
      readonly kind: 'visa-free'
      readonly visa_free_days: number
      /** What is needed for a stay that is a day longer. */
      readonly longer: VisaAnswer
    }
  | VisaAnswer

/** Answers with exactly one kind. Throws where the purpose is none of the terms. */
export function eligibility(asked: EligibilityQuestion, context: EligibilityContext): EligibilityAnswer {
  const { citizenship, days } = asked
  if (citizenship === ISSUING_STATE) return { kind: 'own-citizen' }
  const visaFreeDays = visaFreeDaysOf(asked, context)
  if (days > visaFreeDays) return visaAnswer(asked, visaFreeDays, context)
  const longer = visaAnswer({ ...asked, days: visaFreeDays + 1 }, visaFreeDays, context)
  return { kind: 'visa-free', visa_free_days: visaFreeDays, longer }
}

function visaFreeDaysOf({ citizenship, purpose }: EligibilityQuestion, { policy, terms }: EligibilityContext): number {
  return terms.visa_free.purposes.includes(purpose) ? (policy.visa_free[citizenship] ?? 0) : 0
}

function visaAnswer(asked: EligibilityQuestion, visaFreeDays: number, context: EligibilityContext): VisaAnswer {
  const { terms } = context
  const rule = terms.purposes.find(({ purpose }) => purpose === asked.purpose)
  if (rule === undefined) throw new TypeError('a purpose that the terms do not have')
  const common = { visa_free_days: visaFreeDays }
  if (rule.ask === 'not-at-all') return { kind: 'not-for-this-purpose', ...common, serves: rule.serves }
  const embassy = (because: EmbassyReason, category: string | null, evisaDays: number | null = null): VisaAnswer => ({
    ...{ kind: 'embassy', ...common, category, because, evisa_days: evisaDays },
  })
  if (rule.ask === 'embassy') return embassy('purpose', rule.category)
  const [first = null] = rule.categories
  const offers = offersFor(rule, asked, context)
  if (offers.length === 0) return embassy('citizenship', first)
  const longEnough = offers.filter(({ max_stay_days: most }) => most === null || asked.days <= most)
  const [longest] = offers.map(({ max_stay_days: most }) => most ?? Number.POSITIVE_INFINITY).toSorted((a, b) => b - a)
  if (longEnough.length === 0) return embassy('stay', first, longest ?? null)
  const [offer] = asked.entries === null ? longEnough : longEnough.filter(({ entries }) => entries === asked.entries)
  if (offer === undefined) return embassy('entries', first)
  const facts = evisaFacts(rule, offer, offers, asked, context)
  return { kind: asked.entry === 'air' ? 'e-visa' : 'by-air-only', ...common, ...facts }
}

type OnlineRule = Extract<PurposeRule, { ask: 'online' }>

/** What these citizens may ask for, single entry first. What has no price cannot be asked for. */
function offersFor(
  { purpose, categories }: OnlineRule,
  { citizenship }: EligibilityQuestion,
  { policy, terms }: EligibilityContext,
): readonly Offer[] {
  const isElsewhere = terms.embassy_only.some(
    (row) => row.purposes.includes(purpose) && row.nationalities.includes(citizenship),
  )
  if (isElsewhere) return []
  return categories.flatMap((code) => {
    const rule = policy.categories.get(code)
    if (rule === undefined || !rule.eligible.has(citizenship)) return []
    const { max_stay_days, max_validity_days } = rule
    return rule.entries.flatMap((entries): Offer[] => {
      const fee = feeRowOf(terms.fees, code, entries, citizenship)
      if (fee === null) return []
      const { amount_minor, currency, draft } = fee
      return [{ category: code, entries, max_stay_days, max_validity_days, fee: { amount_minor, currency, draft } }]
    })
  })
}

function evisaFacts(
  rule: OnlineRule,
  offer: Offer,
  offers: readonly Offer[],
  asked: EligibilityQuestion,
  { policy, terms: { times }, today }: EligibilityContext,
): EvisaFacts {
  const airports = [...policy.checkpoints.values()].filter(({ kind, international }) => kind === 'air' && international)
  return {
    offer,
    others: offers.filter((other) => other !== offer),
    invited_by: rule.invited_by,
    at_hand: AT_HAND,
    times: {
      review_business_days: times.review_business_days.value,
      invitation_business_days: times.invitation_business_days.value,
      invitation_heard_days: times.invitation_heard_days.value,
      invitation_earliest_days: times.invitation_earliest_days.value,
    },
    passport: passportFacts(asked, policy.passport_months_beyond_visa, today),
    airports: airports.map(({ id, name }) => ({ id, name })),
  }
}

function passportFacts(
  { days, passportExpires }: EligibilityQuestion,
  months: number,
  today: CivilDate,
): PassportFacts {
  const lastDay = addDays(today, days - 1)
  const atMost = passportExpires === null ? null : lastVisaDay(passportExpires, months)
  return {
    months_beyond_visa: months,
    needed_until: addMonths(lastDay, months),
    visa_at_most_until: atMost,
    is_enough: atMost === null ? null : atMost >= lastDay,
  }
}

/** The last day from which it is so many months, as issuing counts them, to the end of the passport. */
function lastVisaDay(expires: CivilDate, months: number): CivilDate {
  let day = addMonths(expires, -months)
  // The last days of a long month come to the same end of a shorter one.
  while (addMonths(addDays(day, 1), months) <= expires) day = addDays(day, 1)
  return day
}
