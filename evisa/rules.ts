/** The decision table: when each rule fails. Its outcome by audience stands in `reasons.ts`, in the same order. */
import { addDays, type CivilDate, daysBetween, type EpochSeconds, startOfDay } from './civil-date.ts'
import { closeNumbers } from './close-number.ts'
import { dayOf, lastPermittedDay } from './entry-account.ts'
import type { Examination } from './examination.ts'
import { unknownMust } from './extensions.ts'
import { isLongPast } from './flight.ts'
import { earliestNow, isClockAhead, isClockBehind, type Knowledge } from './knowledge.ts'
import type { PassportReading } from './mrz.ts'
import { compareBirthDates, compareStatedBirth, expiryDate } from './mrz-dates.ts'
import { compareNames } from './name-match.ts'
import { policyOn } from './policy.ts'
import type { Finding, Reason } from './reasons.ts'
import { isGraverStatus } from './status-list.ts'

/** False where the rule holds; true where it fails; or what it changes about the finding. */
type Failure = boolean | Partial<Omit<Finding, 'reason'>>

export interface Rule {
  readonly reason: Reason
  readonly fails: (examination: Examination) => Failure
}

const NEAR_BOUNDARY_SECONDS = 3 * 3600
// For a device that was never given a policy; `data/none` refers everything there anyway.
const DEFAULT_MAX_AGE_SECONDS = 24 * 3600

type AboutKnowledge = Pick<Examination, 'knowledge' | 'policy' | 'now'>

interface KnowledgeRule {
  readonly reason: Reason
  readonly fails: (about: AboutKnowledge) => boolean
}

const CLOCK_RULES: readonly KnowledgeRule[] = [
  { reason: 'clock/behind', fails: ({ knowledge, now }) => isClockBehind(knowledge, now) },
  { reason: 'clock/ahead', fails: ({ knowledge, now }) => isClockAhead(knowledge, now) },
]

const DATA_RULES: readonly KnowledgeRule[] = [
  { reason: 'data/none', fails: ({ knowledge, policy }) => knowledge.trust === null || policy === null },
  {
    reason: 'data/trust-expired',
    // Without a snapshot nothing says that the rest is not an old set, kept back by somebody.
    fails: ({ knowledge: { trust, policy, snapshot }, now }) =>
      (trust !== null && snapshot === null) ||
      [trust, policy, snapshot].some((artefact) => artefact !== null && now > artefact.exp),
  },
  {
    reason: 'data/too-new',
    fails: ({ knowledge: { trust, policy, snapshot } }) =>
      [trust, policy, snapshot].some((artefact) => artefact !== null && unknownMust(artefact) !== null),
  },
  { reason: 'data/damaged', fails: ({ knowledge }) => knowledge.isDamaged },
]

