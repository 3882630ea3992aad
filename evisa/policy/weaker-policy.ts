/** What an edition allows that the one before did not, or takes away from many: allowed, but never unseen. */
import type { PolicyEdition } from '#evisa/policy.ts'
import type { Remark } from '../written-form.ts'
import { namedStates } from './policy-difference.ts'

const MANY = 1 / 4

/** Gives a remark for each way in which an edition is weaker. */
export function weakerThan(before: PolicyEdition, after: PolicyEdition): readonly Remark[] {
  return [
    ...weakerRules(before, after),
    ...weakerLimits(before, after),
    ...widened(before, after),
    ...takenAway(before, after),
  ]
}

function* weakerRules(before: PolicyEdition, after: PolicyEdition): Iterable<Remark> {
  const when = (isWeaker: boolean, path: string, message: string) => (isWeaker ? [{ path, message }] : [])
  for (const audience of ['carrier', 'border'] as const)
    yield* when(
      before.passport_required[audience] && !after.passport_required[audience],
      `passport_required.${audience}`,
      'the passport need not be read any more',
    )
  yield* when(
    before.offline_entry === 'refer' && after.offline_entry === 'admit',
    'offline_entry',
    'entry is allowed without a network',
  )
  yield* when(before.exit_by_air_only && !after.exit_by_air_only, 'exit_by_air_only', 'exit is allowed by land and sea')
  yield* when(
    before.stay_capped_by_validity && !after.stay_capped_by_validity,
    'stay_capped_by_validity',
    'a stay may go beyond the last day of the e-visa',
  )
  yield* when(
    after.passport_months_beyond_visa < before.passport_months_beyond_visa,
    'passport_months_beyond_visa',
    'passports may run out sooner',
  )
}

function* weakerLimits({ limits: before }: PolicyEdition, { limits: after }: PolicyEdition): Iterable<Remark> {
  const ages = ({ status_max_age_seconds: { carrier, border }, ...others }: PolicyEdition['limits']) => ({
    ...others,
    'status_max_age_seconds.carrier': carrier,
    'status_max_age_seconds.border': border,
  })
  const allowed = ages(before)
  for (const [name, seconds] of Object.entries(ages(after)))
    if (seconds > allowed[name as keyof typeof allowed])
      yield { path: `limits.${name}`, message: 'older data is believed than before' }
}

/** Who may come that could not, for longer or more often. */
function* widened(before: PolicyEdition, after: PolicyEdition): Iterable<Remark> {
  const then = new Map(before.categories.map((rule) => [rule.code, rule]))
  const isLonger = (was: number | null, is: number | null) => was !== null && (is === null || is > was)
  for (const { code, entries, nationalities, max_stay_days, max_validity_days } of after.categories) {
    const was = then.get(code)
    const known = new Set(was?.nationalities)
    const added = nationalities.filter((state) => !known.has(state))
    if (added.length > 0) yield { path: 'categories', message: `${code} from now on for ${namedStates(added)}` }
    if (was === undefined) continue
    if (entries.some((entry) => !was.entries.includes(entry)))
      yield { path: 'categories', message: `${code} allows more entries` }
    if (isLonger(was.max_stay_days, max_stay_days))
      yield { path: 'categories', message: `${code} allows a longer stay` }
    if (isLonger(was.max_validity_days, max_validity_days))
      yield { path: 'categories', message: `${code} is valid for longer` }
  }
  const freed = Object.entries(after.visa_free).filter(([state, days]) => days > (before.visa_free[state] ?? 0))
  if (freed.length > 0)
    yield { path: 'visa_free', message: `without a visa, or for longer: ${namedStates(freed.map(([state]) => state))}` }
}

function* takenAway(before: PolicyEdition, after: PolicyEdition): Iterable<Remark> {
  const airports = ({ checkpoints }: PolicyEdition) =>
    checkpoints.filter(({ kind, international }) => kind === 'air' && international).map(({ id }) => id)
  const closed = airports(before).filter((id) => !airports(after).includes(id))
  if (closed.length > 0)
    yield {
      path: 'checkpoints',
      message: `no entry any more through ${closed.join(', ')}: also for those who have a ticket`,
    }
  const ids = new Set(after.checkpoints.map(({ id }) => id))
  const gone = before.checkpoints.filter(({ id }) => !ids.has(id))
  if (gone.length > before.checkpoints.length * MANY)
    yield { path: 'checkpoints', message: `${gone.length} of ${before.checkpoints.length} are there no more` }
  const rules = new Map(after.categories.map((rule) => [rule.code, new Set(rule.nationalities)]))
  for (const { code, nationalities } of before.categories) {
    const now = rules.get(code)
    const lost = nationalities.filter((state) => !now?.has(state))
    if (now === undefined) yield { path: 'categories', message: `${code} is issued no more` }
    else if (lost.length > nationalities.length * MANY)
      yield { path: 'categories', message: `${code}: ${lost.length} of ${nationalities.length} nationalities lose it` }
  }
  const ended = Object.keys(before.visa_free).filter((state) => !Object.hasOwn(after.visa_free, state))
  if (ended.length > 0) yield { path: 'visa_free', message: `not visa-free any more: ${namedStates(ended)}` }
}
