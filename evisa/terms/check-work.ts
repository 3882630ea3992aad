/** What is wrong with the hours and days of work: a promise to a traveller is reckoned by them. */
import { isCivilDate, isWeekend } from '../civil-date.ts'
import { listedTwice } from '../listed-twice.ts'
import type { Remark } from '../written-form.ts'
import type { TermsEdition, WorkingYear } from './terms-edition.ts'

export function* workFaults({ effective_from: day, work: { hours, years } }: TermsEdition): Iterable<Remark> {
  if (hours.from >= hours.until)
    yield { path: 'work.hours.until', message: `${hours.until} is not after ${hours.from}` }
  yield* listedTwice(
    years.map(({ year }) => year),
    (at) => `work.years[${at}].year`,
  )
  const known = new Set(years.map(({ year }) => year))
  const [first, last] = [Math.min(...known), Math.max(...known)]
  for (let year = first; year <= last; year++)
    if (!known.has(year)) yield { path: 'work.years', message: `${year} is missing between ${first} and ${last}` }
  const begins = Number(day.slice(0, 4))
  if (begins < first || begins > last)
    yield { path: 'work.years', message: `${begins} is missing, in which these terms begin` }
  for (const [at, year] of years.entries()) yield* yearFaults(year, `work.years[${at}]`)
}

function* yearFaults({ year, ...lists }: WorkingYear, path: string): Iterable<Remark> {
  for (const list of ['non_working', 'working_weekends'] as const) {
    yield* listedTwice(
      lists[list].map(({ day }) => day),
      (at) => `${path}.${list}[${at}].day`,
    )
    for (const [at, { day }] of lists[list].entries()) {
      const message = dayFault(day, year, list === 'working_weekends')
      if (message !== null) yield { path: `${path}.${list}[${at}].day`, message }
    }
  }
}

function dayFault(day: string, year: number, isOfWeekend: boolean): string | null {
  if (!isCivilDate(day)) return `${day} is not a day of the calendar`
  if (Number(day.slice(0, 4)) !== year) return `${day} is not in ${year}`
  if (isOfWeekend && !isWeekend(day)) return `${day} is no Saturday or Sunday: it is worked anyway`
  return !isOfWeekend && isWeekend(day) ? `${day} is of a weekend: it is off anyway` : null
}
