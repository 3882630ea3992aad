/** Days and hours of work in Kazakhstan: when the time of a case begins to count, and until when it is decided. All of it is data. */
import { addDays, type CivilDate, civilDateAt, type EpochSeconds, isWeekend, startOfDay } from '#evisa/civil-date.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'

type Worked = Pick<TermsEdition, 'work'>

/** Whether it is worked on a day; null where nobody has said which days of that year are. */
export function isWorkingDay(day: CivilDate, { work }: Worked): boolean | null {
  const year = work.years.find((one) => one.year === Number(day.slice(0, 4)))
  if (year === undefined) return null
  const isIn = (days: readonly { readonly day: CivilDate }[]) => days.some((one) => one.day === day)
  return isWeekend(day) ? isIn(year.working_weekends) : !isIn(year.non_working)
}

/**
 * The instant from which the time counts: this one within the hours of work; before them, after them and on days off the
 * opening of the next working day. The closing hour itself is after them. Null where a year that is needed is not known.
 */
export function firstWorkingMinute(at: EpochSeconds, edition: Worked): EpochSeconds | null {
  const today = civilDateAt(at)
  const isWorked = isWorkingDay(today, edition)
  if (isWorked === null) return null
  const { from, until } = edition.work.hours
  if (isWorked && at < instantOf(today, until)) return Math.max(at, instantOf(today, from))
  const next = addWorkingDays(today, 1, edition)
  return next === null ? null : instantOf(next, from)
}

/** The working day so many (1 or more) after a day, which need not be one itself; null where a year is not known. */
export function addWorkingDays(after: CivilDate, count: number, edition: Worked): CivilDate | null {
  let day = after
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    const isWorked = isWorkingDay(day, edition)
    if (isWorked === null) return null
    if (isWorked) left -= 1
  }
  return day
}

/** Until when a case is decided that was complete at an instant; null where nothing can be promised, as a year is not known. */
export function dueAt(completeAt: EpochSeconds, edition: Pick<TermsEdition, 'work' | 'times'>): EpochSeconds | null {
  const begins = firstWorkingMinute(completeAt, edition)
  if (begins === null) return null
  const day = addWorkingDays(civilDateAt(begins), edition.times.review_business_days.value, edition)
  return day === null ? null : instantOf(day, edition.work.hours.until)
}

function instantOf(day: CivilDate, time: string): EpochSeconds {
  const [hours = '', minutes = ''] = time.split(':')
  return startOfDay(day) + Number(hours) * 3600 + Number(minutes) * 60
}
