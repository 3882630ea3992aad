/** Civil dates in Kazakhstan: a day is what a wall clock in Asia/Almaty says, never a UTC instant. */

/**
 * All of Kazakhstan is on UTC+5 since 2024-03-01, before the first e-visa. A machine whose own time zone data is older
 * would move every midnight by an hour, and nobody at a booth can mend that: so it is not asked.
 */
const UTC_OFFSET_SECONDS = 5 * 3600

/** A calendar day, `YYYY-MM-DD`. Strings of this form order as the days do. */
export type CivilDate = string
/** Seconds since 1970-01-01T00:00:00Z. */
export type EpochSeconds = number

const SECONDS_A_DAY = 86_400
const CIVIL_DATE = /^[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
// RFC 3339 with its offset spelled out: a time without a zone would be read in the reader's own.
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** Whether a text is a day that exists, `YYYY-MM-DD`. */
export function isCivilDate(text: string): boolean {
  if (!CIVIL_DATE.test(text)) return false
  // Every month has 28 days; of the later ones only the calendar knows.
  return Number(text.slice(8)) <= 28 || fromDayNumber(dayNumber(text)) === text
}

/** Days since 1970-01-01. */
export function dayNumber(date: CivilDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / 86_400_000
}

export function fromDayNumber(day: number): CivilDate {
  // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": whole numbers only, several times faster than Date.
  if (!Number.isInteger(day)) return ''
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days)
}

export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Whether it is a Saturday or a Sunday. */
export function isWeekend(day: CivilDate): boolean {
  return [0, 6].includes(new Date(dayNumber(day) * 86_400_000).getUTCDay())
}

/** The same day so many months later, or the last day of that month where it is shorter. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const first = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, 1))
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return `${first.toISOString().slice(0, 8)}${String(Math.min(Number(date.slice(8, 10)), lastDay)).padStart(2, '0')}`
}

/** The day that a wall clock in Kazakhstan shows at this instant. */
export function civilDateAt(instant: EpochSeconds): CivilDate {
  return fromDayNumber(Math.floor((instant + UTC_OFFSET_SECONDS) / SECONDS_A_DAY))
}

/** The instant of 00:00:00 of a day in Kazakhstan. */
export function startOfDay(date: CivilDate): EpochSeconds {
  return dayNumber(date) * SECONDS_A_DAY - UTC_OFFSET_SECONDS
}

/** An RFC 3339 time with its offset (`2026-11-22T23:50:00+05:00`) as epoch seconds; null where it is none. */
export function parseInstant(text: string): EpochSeconds | null {
  if (!INSTANT.test(text) || !isCivilDate(text.slice(0, 10))) return null
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? null : milliseconds / 1000
}

/** An instant as Kazakhstan writes it: `2026-11-22T23:50:00+05:00`. */
export function formatInstant(instant: EpochSeconds): string {
  return `${new Date(Math.floor(instant + UTC_OFFSET_SECONDS) * 1000).toISOString().slice(0, 19)}+05:00`
}
