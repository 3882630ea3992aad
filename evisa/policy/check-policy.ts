/** What is wrong with an edition of the policy, and what of it a second person should look at, before anybody signs it. */
import { isCivilDate } from '#evisa/civil-date.ts'
import type { PolicyEdition } from '#evisa/policy.ts'
import { ISSUING_STATE } from '#evisa/visa-claims.ts'
import { listedTwice } from '../listed-twice.ts'
import { type CheckedEdition, MAX_FAULTS, type Remark } from '../written-form.ts'
import { readEdition } from './edition-shape.ts'
import { isKnownState, stateName } from './known-states.ts'
import { weakerThan } from './weaker-policy.ts'

// The printed page has room for so many, whatever else is on it.
export const MOST_AIRPORTS = 48
export const LONGEST_AIRPORT = 50
// It is read on paper, scanners and terminals: nothing may be drawn as a box, turn a line round or move a cursor.
const WRITTEN = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{M}\p{N}\p{P}№ ]+$/u

/** Every fault of an edition as it was written, at most 100. `before` is the edition that it follows, or null. */
export function checkEdition(written: unknown, before: PolicyEdition | null): CheckedEdition<PolicyEdition> {
  const read = readEdition(written)
  if (!read.ok) return { ok: false, faults: read.error.slice(0, MAX_FAULTS) }
  const edition = read.value
  const faults = [
    ...dayFaults(edition),
    ...checkpointFaults(edition),
    ...categoryFaults(edition),
    ...stateFaults(edition),
  ]
  if (faults.length > 0) return { ok: false, faults: faults.slice(0, MAX_FAULTS) }
  const warnings = before === null ? [] : [...needlessVisas(before, edition), ...weakerThan(before, edition)]
  return { ok: true, edition, warnings }
}

function* dayFaults({ effective_from: day, limits }: PolicyEdition): Iterable<Remark> {
  for (const audience of ['carrier', 'border'] as const)
    if (limits.status_max_age_seconds[audience] === 0)
      yield {
        path: `limits.status_max_age_seconds.${audience}`,
        message: '0 would have scanners believe no list at all',
      }
  if (!isCivilDate(day)) yield { path: 'effective_from', message: `${day} is not a day of the calendar` }
}

function* checkpointFaults({ checkpoints, checkpoint_aliases: aliases }: PolicyEdition): Iterable<Remark> {
  const ids = checkpoints.map(({ id }) => id)
  yield* listedTwice(ids, (at) => `checkpoints[${at}].id`)
  if (!checkpoints.some(({ kind, international }) => kind === 'air' && international))
    yield { path: 'checkpoints', message: 'have no international airport: nobody could enter with an e-visa' }
  const airports = checkpoints.filter(({ kind, international }) => kind === 'air' && international)
  if (airports.length > MOST_AIRPORTS)
    yield {
      path: 'checkpoints',
      message: `have ${airports.length} international airports: an e-visa's page holds ${MOST_AIRPORTS}`,
    }
  for (const [at, { name }] of checkpoints.entries())
    if (!WRITTEN.test(name))
      yield {
        path: `checkpoints[${at}].name`,
        message: 'takes Latin and Cyrillic letters, digits, spaces and signs, which can be printed',
      }
  for (const [at, { kind, international, name }] of checkpoints.entries())
    if (kind === 'air' && international && name.length > LONGEST_AIRPORT)
      yield {
        path: `checkpoints[${at}].name`,
        message: `is longer than the ${LONGEST_AIRPORT} characters that a line of the page holds`,
      }
  const known = new Set(ids)
  for (const [alias, id] of Object.entries(aliases)) {
    const path = `checkpoint_aliases.${alias}`
    if (known.has(alias)) yield { path, message: 'is the id of a checkpoint itself' }
    if (!known.has(id)) yield { path, message: `there is no checkpoint ${id}` }
  }
}

function* categoryFaults({ categories }: PolicyEdition): Iterable<Remark> {
  if (categories.length === 0) yield { path: 'categories', message: 'are none: nobody could be issued an e-visa' }
  yield* listedTwice(
    categories.map(({ code }) => code),
    (at) => `categories[${at}].code`,
  )
  for (const [
    at,
    { code, entries, nationalities, max_stay_days: stay, max_validity_days: validity },
  ] of categories.entries()) {
    const path = `categories[${at}]`
    yield* listedTwice(entries, (entry) => `${path}.entries[${entry}]`)
    yield* listedTwice(nationalities, (state) => `${path}.nationalities[${state}]`)
    if (nationalities.length === 0)
      yield { path: `${path}.nationalities`, message: `nobody may hold ${code}: leave the category out` }
    if (stay !== null && validity !== null && stay > validity)
      yield { path: `${path}.max_stay_days`, message: `${stay} days are longer than the ${validity} of validity` }
  }
}

function* stateFaults({ categories, visa_free: visaFree }: PolicyEdition): Iterable<Remark> {
  const unknown = 'is no state or nationality of ISO 3166-1 or ICAO Doc 9303-3'
  for (const [at, { nationalities }] of categories.entries())
    for (const [place, state] of nationalities.entries())
      if (!isKnownState(state))
        yield { path: `categories[${at}].nationalities[${place}]`, message: `${state} ${unknown}` }
  for (const state of Object.keys(visaFree))
    if (!isKnownState(state)) yield { path: `visa_free.${state}`, message: unknown }
  if (Object.hasOwn(visaFree, ISSUING_STATE) || categories.some((rule) => rule.nationalities.includes(ISSUING_STATE)))
    yield { path: '', message: `names ${ISSUING_STATE}: its citizens need neither a visa nor days without one` }
}

/**
 * Who may hold an e-visa need not need one: a visa-free state is eligible for another purpose. But one that is put on a list
 * for which its citizens could stay as long without is to be looked at once.
 */
function* needlessVisas(before: PolicyEdition, edition: PolicyEdition): Iterable<Remark> {
  for (const rule of edition.categories) {
    const known = new Set(
      needlessFor(
        before,
        before.categories.find(({ code }) => code === rule.code),
      ),
    )
    const needless = needlessFor(edition, rule).filter((state) => !known.has(state))
    if (needless.length > 0)
      yield {
        path: '',
        message: `for ${rule.code} an e-visa gives no more days than being visa-free: ${needless.map(stateName).join(', ')}`,
      }
  }
}

function needlessFor({ visa_free }: PolicyEdition, rule: PolicyEdition['categories'][number] | undefined): string[] {
  const stay = rule?.max_stay_days ?? null
  return stay === null || rule === undefined
    ? []
    : rule.nationalities.filter((state) => (visa_free[state] ?? 0) >= stay)
}
