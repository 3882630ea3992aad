/** How old what is known is, and what will soon be too old: said with every answer, long before it would change one. */
import { civilDateAt, type EpochSeconds } from './civil-date.ts'
import { isClockAhead, type Knowledge } from './knowledge.ts'
import { policyOn } from './policy.ts'
import type { Audience } from './situation.ts'

type Artefact = 'trust-list' | 'policy' | 'snapshot' | 'status-list' | 'ledger'

/** A piece of knowledge that a decision rests on: its version, where it has one, and its age in seconds. */
export interface KnownArtefact {
  readonly artefact: Artefact
  readonly version: number | null
  /** Since it was last known to be the newest. */
  readonly age_seconds: number
}

export const WARNING_CODES = ['expires-soon', 'expired', 'ages', 'too-old', 'behind', 'clock-ahead'] as const
export type WarningCode = (typeof WARNING_CODES)[number]

/** Something that will turn answers into "refer", or has done so: to be mended by a refresh, by the authority, or by hand. */
export interface Warning {
  readonly code: WarningCode
  readonly about: Artefact | 'clock'
  /** When it runs out, or did; of what is behind, when that was signed; for the clock, the time that it should show. Epoch seconds. */
  readonly at: EpochSeconds
}

// The share of its life, or of the age that the policy allows, from which on a warning is given.
const WARN_FROM = 0.75
/** A clock so far ahead of the last signed time, counted on by a steady clock, is doubted aloud. */
export const CLOCK_AHEAD_SECONDS = 900
const DEFAULT_MAX_AGE_SECONDS = 24 * 3600

/** Version and age of all that was known. */
export function agesOf(knowledge: Knowledge, statusListUri: string | null, now: EpochSeconds): KnownArtefact[] {
  const list = statusListUri === null ? undefined : knowledge.statusLists.get(statusListUri)
  const known: KnownArtefact[] = []
  const add = (artefact: Artefact, version: number | null, at: EpochSeconds | undefined) => {
    if (at !== undefined) known.push({ artefact, version, age_seconds: Math.max(0, Math.floor(now - at)) })
  }
  add('trust-list', knowledge.trust?.version ?? null, knowledge.trust?.asOf)
  add('policy', knowledge.policy?.version ?? null, knowledge.policy?.iat)
  add('snapshot', knowledge.snapshot?.version ?? null, knowledge.snapshot?.iat)
  add('status-list', null, list?.asOf)
  add('ledger', null, knowledge.ledger?.asOf)
  return known
}

/** What is running out or has run out, the gravest first. */
export function warningsOf(knowledge: Knowledge, audience: Audience, now: EpochSeconds): Warning[] {
  const { trust, policy, snapshot, ledger, isLedgerBehind, statusLists } = knowledge
  const limits = policy === null ? undefined : policyOn(policy, civilDateAt(now))?.limits
  const maxAge = limits?.status_max_age_seconds[audience === 'carrier' ? 'carrier' : 'border']
  const aheadOf = isClockAhead(knowledge, now) ? knowledge.provenTime : knowledge.clockAheadOf
  const found: (Warning | null)[] = [
    expiry('trust-list', trust, now),
    expiry('policy', policy, now),
    expiry('snapshot', snapshot, now),
    ageing('status-list', oldest([...statusLists.values()]), maxAge, now),
    audience === 'carrier' ? null : ageing('ledger', ledger?.asOf, limits?.ledger_max_age_seconds, now),
    audience !== 'carrier' && isLedgerBehind && snapshot !== null
      ? { code: 'behind', about: 'ledger', at: snapshot.iat }
      : null,
    aheadOf === null ? null : { code: 'clock-ahead', about: 'clock', at: aheadOf },
  ]
  const warnings = found.filter((warning) => warning !== null)
  return warnings.sort((one, other) => Number(isOver(other)) - Number(isOver(one)))
}

export function isOver({ code }: Warning): boolean {
  return code === 'expired' || code === 'too-old' || code === 'behind'
}

function oldest(lists: readonly { readonly asOf: EpochSeconds }[]): EpochSeconds | undefined {
  return lists.length === 0 ? undefined : Math.min(...lists.map(({ asOf }) => asOf))
}

function expiry(
  about: Artefact,
  artefact: { readonly iat: EpochSeconds; readonly exp: EpochSeconds } | null,
  now: EpochSeconds,
): Warning | null {
  if (artefact === null) return null
  const { iat, exp } = artefact
  if (now > exp) return { code: 'expired', about, at: exp }
  return now > iat + WARN_FROM * (exp - iat) ? { code: 'expires-soon', about, at: exp } : null
}

function ageing(
  about: Artefact,
  asOf: EpochSeconds | undefined,
  maxAge = DEFAULT_MAX_AGE_SECONDS,
  now: EpochSeconds,
): Warning | null {
  if (asOf === undefined) return null
  const at = asOf + maxAge
  if (now > at) return { code: 'too-old', about, at }
  return now > asOf + WARN_FROM * maxAge ? { code: 'ages', about, at } : null
}