export const RULES: readonly Rule[] = [
  ...CLOCK_RULES,
  {
    reason: 'arrival/past',
    fails: ({ arrival, knowledge, now }) => isLongPast(arrival, earliestNow(knowledge, now)),
  },
  ...DATA_RULES,
  {
    reason: 'data/status-stale',
    fails: ({ statusList, now, situation, policy }) => {
      const limits = policy?.limits.status_max_age_seconds
      const limit = limits?.[situation.audience === 'carrier' ? 'carrier' : 'border'] ?? DEFAULT_MAX_AGE_SECONDS
      return statusList === undefined || now - statusList.asOf > limit || now > statusList.exp
    },
  },
  {
    reason: 'data/ledger-stale',
    fails: ({ claims, knowledge: { ledger, isLedgerBehind }, policy, now }) => {
      if (claims.entries === 'multiple') return false
      if (ledger === null || isLedgerBehind) return true
      const age = now - ledger.asOf
      if (age > (policy?.limits.ledger_max_age_seconds ?? DEFAULT_MAX_AGE_SECONDS)) return true
      return age >= (policy?.limits.ledger_warn_age_seconds ?? 0) && { outcome: 'clear' }
    },
  },
  { reason: 'status/replaced', fails: ({ status, isReplaced }) => status === 'revoked' && isReplaced },
  { reason: 'status/revoked', fails: ({ status, isReplaced }) => status === 'revoked' && !isReplaced },
  { reason: 'status/suspended', fails: ({ status }) => status === 'suspended' },
  {
    reason: 'status/lost',
    // A restore takes no revocation back: who did it meant it, and the authority says so again or reinstates.
    fails: ({ status, statusBefore }) =>
      statusBefore !== null && isGraverStatus(statusBefore, status ?? 'valid') && { detail: { status: statusBefore } },
  },
  { reason: 'passport/misread', fails: ({ passport }) => passport === 'misread' },
  { reason: 'passport/by-eye', fails: ({ passport }) => passport === 'by-eye' },
  {
    reason: 'passport/number',
    fails: ({ claims: { passport: signed }, passport, stated }) => {
      if (wasRead(passport) && (passport.number !== signed.number || passport.issuer !== signed.issuer)) return true
      if (stated?.number === undefined || stated.number === signed.number) return false
      // A list is no reading of the passport.
      const close = closeNumbers(stated.number, signed.number)
      return close === null || { outcome: 'refer', detail: { close } }
    },
  },
  {
    reason: 'passport/nationality',
    fails: ({ claims, passport, stated }) =>
      differs(stated?.nationality, claims.holder.nationality) ||
      (wasRead(passport) && passport.nationality !== claims.holder.nationality),
  },
  {
    reason: 'passport/birth-date',
    fails: ({ claims: { holder }, passport, stated }) => {
      const found = [
        stated?.birth_date === undefined ? 'same' : compareStatedBirth(holder.birth_date, stated.birth_date),
        wasRead(passport) ? compareBirthDates(holder.birth_date, passport.birthDate) : 'same',
      ]
      return found.includes('different') || (found.includes('open') && { outcome: 'refer' })
    },
  },
  {
    reason: 'passport/document',
    fails: ({ claims: { holder, passport: signed }, passport, stated, askedFor }) => {
      // A list is no reading: another expiry asks for a look at the passport, and turns nobody away.
      if (differs(stated?.expires, signed.expires)) return true
      if (!wasRead(passport)) return passport === 'no-passport'
      const areOpposed = [holder.sex, passport.sex].toSorted().join() === 'F,M'
      return areOpposed || expiryDate(passport.expires, askedFor, signed.expires) !== signed.expires
    },
  },
  {
    reason: 'passport/name',
    fails: ({ claims: { holder }, passport }) => {
      if (!wasRead(passport)) return false
      const match = compareNames({ surname: holder.surname, givenNames: holder.given_names }, passport)
      return match !== 'equal' && (match === 'different' || { outcome: 'refer' })
    },
  },
  {
    reason: 'passport/expired',
    fails: ({ claims: { passport: signed }, passport, askedFor }) => {
      const read = wasRead(passport) ? expiryDate(passport.expires, askedFor, signed.expires) : null
      return (read ?? signed.expires) < askedFor
    },
  },
  {
    reason: 'passport/not-read',
    fails: ({ passport, situation, policy }) => {
      if (passport !== 'not-read') return false
      if (situation.audience === 'carrier') return { outcome: policy?.passport_required.carrier ? 'refer' : 'clear' }
      if (situation.audience === 'entry') return { outcome: policy?.passport_required.border ? 'refer' : 'clear' }
      return true
    },
  },
  { reason: 'place/unknown', fails: ({ checkpoint, policy }) => policy !== null && !checkpoint },
  {
    reason: 'place/not-airport',
    fails: ({ checkpoint, situation, policy }) =>
      checkpoint !== undefined &&
      checkpoint.kind !== 'air' &&
      (situation.audience !== 'exit' || policy?.exit_by_air_only === true),
  },
  {
    reason: 'place/not-international',
    fails: ({ checkpoint, situation }) => {
      if (checkpoint?.kind !== 'air' || checkpoint.international) return false
      return situation.audience === 'entry' && situation.diverted ? { outcome: 'refer' } : true
    },
  },
  {
    reason: 'dates/not-yet',
    fails: ({ claims, askedFor, arrival, knowledge, now }) =>
      // It is the earliest day that it may be: by a right clock the e-visa may be valid.
      askedFor < claims.valid_from && (arrival === null && isClockBehind(knowledge, now) ? { outcome: 'refer' } : true),
  },
  { reason: 'dates/expired', fails: ({ claims, askedFor }) => askedFor > claims.valid_until },
  {
    reason: 'dates/near-boundary',
    fails: ({ claims, arrival }) =>
      arrival !== null &&
      [startOfDay(claims.valid_from), startOfDay(addDays(claims.valid_until, 1))].some(
        (boundary) => Math.abs(arrival - boundary) <= NEAR_BOUNDARY_SECONDS,
      ),
  },
  {
    reason: 'entries/used-up',
    fails: ({ situation, status, statusList, account, allowed, repeated, knowledge: { ledger } }) => {
      if (situation.audience === 'carrier') return status === 'exhausted'
      if (repeated) return false
      const last = account.events.findLast(({ action }) => action === 'entry')
      if (account.used >= allowed) return { detail: last ? { at: last.at, checkpoint: last.checkpoint } : {} }
      // A status list younger than the ledger copy knows of an admission that the copy does not hold yet.
      return status === 'exhausted' && (ledger === null || (statusList?.asOf ?? 0) > ledger.asOf)
    },
  },
  {
    reason: 'entries/lost-record',
    fails: ({ lost }) => {
      const last = lost.at(-1)
      return last !== undefined && { detail: { action: last.action, at: last.at, checkpoint: last.checkpoint } }
    },
  },
  {
    reason: 'entries/stay-open',
    fails: ({ situation, account, allowed, repeated }) =>
      account.open !== null &&
      account.used < allowed &&
      !(repeated && situation.audience === 'entry') &&
      (situation.audience === 'carrier' || { detail: { at: account.open.at, checkpoint: account.open.checkpoint } }),
  },
  {
    reason: 'entries/offline-risk',
    fails: ({ claims, knowledge, policy }) =>
      claims.entries !== 'multiple' && !knowledge.online && policy?.offline_entry === 'refer',
  },
  {
    reason: 'entries/repeated',
    fails: ({ repeated, now }) => repeated !== null && { detail: { seconds_ago: Math.floor(now - repeated.at) } },
  },
  {
    reason: 'stay/overstayed',
    fails: ({ claims, accountBefore: { open }, askedFor, policy }) => {
      if (open === null) return false
      const last = lastPermittedDay(claims, dayOf(open), policy?.stay_capped_by_validity ?? true)
      const days = daysBetween(last, askedFor)
      return days > 0 && { detail: { days, last_permitted_day: last } }
    },
  },
  { reason: 'stay/no-entry', fails: ({ accountBefore }) => accountBefore.open === null },
  {
    reason: 'nationality/not-eligible',
    fails: ({ claims, policy }) =>
      policy !== null && !policy.categories.get(claims.category)?.eligible.has(claims.holder.nationality),
  },
]

/** Why nothing at all may be believed on a day: no data, data that has run out, a clock that is wrong. Null if it may. */
export function knowledgeFault(knowledge: Knowledge, day: CivilDate, now: EpochSeconds): Reason | null {
  const policy = knowledge.policy === null ? null : policyOn(knowledge.policy, day)
  const about: AboutKnowledge = { knowledge, policy, now }
  return [...CLOCK_RULES, ...DATA_RULES].find(({ fails }) => fails(about))?.reason ?? null
}

function differs(stated: string | undefined, signed: string): boolean {
  return stated !== undefined && stated !== signed
}

function wasRead(passport: Examination['passport']): passport is PassportReading {
  return typeof passport === 'object'
}
