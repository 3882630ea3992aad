/** What the public check page says first: whether this is an e-visa at all, and whether it stands. */
import {
  type CivilDate,
  civilDateAt,
  type EpochSeconds,
  formatInstant,
  isCivilDate,
  startOfDay,
} from '#evisa/civil-date.ts'
import { decide } from '#evisa/decide.ts'
import type { CarrierFacts, Decision } from '#evisa/decision.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { type Checkpoint, type Policy, policyOn } from '#evisa/policy.ts'
import { type Finding, isGraver, type Reason } from '#evisa/reasons.ts'
import { VISA_NUMBER_PATTERN } from '#evisa/visa-number.ts'

export type Standing =
  | 'genuine'
  | 'not-yet'
  | 'over'
  | 'used-up'
  | 'revoked'
  | 'suspended'
  | 'forged'
  | 'unknown-key'
  | 'damaged'
  | 'no-evisa'
  | 'number'
  | 'not-known'
  | 'clock'

export interface Told {
  readonly standing: Standing
  /** Null unless it is proven. */
  readonly visa: CarrierFacts | null
  /** It is a carrier's, made without a journey: what it says of a place or a day means nothing. */
  readonly decision: Decision
}

// Only reasons that do not depend on a journey stand here.
const STANDINGS: Readonly<Partial<Record<Reason, Standing>>> = {
  'qr/unreadable': 'no-evisa',
  'qr/too-long': 'no-evisa',
  'qr/not-an-evisa': 'no-evisa',
  'qr/malformed': 'damaged',
  'credential/format': 'forged',
  'credential/header': 'forged',
  'credential/algorithm': 'forged',
  'credential/claims': 'forged',
  'signature/invalid': 'forged',
  'key/compromised': 'forged',
  'key/unknown': 'unknown-key',
  'key/not-active': 'unknown-key',
  'clock/behind': 'clock',
  'clock/ahead': 'clock',
  'data/none': 'not-known',
  'data/trust-expired': 'not-known',
  'data/too-new': 'not-known',
  'data/status-stale': 'not-known',
  'status/replaced': 'revoked',
  'status/revoked': 'revoked',
  'status/suspended': 'suspended',
  'entries/used-up': 'used-up',
}

/** Judges a text without a journey. */
export async function standingOf(text: string, knowledge: Knowledge, now: EpochSeconds): Promise<Told> {
  const anywhere = { audience: 'carrier', checkpoint: '--', arrival: formatInstant(now) } as const
  const decision = await decide(text, anywhere, knowledge, now)
  const { visa } = decision
  const told = decision.findings.filter(({ reason }) => STANDINGS[reason] !== undefined)
  const gravest = told.reduce<Finding | undefined>(
    (worst, one) => (worst === undefined || isGraver(one.outcome, worst.outcome) ? one : worst),
    undefined,
  )
  if (gravest?.reason === 'qr/not-an-evisa' && looksLikeNumber(text)) return { standing: 'number', visa, decision }
  if (gravest !== undefined) return { standing: standingFor(gravest), visa, decision }
  // Nothing is called genuine but what is proven.
  if (visa === null) return { standing: 'not-known', visa, decision }
  const today = civilDateAt(Math.max(now, knowledge.timeFloor))
  const standing = today > visa.valid_until ? 'over' : today < visa.valid_from ? 'not-yet' : 'genuine'
  return { standing, visa, decision }
}

/** As it is printed or typed, also with a letter that is wrong: it is told what to do instead, not whether it exists. */
function looksLikeNumber(text: string): boolean {
  return new RegExp(VISA_NUMBER_PATTERN).test(text.toUpperCase().replaceAll(/[\s-]/g, '')) && /[a-z]/i.test(text)
}

function standingFor({ reason, outcome }: Finding): Standing {
  // Without its register nobody knows what a stolen key truly signed; and an unknown key may be a new one.
  if ((reason === 'key/compromised' || reason === 'key/unknown') && outcome === 'refer') return 'not-known'
  return STANDINGS[reason] ?? 'not-known'
}

/** The instant of a wall clock in Kazakhstan, with its offset; null where the two are no date and time. */
export function arrivalAt(date: CivilDate, time: string): string | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(time) ?? []
  if (!isCivilDate(date) || hours === undefined || minutes === undefined) return null
  return formatInstant(startOfDay(date) + Number(hours) * 3600 + Number(minutes) * 60)
}

export interface Places {
  /** Airports that are open to holders of an e-visa. */
  readonly open: readonly Checkpoint[]
  /** Every other place to cross the border: people ask about those too. */
  readonly other: readonly Checkpoint[]
}

/** Where one may land on a day, by the signed policy, by name; of today's where the day has no policy. */
export function placesOn(policy: Policy, day: CivilDate, today: CivilDate): Places {
  const edition = policyOn(policy, isCivilDate(day) ? day : today) ?? policyOn(policy, today)
  const all = [...(edition?.checkpoints.values() ?? [])].sort((one, other) => (one.name < other.name ? -1 : 1))
  const isOpen = ({ kind, international }: Checkpoint) => kind === 'air' && international
  return { open: all.filter(isOpen), other: all.filter((place) => !isOpen(place)) }
}
