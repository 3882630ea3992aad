/** What of an edition of the terms is allowed, but should not pass unseen. */
import { addDays } from '../civil-date.ts'
import type { Remark } from '../written-form.ts'
import type { TermsEdition } from './terms-edition.ts'
import { amountText, feeName, figuresOf } from './terms-figures.ts'

/** So long before a year begins its days off must be known: who asks then is promised a day. */
export const YEAR_KNOWN_DAYS = 120

export function lookAtTerms(before: TermsEdition | null, after: TermsEdition): readonly Remark[] {
  return [...missingYear(after), ...drafts(after), ...(before === null ? [] : changesToLookAt(before, after))]
}

/** What one edition changes of another that a second person should look at. */
export function changesToLookAt(before: TermsEdition, after: TermsEdition): readonly Remark[] {
  return [...changedFees(before, after), ...changedPurposes(before, after), ...fewerPeople(before, after)]
}

/** The year that is not known, and will be needed soon after a day; null where there is none. */
export function yearToCome({ work }: Pick<TermsEdition, 'work'>, day: string): number | null {
  const year = Number(addDays(day, YEAR_KNOWN_DAYS).slice(0, 4))
  return work.years.some((known) => known.year === year) ? null : year
}

function* missingYear(edition: TermsEdition): Iterable<Remark> {
  const year = yearToCome(edition, edition.effective_from)
  if (year !== null)
    yield { path: 'work.years', message: `the days of ${year} are missing: nobody can be promised a day in it` }
}

function* drafts(edition: TermsEdition): Iterable<Remark> {
  const paths = figuresOf(edition).flatMap(({ path, draft }) => (draft ? [path] : []))
  if (paths.length > 0)
    yield {
      path: '',
      message: `${paths.length} figures are drafts, which the authority has to set: ${paths.join(', ')}`,
    }
}

function* changedFees(before: TermsEdition, after: TermsEdition): Iterable<Remark> {
  const then = new Map(before.fees.map((fee) => [feeName(fee), fee]))
  for (const [at, fee] of after.fees.entries()) {
    const was = then.get(feeName(fee))
    if (was === undefined || amountText(was) === amountText(fee)) continue
    const change = was.currency !== fee.currency ? 'changes' : was.amount_minor < fee.amount_minor ? 'rises' : 'falls'
    yield { path: `fees[${at}]`, message: `the ${feeName(fee)} ${change}: ${amountText(was)} -> ${amountText(fee)}` }
  }
}

function* changedPurposes(before: TermsEdition, after: TermsEdition): Iterable<Remark> {
  const isOnline = ({ purposes }: TermsEdition, purpose: string) =>
    purposes.some((rule) => rule.purpose === purpose && rule.ask === 'online')
  for (const { purpose } of before.purposes)
    if (isOnline(before, purpose) && !isOnline(after, purpose))
      yield { path: 'purposes', message: `${purpose} is not asked for online any more` }
}

function* fewerPeople({ two_people: before }: TermsEdition, { two_people: after }: TermsEdition): Iterable<Remark> {
  for (const what of ['refusal', 'flagged', 'clean'] as const)
    if (before[what] && !after[what])
      yield { path: `two_people.${what}`, message: 'one person decides alone what took two' }
}
