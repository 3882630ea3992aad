/** Whether what an authority wrote has the form of terms; else every place where it has not, and what it takes there. */
import { Compile } from 'typebox/schema'
import { fail, type Result } from '../result.ts'
import { type Remark, readWritten, type WrittenForm } from '../written-form.ts'
import { HOST_KINDS, PurposeRule, TermsEdition } from './terms-edition.ts'

const BOOLEAN = 'takes true or false'
const STATES = 'takes a list of states, three capital letters each'
const ASK = 'takes "online", "embassy" or "not-at-all"'
const DAYS_OFF = 'takes a list of days, each with its name'
const DAY_OFF = 'takes an object with day and name'

/** What each place takes, whatever the position in a list. */
const TAKES: Readonly<Record<string, string>> = {
  '': 'takes an object: one edition, as `terms show` prints it',
  effective_from: 'takes a day as YYYY-MM-DD',
  sources: 'takes a list of 1 to 100 sources',
  'sources[]': 'takes an object with id, title and as_of',
  'sources[].id': 'takes 1 to 60 small letters, digits and -',
  'sources[].title': 'takes 1 to 300 characters',
  'sources[].as_of': 'takes a day as YYYY-MM-DD',
  purposes: 'takes a list of 1 to 60 purposes',
  'purposes[]': 'takes an object with purpose, ask and what belongs to it',
  'purposes[].purpose': 'takes small letters and -, such as tourism',
  'purposes[].ask': ASK,
  'purposes[].categories': 'takes a list of 1 to 8 categories',
  'purposes[].categories[]': 'takes a category such as B12',
  'purposes[].category': 'takes a category such as B12, or null',
  'purposes[].invited_by': `takes a list of ${HOST_KINDS.join(', ')}`,
  'purposes[].invited_by[]': `takes one of ${HOST_KINDS.join(', ')}`,
  'purposes[].serves': 'takes a list of at most 8 purposes',
  'purposes[].serves[]': 'takes small letters and -, such as tourism',
  visa_free: 'takes an object with purposes, source and draft',
  'visa_free.purposes': 'takes a list of at most 60 purposes',
  'visa_free.purposes[]': 'takes small letters and -, such as tourism',
  embassy_only: 'takes a list of at most 60 rows',
  'embassy_only[]': 'takes an object with nationalities, purposes, source and draft',
  'embassy_only[].nationalities': STATES,
  'embassy_only[].nationalities[]': 'takes a state, three capital letters',
  'embassy_only[].purposes': 'takes a list of at most 60 purposes',
  'embassy_only[].purposes[]': 'takes small letters and -, such as tourism',
  fees: 'takes a list of 1 to 500 fees',
  'fees[]': 'takes an object with category, entries, nationalities, amount_minor, currency, source and draft',
  'fees[].category': 'takes a category such as B12',
  'fees[].entries': 'takes 1, 2 or "multiple"',
  'fees[].nationalities': `${STATES}, or null for all others`,
  'fees[].nationalities[]': 'takes a state, three capital letters',
  'fees[].amount_minor': 'takes a whole number of the smallest unit, such as 6000 for 60.00, at most 100000000',
  'fees[].currency': 'takes three capital letters of ISO 4217, such as USD',
  work: 'takes an object with hours and years',
  'work.hours': 'takes an object with from, until, source and draft',
  'work.hours.from': 'takes a time as HH:MM',
  'work.hours.until': 'takes a time as HH:MM',
  'work.years': 'takes a list of 1 to 20 years',
  'work.years[]': 'takes an object with year, non_working, working_weekends, source and draft',
  'work.years[].year': 'takes a year from 2020 to 2100',
  'work.years[].non_working': DAYS_OFF,
  'work.years[].non_working[]': DAY_OFF,
  'work.years[].non_working[].day': 'takes a day as YYYY-MM-DD',
  'work.years[].non_working[].name': 'takes 1 to 120 characters',
  'work.years[].working_weekends': DAYS_OFF,
  'work.years[].working_weekends[]': DAY_OFF,
  'work.years[].working_weekends[].day': 'takes a day as YYYY-MM-DD',
  'work.years[].working_weekends[].name': 'takes 1 to 120 characters',
  times: 'takes an object with the times',
  'two_people.refusal': BOOLEAN,
  'two_people.flagged': BOOLEAN,
  'two_people.clean': BOOLEAN,
  two_people: 'takes an object with refusal, flagged, clean, source and draft',
  retention_days: 'takes an object with the days that each is kept',
  sizes: 'takes an object with the sizes',
}

const FIGURES = (['times', 'retention_days', 'sizes'] as const).flatMap((group) =>
  Object.entries(TermsEdition.properties[group].properties).flatMap(([name, { properties }]) => {
    const { minimum = 0, maximum = 0 } = properties.value as { readonly minimum?: number; readonly maximum?: number }
    return [
      [`${group}.${name}`, 'takes an object with value, source and draft'],
      [`${group}.${name}.value`, `takes a whole number from ${minimum} to ${maximum}`],
    ] as const
  }),
)
const SOURCED: readonly (readonly [RegExp, string])[] = [
  [/\.source$/, 'takes the id of one of the sources'],
  [/\.draft$/, BOOLEAN],
  [/\.note$/, 'takes 1 to 400 characters'],
]

const takes = { ...TAKES, ...Object.fromEntries(FIGURES) }
const form: WrittenForm<TermsEdition> = { validator: Compile(TermsEdition), takesAt, unknownName }
const formsOfPurposes = new Map(
  PurposeRule.anyOf.map((rule) => {
    const atPurpose = (path: string) => takesAt(path === '' ? 'purposes[]' : `purposes[].${path}`)
    return [rule.properties.ask.const as string, { validator: Compile(rule), takesAt: atPurpose, unknownName }]
  }),
)

/** Reads an edition; fails with one remark for each place that is wrong. */
export function readTerms(written: unknown): Result<TermsEdition, readonly Remark[]> {
  const read = readWritten(form, written)
  if (read.ok) return read
  // A purpose is one of three forms: only those of the form that it says it has are its faults.
  return fail([...read.error.filter(({ path }) => !IN_PURPOSE.test(path)), ...purposeFaults(written)])
}

const IN_PURPOSE = /^purposes\[\d+\]/

function* purposeFaults(written: unknown): Iterable<Remark> {
  const purposes = (written as { readonly purposes?: unknown } | null)?.purposes
  if (!Array.isArray(purposes)) return
  for (const [at, rule] of purposes.entries()) {
    const path = `purposes[${at}]`
    const form = formsOfPurposes.get(rule?.ask)
    if (form === undefined) yield { path: `${path}.ask`, message: ASK }
    else {
      const read = readWritten<PurposeRule>(form, rule)
      if (!read.ok)
        yield* read.error.map((fault) => ({ ...fault, path: fault.path === '' ? path : `${path}.${fault.path}` }))
    }
  }
}

function unknownName(): string {
  return 'is no member of terms here: leave it out, or mend its spelling'
}

function takesAt(place: string): string | undefined {
  return Object.hasOwn(takes, place) ? takes[place] : SOURCED.find(([ending]) => ending.test(place))?.[1]
}
