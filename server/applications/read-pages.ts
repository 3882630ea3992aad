/** What the answers of a page say: each read by itself, and those of one page against each other. Every fault is told, nothing is changed. */
import { type CivilDate, daysBetween } from '#evisa/civil-date.ts'
import type { FieldFault } from '#evisa/field-fault.ts'
import { compareLines } from './compare-lines.ts'
import { type Field, PAGE_NAMES, PAGES, type PageName, type Said, type TypedValue } from './pages.ts'
import { trimTyped } from './typed-text.ts'

export type TypedAnswers = Readonly<Record<string, TypedValue>>
export type TypedPages = Readonly<Partial<Record<PageName, TypedAnswers>>>

export interface PageReading<P extends PageName> {
  /** Null while a field is missing or cannot be used. */
  readonly said: Said<P> | null
  /** By the name of the field alone; of what is missing the rule is `required`. */
  readonly faults: readonly FieldFault[]
}

export type SaidPages = { readonly [P in PageName]: Said<P> }

/** Reads one page, of which the answers may be missing. */
export function readPage<P extends PageName>(page: P, answers: TypedAnswers, today: CivilDate): PageReading<P> {
  const faults: FieldFault[] = []
  const said: Record<string, unknown> = {}
  for (const [field, takes] of Object.entries<Field<unknown>>(PAGES[page])) {
    const typed = trimTyped(String(answers[field] ?? ''))
    if (typed === '') {
      said[field] = takes.absent
      if (takes.required) faults.push({ field, rule: 'required', message: 'is missing' })
      continue
    }
    const read = takes.read(typed)
    if (read.ok) said[field] = read.value
    else faults.push({ field, ...read.error })
  }
  if (faults.length > 0) return { said: null, faults }
  const whole = said as Said<P>
  return { said: whole, faults: TOGETHER[page](whole, today) }
}

/** All pages; null while one of them has a fault. Faults are named `page.field`. */
export function readPages(
  pages: TypedPages,
  today: CivilDate,
): { said: SaidPages | null; faults: readonly FieldFault[] } {
  const readings = PAGE_NAMES.map((page) => [page, readPage(page, pages[page] ?? {}, today)] as const)
  const faults = readings.flatMap(([page, reading]) =>
    reading.faults.map(({ field, ...fault }) => ({ field: `${page}.${field}`, ...fault })),
  )
  if (faults.length > 0) return { said: null, faults }
  return { said: Object.fromEntries(readings.map(([page, { said }]) => [page, said])) as unknown as SaidPages, faults }
}

type Together = { readonly [P in PageName]: (said: Said<P>, today: CivilDate) => readonly FieldFault[] }

const TOGETHER: Together = {
  trip: ({ expected_entry: entry, expected_exit: exit }, today) => {
    if (entry < today)
      return [{ field: 'expected_entry', rule: 'not-past', message: `${entry} is already past; today is ${today}` }]
    return exit < entry
      ? [{ field: 'expected_exit', rule: 'order', message: `${exit} is before the entry on ${entry}` }]
      : []
  },
  invitation: () => [],
  passport: (said, today) => {
    const { expires, birth_date } = said
    if (expires < today)
      return [
        {
          field: 'expires',
          rule: 'passport-valid',
          message: `this passport ran out on ${expires}: a new one is needed`,
        },
      ]
    if (birth_date > today) return [{ field: 'birth_date', rule: 'not-future', message: 'is in the future' }]
    return compareLines(said, today)
  },
  contact: () => [],
  background: ({ explanation, ...answers }) =>
    explanation === '' && Object.values(answers).includes(true)
      ? [
          {
            field: 'explanation',
            rule: 'required',
            message: 'say in a few words what happened and when: an officer reads it, and it is no refusal by itself',
          },
        ]
      : [],
  declaration: () => [],
}

/** How many days a trip takes, its first and last day included. */
export function daysOfTrip({ expected_entry, expected_exit }: Said<'trip'>): number {
  return daysBetween(expected_entry, expected_exit) + 1
}
