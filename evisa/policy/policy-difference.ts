/** What an edition of the policy changes of the one before, in words: what two people look at before it is signed. */
import type { Checkpoint, PolicyEdition } from '#evisa/policy.ts'
import { stateName } from './known-states.ts'

/** Tells one fact a line, in the same order each time; nothing where only the first day differs. */
export function policyDifference(before: PolicyEdition | null, after: PolicyEdition): readonly string[] {
  const from = before ?? NOTHING
  const facts = [
    ...checkpointFacts(from.checkpoints, after.checkpoints),
    ...aliasFacts(from.checkpoint_aliases, after.checkpoint_aliases),
    ...categoryFacts(from.categories, after.categories),
    ...visaFreeFacts(from.visa_free, after.visa_free),
    ...ruleFacts(before, after),
  ]
  return facts.length === 0 ? [] : [`from ${after.effective_from} on:`, ...facts]
}

/** Names all of them: what is not named cannot be approved knowingly. */
export function namedStates(states: readonly string[]): string {
  return states.map(stateName).join(', ')
}

const NOTHING = {
  checkpoints: [],
  checkpoint_aliases: {},
  categories: [],
  visa_free: {},
} satisfies Partial<PolicyEdition>

function* checkpointFacts(before: readonly Checkpoint[], after: readonly Checkpoint[]): Iterable<string> {
  const [then, now] = [byId(before), byId(after)]
  for (const one of after) if (!then.has(one.id)) yield `${one.id} added: ${described(one)}`
  for (const one of before) if (!now.has(one.id)) yield `${one.id} removed: ${described(one)}`
  for (const one of after) {
    const was = then.get(one.id)
    if (was === undefined) continue
    if (was.name !== one.name) yield `${one.id} renamed: ${was.name} -> ${one.name}`
    if (was.kind !== one.kind) yield `${one.id} (${one.name}): ${was.kind} -> ${one.kind}`
    if (was.international !== one.international)
      yield `${one.id} (${one.name}): ${one.international ? 'international from now on' : 'not international any more'}`
  }
}

function described({ name, kind, international }: Checkpoint): string {
  return `${name}, ${kind}, ${international ? 'international' : 'not international'}`
}

function byId(checkpoints: readonly Checkpoint[]): ReadonlyMap<string, Checkpoint> {
  return new Map(checkpoints.map((one) => [one.id, one]))
}

function* aliasFacts(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): Iterable<string> {
  const [then, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  for (const alias of namesOf(before, after)) {
    const [was, is] = [then.get(alias), now.get(alias)]
    if (was === is) continue
    yield is === undefined
      ? `${alias} is no other name of ${was} any more`
      : `${alias} is another name of ${is}${was === undefined ? '' : `, no more of ${was}`}`
  }
}

type Categories = PolicyEdition['categories']

function* categoryFacts(before: Categories, after: Categories): Iterable<string> {
  const then = new Map(before.map((rule) => [rule.code, rule]))
  const now = new Set(after.map(({ code }) => code))
  for (const rule of after) {
    const { code } = rule
    const was = then.get(code)
    if (was === undefined) {
      yield `${code} added: ${said(rule.entries)} entries, stay ${days(rule.max_stay_days)}, validity ${days(rule.max_validity_days)}`
      yield* listFacts(`${code} nationalities`, [], rule.nationalities)
      continue
    }
    if (said(was.entries) !== said(rule.entries)) yield `${code} entries: ${said(was.entries)} -> ${said(rule.entries)}`
    if (was.max_stay_days !== rule.max_stay_days)
      yield `${code} longest stay: ${days(was.max_stay_days)} -> ${days(rule.max_stay_days)}`
    if (was.max_validity_days !== rule.max_validity_days)
      yield `${code} longest validity: ${days(was.max_validity_days)} -> ${days(rule.max_validity_days)}`
    yield* listFacts(`${code} nationalities`, was.nationalities, rule.nationalities)
  }
  for (const { code } of before) if (!now.has(code)) yield `${code} removed`
}

function* listFacts(of: string, before: readonly string[], after: readonly string[]): Iterable<string> {
  const added = after.filter((state) => !before.includes(state)).toSorted()
  const removed = before.filter((state) => !after.includes(state)).toSorted()
  if (added.length > 0) yield `${of} added: ${namedStates(added)}`
  if (removed.length > 0) yield `${of} removed: ${namedStates(removed)}`
}

type VisaFree = PolicyEdition['visa_free']

function* visaFreeFacts(before: VisaFree, after: VisaFree): Iterable<string> {
  const states = namesOf(before, after)
  const added = states.filter((state) => before[state] === undefined)
  const removed = states.filter((state) => after[state] === undefined)
  const withDays = (state: string) => `${stateName(state)} ${days(after[state] ?? null)}`
  if (added.length > 0) yield `visa-free added: ${added.map(withDays).join(', ')}`
  if (removed.length > 0) yield `visa-free removed: ${namedStates(removed)}`
  for (const state of states) {
    const [was, is] = [before[state], after[state]]
    if (was !== undefined && is !== undefined && was !== is)
      yield `visa-free ${stateName(state)}: ${days(was)} -> ${days(is)}`
  }
}

/** The single values, each with what it is called and how it is said. */
const RULES: readonly (readonly [string, (edition: PolicyEdition) => string])[] = [
  ['months that a passport must be valid beyond the e-visa', (edition) => `${edition.passport_months_beyond_visa}`],
  ['the trust list is asked for anew after', ({ limits }) => duration(limits.trust_refresh_seconds)],
  ['oldest status list, airlines', ({ limits }) => duration(limits.status_max_age_seconds.carrier)],
  ['oldest status list, border', ({ limits }) => duration(limits.status_max_age_seconds.border)],
  [
    'stamps are to be looked at when the entries are older than',
    ({ limits }) => duration(limits.ledger_warn_age_seconds),
  ],
  ['entries are not believed when older than', ({ limits }) => duration(limits.ledger_max_age_seconds)],
  ['passport to be read, airlines', (edition) => yes(edition.passport_required.carrier)],
  ['passport to be read, border', (edition) => yes(edition.passport_required.border)],
  ['exit by air only', (edition) => yes(edition.exit_by_air_only)],
  ['entry without a network', ({ offline_entry }) => offline_entry],
  ['the stay ends with the validity', (edition) => yes(edition.stay_capped_by_validity)],
]

function* ruleFacts(before: PolicyEdition | null, after: PolicyEdition): Iterable<string> {
  for (const [name, of] of RULES) {
    const is = of(after)
    if (before === null) yield `${name}: ${is}`
    else if (of(before) !== is) yield `${name}: ${of(before)} -> ${is}`
  }
}

/** Tells a duration in the largest unit of which it is a whole number. */
function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([size]) => seconds > 0 && seconds % size === 0) ?? [1, 'second']
  const count = seconds / size
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const

function days(count: number | null): string {
  return count === null ? 'without limit' : `${count} ${count === 1 ? 'day' : 'days'}`
}

function said(entries: readonly unknown[]): string {
  return [...entries].map(String).toSorted().join(' or ')
}

function yes(is: boolean): string {
  return is ? 'yes' : 'no'
}

function namesOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
}
