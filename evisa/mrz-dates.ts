/** The dates of a machine readable zone: two digits of the year, and parts that are not known. */
import type { CivilDate } from './civil-date.ts'

export type ComparedDates = 'same' | 'open' | 'different'

const UNKNOWN = '<<'
const MOST_YEARS_AHEAD = 20

/** What an MRZ shows of a birth date `YYYY-MM-DD`, `YYYY-MM` or `YYYY`: `YYMMDD`, `<` where unknown. */
export function mrzBirthDate(date: string): string {
  return date.slice(2).replaceAll('-', '').padEnd(6, '<')
}

/**
 * A birth date as it was read, `YYMMDD` with `<<` for each part that is not known. By Doc 9303-3 that is `<<`; real
 * passports also have `XX`, and `00` for a month or a day. `00` for a year is 2000, unless all of it is zeros.
 */
export function plainBirthDate(read: string): string {
  if (read === '000000') return UNKNOWN.repeat(3)
  if (/^[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[1-3][0-9])$/.test(read)) return read
  return [read.slice(0, 2), ...[read.slice(2, 4), read.slice(4)].map((part) => (part === '00' ? UNKNOWN : part))]
    .join('')
    .replaceAll('X', '<')
}

/**
 * An expiry date `YYMMDD` as `YYYY-MM-DD`: of the days with these digits, the last whose year is not over twenty after
 * that of the day asked about. Passports are given for ten years (Doc 9303-2 recommends no more), so what would be
 * further ahead is past: `99` is 1999, long expired, and not 2099. But where the e-visa itself says that the passport
 * ends further ahead, or never, no digits up to that year are past. Empty for a document that does not expire.
 */
export function expiryDate(yymmdd: string, asked: CivilDate, onVisa: CivilDate = asked): CivilDate {
  if (yymmdd.startsWith(UNKNOWN)) return ''
  const year = lastYear(yymmdd, Math.max(yearOf(asked) + MOST_YEARS_AHEAD, yearOf(onVisa)))
  return `${year}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`
}

/**
 * A plain birth date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as far as it is known; empty where the year is not. Nobody
 * is born after the day asked about: a date that would be is of the century before. Who is over a hundred is taken for
 * a child, since two digits tell no more.
 */
export function birthDate(plain: string, asked: CivilDate): string {
  if (plain.startsWith(UNKNOWN)) return ''
  const rest = [plain.slice(2, 4), plain.slice(4)]
  const known = rest.slice(0, rest.includes(UNKNOWN) ? rest.indexOf(UNKNOWN) : rest.length)
  const latest = [lastYear(plain, yearOf(asked)), ...known].join('-')
  return latest <= asked ? latest : [lastYear(plain, yearOf(asked) - 1), ...known].join('-')
}

/**
 * Compares a birth date `YYYY-MM-DD`, `YYYY-MM` or `YYYY` with a plain one of an MRZ. `open`: nothing contradicts, and a
 * part is known on one side alone. Where a passport does not know the month, a year of `00` may be unknown as well.
 */
export function compareBirthDates(date: string, plain: string): ComparedDates {
  const signed = mrzBirthDate(date)
  if (signed === plain) return 'same'
  const parts = plain.startsWith(`00${UNKNOWN}`) ? [2, 4] : [0, 2, 4]
  const isKnown = (at: number) => [signed, plain].every((side) => side.slice(at, at + 2) !== UNKNOWN)
  const differs = (at: number) => isKnown(at) && signed.slice(at, at + 2) !== plain.slice(at, at + 2)
  return parts.some(differs) ? 'different' : 'open'
}

/** The same for one that a list or a person states: it may know more than the visa, as airlines ask for a whole date; not less. */
export function compareStatedBirth(signed: string, stated: string): ComparedDates {
  if (stated.startsWith(signed)) return 'same'
  return signed.startsWith(stated) ? 'open' : 'different'
}

function yearOf(day: CivilDate): number {
  return Number(day.slice(0, 4))
}

/** The last year up to this one that ends in the first two digits. */
function lastYear(yymmdd: string, latest: number): number {
  const century = latest - (latest % 100) + Number(yymmdd.slice(0, 2))
  return century <= latest ? century : century - 100
}
