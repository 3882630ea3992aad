/** Terms as a list of what they say: each figure with its name, where it stands, what it is in words, and where it is from. */
import { majorText } from '../money.ts'
import { stateName } from '../policy/known-states.ts'
import type { Fee, PurposeRule, TermsEdition, WorkingYear } from './terms-edition.ts'

export interface Figure {
  /** Of two editions the figures of one name are compared. */
  readonly name: string
  /** Where it stands: `times.answer_days`. */
  readonly path: string
  readonly said: string
  /** What it lists one by one. */
  readonly items: readonly string[]
  readonly source: string
  readonly draft: boolean
  readonly note: string
}

type Sourced = Pick<Figure, 'source' | 'draft'> & { readonly note?: string }

export function figuresOf(edition: TermsEdition): readonly Figure[] {
  const { purposes, visa_free: visaFree, embassy_only: embassyOnly, fees, work, two_people: two } = edition
  return [
    ...purposes.map((rule, at) => figure(`purpose ${rule.purpose}`, `purposes[${at}]`, rule, purposeText(rule))),
    figure('without a visa where a state is visa-free', 'visa_free', visaFree, '', [...visaFree.purposes]),
    ...embassyOnly.map((row, at) => {
      const name = `only at an embassy, for ${row.purposes.join(', ')}`
      return figure(name, `embassy_only[${at}]`, row, '', row.nationalities.map(stateName))
    }),
    ...fees.map((fee, at) => figure(feeName(fee), `fees[${at}]`, fee, amountText(fee))),
    figure('hours of work', 'work.hours', work.hours, `${work.hours.from}-${work.hours.until}`),
    ...work.years.map((year, at) => figure(`days of ${year.year}`, `work.years[${at}]`, year, '', dayTexts(year))),
    ...valuesOf('times', edition.times),
    figure('two people', 'two_people', two, twoText(two)),
    ...valuesOf('retention_days', edition.retention_days),
    ...valuesOf('sizes', edition.sizes),
  ]
}

export function feeName({ category, entries, nationalities }: Fee): string {
  const whom = nationalities === null ? '' : ` for ${nationalities.toSorted().map(stateName).join(', ')}`
  return `fee of ${category}, ${ENTRIES[entries]}${whom}`
}

const ENTRIES: Readonly<Record<Fee['entries'], string>> = { 1: 'one entry', 2: 'two entries', multiple: 'many entries' }

/** An amount as a price is written: `60.00 USD`. */
export function amountText({ amount_minor: minor, currency }: Pick<Fee, 'amount_minor' | 'currency'>): string {
  return `${majorText({ minor, currency })} ${currency}`
}

function figure(
  name: string,
  path: string,
  { source, draft, note = '' }: Sourced,
  said: string,
  items: string[] = [],
): Figure {
  return { name, path, said, items, source, draft, note }
}

function valuesOf(group: string, values: Readonly<Record<string, Sourced & { readonly value: number }>>): Figure[] {
  return Object.entries(values).map(([name, one]) =>
    figure(`${group}.${name}`, `${group}.${name}`, one, `${one.value}`),
  )
}

function purposeText(rule: PurposeRule): string {
  if (rule.ask === 'online')
    return `asked for online, category ${rule.categories.join(' or ')}, invited by ${rule.invited_by.join(' or ')}`
  if (rule.ask === 'embassy')
    return rule.category === null ? 'only at an embassy' : `only at an embassy, category ${rule.category}`
  return rule.serves.length === 0 ? 'not asked for at all' : `not asked for at all, ${rule.serves.join(' or ')} serves`
}

function dayTexts({ non_working: off, working_weekends: worked }: WorkingYear): string[] {
  return [
    ...off.map(({ day, name }) => `${day} off (${name})`),
    ...worked.map(({ day, name }) => `${day} worked (${name})`),
  ]
}

function twoText({ refusal, flagged, clean }: TermsEdition['two_people']): string {
  const needed = Object.entries({ refusal, flagged, clean }).filter(([, isNeeded]) => isNeeded)
  return needed.length === 0 ? 'for nothing' : `for ${needed.map(([name]) => name).join(', ')}`
}
