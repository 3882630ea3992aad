/** The keys on a line of time: what signs, what verifies, until when. Pure. */
import { civilDateAt, type EpochSeconds, startOfDay } from './civil-date.ts'
import { KEY_PURPOSES, type KeyState, type TrustedKeyDocument } from './trust-list.ts'

/** A key as a line of time needs it. */
export interface DatedKey extends Omit<TrustedKeyDocument, 'jwk' | 'alg' | 'purpose'> {
  /** One of `KEY_PURPOSES`, or what a later program knows. */
  readonly purpose: string
}

const PURPOSES: readonly string[] = KEY_PURPOSES

export interface Span {
  readonly from: EpochSeconds
  readonly to: EpochSeconds
}

export interface TimelineRow {
  /** A kid, or `root 1`. */
  readonly name: string
  readonly purpose: string
  readonly state: KeyState
  /** Null for a key that never signs. */
  readonly signs: Span | null
  /** While it only verifies; of a compromised key only what its register names. Null where nothing of it does. */
  readonly verifies: Span | null
  readonly compromisedAt: EpochSeconds | null
}

export interface Timeline extends Span {
  readonly rows: readonly TimelineRow[]
  readonly now: EpochSeconds
  /** The first day of each year, or of each quarter where there are few years. */
  readonly ticks: readonly { readonly at: EpochSeconds; readonly label: string }[]
}

/** A root, which signs trust lists until it runs out. */
export interface RootTerms {
  readonly version: number
  readonly iat: EpochSeconds
  readonly exp: EpochSeconds
}

const DAY_SECONDS = 86_400
const MAX_YEARS_IN_QUARTERS = 2

/** The newest root first, then the keys by purpose, each purpose in the order in which they came to sign. */
export function timelineOf(keys: readonly DatedKey[], root: RootTerms, now: EpochSeconds): Timeline {
  const sorted = keys.toSorted(
    (a, b) => PURPOSES.indexOf(a.purpose) - PURPOSES.indexOf(b.purpose) || a.active_from - b.active_from,
  )
  const rows = [rowOfRoot(root), ...sorted.map(rowOfKey)]
  const spans = rows.flatMap(({ signs, verifies }) => [signs, verifies].filter((span) => span !== null))
  const first = Math.min(now, ...spans.map(({ from }) => from))
  const last = Math.max(now, ...spans.map(({ to }) => to))
  const margin = Math.max(DAY_SECONDS, Math.round((last - first) / 50))
  const [from, to] = [first - margin, last + margin]
  return { rows, now, from, to, ticks: ticksBetween(from, to) }
}

function rowOfRoot({ version, iat, exp }: RootTerms): TimelineRow {
  const signs = { from: iat, to: exp }
  return { name: `root ${version}`, purpose: 'root', state: 'active', signs, verifies: null, compromisedAt: null }
}

function rowOfKey(key: DatedKey): TimelineRow {
  const { kid: name, purpose, state, active_from, sign_until, verify_until, compromised_at } = key
  const compromisedAt = state === 'compromised' ? Math.max(active_from, compromised_at ?? active_from) : null
  const end = Math.min(sign_until, compromisedAt ?? sign_until)
  // Visas have a register of what was truly issued; everything else that a stolen key signed is refused.
  const isRefused = compromisedAt !== null && purpose !== 'visa'
  const signs = spanOf(active_from, end)
  const verifies = isRefused ? null : spanOf(Math.max(active_from, end), verify_until)
  return { name, purpose, state, signs, verifies, compromisedAt }
}

function spanOf(from: EpochSeconds, to: EpochSeconds): Span | null {
  return to > from ? { from, to } : null
}

function ticksBetween(from: EpochSeconds, to: EpochSeconds) {
  const [firstYear, lastYear] = [from, to].map((instant) => Number(civilDateAt(instant).slice(0, 4))) as [
    number,
    number,
  ]
  const years = lastYear - firstYear + 1
  const months = years <= MAX_YEARS_IN_QUARTERS ? ['01', '04', '07', '10'] : ['01']
  const days = Array.from({ length: years }, (_, at) => months.map((month) => `${firstYear + at}-${month}-01`)).flat()
  const ticks = days.map((day) => ({ at: startOfDay(day), label: months.length === 1 ? day.slice(0, 4) : day }))
  return ticks.filter(({ at }) => at > from && at < to)
}
