/** A decision: the outcome, why, what to do, what it rests on, and the facts that this audience may see. */
import { type CivilDate, civilDateAt, type EpochSeconds } from './civil-date.ts'
import { type Crossing, dayOf, lastPermittedDay } from './entry-account.ts'
import type { Examination } from './examination.ts'
import type { Localized } from './language.ts'
import type { Finding, Outcome, Reason } from './reasons.ts'
import type { Audience } from './situation.ts'
import type { KnownArtefact, Warning } from './staleness.ts'
import type { VisaStatus } from './status-list.ts'
import type { VisaClaims } from './visa-claims.ts'

export interface Decision {
  readonly outcome: Outcome
  readonly audience: Audience
  /** Whether the keys of a demonstration are trusted here: then nothing that was checked is an e-visa, whatever else is said. */
  readonly specimen: boolean
  /** What the screen says in large letters. */
  readonly word: Localized
  /** The first reason of the gravest outcome; null where nothing was found at all. */
  readonly reason: Reason | null
  /** One line: what to do now. */
  readonly instruction: Localized
  /** Every rule that failed, in table order. */
  readonly findings: readonly Finding[]
  /** The day in Kazakhstan that the answer is for. */
  readonly asked_for: CivilDate
  readonly decided_at: EpochSeconds
  /** Whether the server was reached for it. */
  readonly online: boolean
  readonly knew: readonly KnownArtefact[]
  /** What will soon be too old to rest on, or is. */
  readonly warnings: readonly (Warning & { readonly text: Localized })[]
  /** What would have been asked but was not there. */
  readonly not_known: readonly string[]
  /** Null unless the credential is proven. */
  readonly visa: CarrierFacts | BorderFacts | null
}

/** What a carrier may see: what is printed on the paper in its hand. */
export interface CarrierFacts {
  readonly visa_number: string
  readonly category: string
  readonly valid_from: CivilDate
  readonly valid_until: CivilDate
  readonly surname: string
  readonly given_names: string
  readonly passport_number: string
  /** It is told to be compared. Missing in an answer of a server of before, and in one that was kept then. */
  readonly birth_date?: string
}

/** What a border device may see: all of the visa and its crossings. */
export interface BorderFacts extends CarrierFacts {
  readonly claims: VisaClaims
  readonly status: VisaStatus | null
  readonly entries_allowed: VisaClaims['entries']
  readonly entries_used: number
  /** Of the stay that is open, or of one that began on the day asked about. */
  readonly last_permitted_day: CivilDate
  readonly crossings: readonly Crossing[]
  /** Refusals and overrides, for second line. */
  readonly notes: readonly Crossing[]
}

/** All of a proven visa, as the border sees it; null for anybody else, and where nothing is proven. */
export function claimsOf({ visa }: Pick<Decision, 'visa'>): VisaClaims | null {
  return visa !== null && 'claims' in visa ? visa.claims : null
}

/** The facts of a proven visa that the asking audience may see. */
export function visaFacts(examination: Examination): CarrierFacts | BorderFacts {
  const { claims, account, situation, policy, status, now } = examination
  const printed: CarrierFacts = {
    visa_number: claims.jti,
    category: claims.category,
    valid_from: claims.valid_from,
    valid_until: claims.valid_until,
    surname: claims.holder.surname,
    given_names: claims.holder.given_names,
    passport_number: claims.passport.number,
    birth_date: claims.holder.birth_date,
  }
  if (situation.audience === 'carrier') return printed
  const entered = account.open === null ? civilDateAt(now) : dayOf(account.open)
  return {
    ...printed,
    claims,
    status,
    entries_allowed: claims.entries,
    entries_used: account.used,
    last_permitted_day: lastPermittedDay(claims, entered, policy?.stay_capped_by_validity ?? true),
    crossings: account.events,
    notes: account.notes,
  }
}
