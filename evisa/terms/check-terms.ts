/** What is wrong with an edition of the terms, and what of it a second person should look at, before it applies. */
import { isCivilDate } from '../civil-date.ts'
import { listedTwice } from '../listed-twice.ts'
import type { PolicyEdition } from '../policy.ts'
import { type CheckedEdition, MAX_FAULTS, type Remark } from '../written-form.ts'
import { feeFaults } from './check-fees.ts'
import { stateFaults } from './check-states.ts'
import { workFaults } from './check-work.ts'
import { lookAtTerms } from './look-at-terms.ts'
import type { TermsEdition } from './terms-edition.ts'
import { figuresOf } from './terms-figures.ts'
import { readTerms } from './terms-shape.ts'

/** What an edition is held against. */
export interface TermsContext {
  /** The edition that it follows; null for the first. */
  readonly before: TermsEdition | null
  /** The policy on its first day, which says what categories there are; null where nobody knows it. */
  readonly policy: Pick<PolicyEdition, 'categories'> | null
}

/** Every fault of an edition as it was written, at most 100. */
export function checkTerms(written: unknown, { before, policy }: TermsContext): CheckedEdition<TermsEdition> {
  const read = readTerms(written)
  if (!read.ok) return { ok: false, faults: read.error.slice(0, MAX_FAULTS) }
  const edition = read.value
  const faults = [
    ...dayFaults(edition),
    ...sourceFaults(edition),
    ...purposeFaults(edition),
    ...exceptionFaults(edition),
    ...feeFaults(edition, policy),
    ...workFaults(edition),
  ]
  if (faults.length > 0) return { ok: false, faults: faults.slice(0, MAX_FAULTS) }
  return { ok: true, edition, warnings: lookAtTerms(before, edition) }
}

function* dayFaults({ effective_from: day, sources }: TermsEdition): Iterable<Remark> {
  const days = [
    ['effective_from', day] as const,
    ...sources.map(({ as_of: asOf }, at) => [`sources[${at}].as_of`, asOf] as const),
  ]
  for (const [path, day] of days) if (!isCivilDate(day)) yield { path, message: `${day} is not a day of the calendar` }
}

function* sourceFaults(edition: TermsEdition): Iterable<Remark> {
  const ids = edition.sources.map(({ id }) => id)
  yield* listedTwice(ids, (at) => `sources[${at}].id`)
  for (const { path, source } of figuresOf(edition))
    if (!ids.includes(source)) yield { path: `${path}.source`, message: `there is no source ${source}` }
}

function* purposeFaults({ purposes }: TermsEdition): Iterable<Remark> {
  yield* listedTwice(
    purposes.map(({ purpose }) => purpose),
    (at) => `purposes[${at}].purpose`,
  )
  const asked = new Set(purposes.filter(({ ask }) => ask !== 'not-at-all').map(({ purpose }) => purpose))
  for (const [at, rule] of purposes.entries()) {
    const path = `purposes[${at}]`
    if (rule.ask === 'online') {
      yield* listedTwice(rule.categories, (place) => `${path}.categories[${place}]`)
      yield* listedTwice(rule.invited_by, (place) => `${path}.invited_by[${place}]`)
    } else if (rule.ask === 'not-at-all') {
      yield* listedTwice(rule.serves, (place) => `${path}.serves[${place}]`)
      for (const [place, purpose] of rule.serves.entries())
        if (!asked.has(purpose))
          yield { path: `${path}.serves[${place}]`, message: `${purpose} is no purpose that is asked for` }
    }
  }
}

function* exceptionFaults({ visa_free: visaFree, embassy_only: rows, purposes }: TermsEdition): Iterable<Remark> {
  const known = new Set(purposes.map(({ purpose }) => purpose))
  yield* knownPurposes(visaFree.purposes, known, 'visa_free.purposes')
  yield* listedTwice(
    rows.map((row) => row.purposes.toSorted().join(', ')),
    (at) => `embassy_only[${at}].purposes`,
  )
  for (const [at, row] of rows.entries()) {
    const path = `embassy_only[${at}]`
    yield* stateFaults(row.nationalities, `${path}.nationalities`)
    yield* knownPurposes(row.purposes, known, `${path}.purposes`)
  }
}

function* knownPurposes(purposes: readonly string[], known: ReadonlySet<string>, path: string): Iterable<Remark> {
  yield* listedTwice(purposes, (at) => `${path}[${at}]`)
  for (const [at, purpose] of purposes.entries())
    if (!known.has(purpose)) yield { path: `${path}[${at}]`, message: `there is no purpose ${purpose}` }
}
