/** Days and times as people write them. Pure. */
import type { EpochSeconds } from './civil-date.ts'
import type { TravellerLanguage } from './language.ts'

// Most who read English here know the day before the month; codes and numbers are in the digits of passports in every language.
const SPELT: Readonly<Partial<Record<TravellerLanguage, string>>> = { en: 'en-GB', ar: 'ar-u-nu-latn' }
const TOLD = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}:[0-9]{2}))?$/
const KAZAKHSTAN = 'Asia/Almaty'
const SHAPES = {
  day: { dateStyle: 'long', timeZone: 'UTC' },
  dayAndTime: { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' },
  long: { dateStyle: 'full', timeStyle: 'short', timeZone: KAZAKHSTAN },
  short: { dateStyle: 'medium', timeStyle: 'short', timeZone: KAZAKHSTAN },
  clock: { timeStyle: 'medium', timeZone: KAZAKHSTAN },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>

// Making one costs fifty times what it does then.
const FORMATS = new Map<string, Intl.DateTimeFormat>()

/**
 * `5 December 2026` for `2026-12-05`, and `2 December 2026 at 18:30` for `2026-12-02 18:30`: the same day and hour, of whatever place
 * they were told. What is neither is given as it is.
 */
export function dayInWords(told: string, language: TravellerLanguage): string {
  const [, day = '', time] = TOLD.exec(told) ?? []
  const at = Date.parse(`${day}T${time ?? '00:00'}Z`)
  return Number.isNaN(at) ? told : written(at, time === undefined ? 'day' : 'dayAndTime', language)
}

/** `Thursday, 4 March 2027 at 18:00`, as clocks in Kazakhstan show it. */
export function timeInWords(at: EpochSeconds, language: TravellerLanguage): string {
  return written(at * 1000, 'long', language)
}

/** `4 Mar 2027, 18:00`, as clocks in Kazakhstan show it. */
export function shortTime(at: EpochSeconds, language: TravellerLanguage): string {
  return written(at * 1000, 'short', language)
}

/** `18:00:05`, as clocks in Kazakhstan show it: for what has to be told apart to the second. */
export function clockTime(at: EpochSeconds, language: TravellerLanguage): string {
  return written(at * 1000, 'clock', language)
}

function written(at: number, shape: keyof typeof SHAPES, language: TravellerLanguage): string {
  const name = `${language} ${shape}`
  const hours = shape === 'day' ? {} : ({ hourCycle: 'h23' } as const)
  const format =
    FORMATS.get(name) ?? new Intl.DateTimeFormat(SPELT[language] ?? language, { ...SHAPES[shape], ...hours })
  FORMATS.set(name, format)
  // The year's own word ends in a point, and so does the sentence that a day ends.
  return format.format(at).replace(/\sг\.$/u, '')
}
