/** Days as people type them: `1990-03-04`, `04.03.1990`, `4 MAR 1990`. One that can be read in two ways is asked about, never guessed. */

import { type CivilDate, isCivilDate } from '#evisa/civil-date.ts'
import { latinDigits } from '#evisa/latin-digits.ts'
import { ok } from '#evisa/result.ts'
import { faultOf, type Typed } from './typed-text.ts'

// The first letters of the names of the months, as passports and people of the portal's languages write them.
const MONTHS: readonly RegExp[] = [
  /^(jan|янв|қаң|يناير)/,
  /^(feb|фев|ақп|fév|fev|فبراير)/,
  /^(mar|мар|нау|مارس)/,
  /^(apr|апр|сәу|avr|[أا]بريل)/,
  /^(may|май|мая|мам|mai|مايو)/,
  /^(jun|июн|мау|juin|يونيو)/,
  /^(jul|июл|шіл|juil|يوليو)/,
  /^(aug|авг|там|aoû|aou|[أا]غسطس)/,
  /^(sep|сен|қыр|سبتمبر)/,
  /^(oct|окт|қаз|[أا]كتوبر)/,
  /^(nov|ноя|қар|نوفمبر)/,
  /^(dec|дек|жел|déc|ديسمبر)/,
]
const TAKES = 'takes a day such as 1990-03-04 or 4 MAR 1990, the year with four digits'
const MOST_CHARACTERS = 40

interface Parts {
  readonly year: string
  readonly month: string
  readonly day: string
}

/** Reads a whole day. Its rules: `date`, `date-ambiguous` and `calendar`. */
export function readDay(typed: string): Typed<CivilDate> {
  const text = plain(typed)
  const parts = isoParts(text) ?? dottedParts(text) ?? namedParts(text)
  if (parts !== null) return dayOf(parts)
  const [, first = '', second = '', year = ''] = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text) ?? []
  if (year === '') return faultOf('date', TAKES)
  return eitherWay(first, second, year)
}

/** Reads the day of a birth, of which a passport may know the year alone, or year and month. */
export function readBirth(typed: string): Typed<string> {
  const text = plain(typed)
  const [, year = '', month] = /^((?:19|20)\d{2})(?:-(\d{1,2}))?$/.exec(text) ?? []
  if (year === '') {
    const day = readDay(typed)
    return day.ok && !/^(19|20)/.test(day.value)
      ? faultOf('calendar', `${day.value} is no birth date of anybody alive`)
      : day
  }
  if (month === undefined) return ok(year)
  const padded = month.padStart(2, '0')
  return isCivilDate(`${year}-${padded}-01`)
    ? ok(`${year}-${padded}`)
    : faultOf('calendar', `${typed.trim()} is no month of the calendar`)
}

function plain(typed: string): string {
  const text = latinDigits(typed.slice(0, MOST_CHARACTERS + 1).normalize('NFKC'))
    .trim()
    .toLowerCase()
  // Blanks beside a mark are of no meaning, and elsewhere they part the day from the month.
  return text.length > MOST_CHARACTERS ? '' : text.replace(/\s+/g, ' ').replace(/ ?([./-]) ?/g, '$1')
}

function isoParts(text: string): Parts | null {
  const [, year, month, day] =
    /^(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  return partsOf(year, month, day)
}

/** With dots, or spaces as passports print it, the day comes first wherever that is written. */
function dottedParts(text: string): Parts | null {
  const [, day, month, year] = /^(\d{1,2})[. ](\d{1,2})[. ](\d{4})$/.exec(text) ?? []
  return partsOf(year, month, day)
}

function namedParts(text: string): Parts | null {
  const [, day, name = '', year] = /^(\d{1,2})[ .-]?(\p{L}{3,12})[ .,-]{0,2}(\d{4})$/u.exec(text) ?? []
  if (year !== undefined) return partsOf(year, monthOf(name), day)
  const [, named = '', second, last] = /^(\p{L}{3,12}) (\d{1,2}),? ?(\d{4})$/u.exec(text) ?? []
  return partsOf(last, monthOf(named), second)
}

function monthOf(name: string): string | undefined {
  const at = MONTHS.findIndex((start) => start.test(name))
  return at < 0 ? undefined : String(at + 1)
}

function partsOf(year?: string, month?: string, day?: string): Parts | null {
  return year === undefined || month === undefined || day === undefined ? null : { year, month, day }
}

function dayOf({ year, month, day }: Parts): Typed<CivilDate> {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCivilDate(date) ? ok(date) : faultOf('calendar', `${date} is not a day of the calendar`)
}

/** With strokes some write the day first and some the month. */
function eitherWay(first: string, second: string, year: string): Typed<CivilDate> {
  const [one, other] = [dayOf({ year, month: second, day: first }), dayOf({ year, month: first, day: second })]
  if (one.ok && other.ok && one.value !== other.value)
    return faultOf('date-ambiguous', `may be ${one.value} or ${other.value}: write it as one of these`)
  return one.ok ? one : other
}
