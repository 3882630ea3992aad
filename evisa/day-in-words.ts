/** Days and times as people write them. Pure. */
import type { TravellerLanguage } from './language.ts'

// Most who read English here know the day before the month; codes and numbers are in the digits of passports in every language.
const SPELT: Readonly<Partial<Record<TravellerLanguage, string>>> = { en: 'en-GB', ar: 'ar-u-nu-latn' }
const TOLD = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}:[0-9]{2}))?$/

// Making one costs fifty times what it does then.
const FORMATS = new Map<string, Intl.DateTimeFormat>()

/**
 * `5 December 2026` for `2026-12-05`, and `2 December 2026 at 18:30` for `2026-12-02 18:30`: the same day and hour, of whatever place
 * they were told. What is neither is given as it is.
 */
export function dayInWords(told: string, language: TravellerLanguage): string {
  const [, day = '', time] = TOLD.exec(told) ?? []
  const at = Date.parse(`${day}T${time ?? '00:00'}Z`)
  return Number.isNaN(at) ? told : formatOf(language, time !== undefined).format(at)
}

function formatOf(language: TravellerLanguage, hasTime: boolean): Intl.DateTimeFormat {
  const name = `${language} ${hasTime}`
  const hour = hasTime ? ({ timeStyle: 'short', hourCycle: 'h23' } as const) : {}
  const format =
    FORMATS.get(name) ??
    new Intl.DateTimeFormat(SPELT[language] ?? language, { dateStyle: 'long', timeZone: 'UTC', ...hour })
  FORMATS.set(name, format)
  return format
}
