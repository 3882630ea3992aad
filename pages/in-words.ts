/** Days, times and amounts as people of a language write them. Times are those of Kazakhstan, and say so. */
import type { CivilDate, EpochSeconds } from '#evisa/civil-date.ts'
import type { TravellerLanguage } from '#evisa/language.ts'

// Most who read English here know the day before the month, and 24 hours; Arabic is read with the figures that passports have.
const SPELT: Readonly<Partial<Record<TravellerLanguage, string>>> = { en: 'en-GB', ar: 'ar-u-nu-latn' }
const ZONE = 'Asia/Almaty'
const localeOf = (language: TravellerLanguage) => SPELT[language] ?? language

/** `4 March 2027`. */
export function dayInWords(day: CivilDate, language: TravellerLanguage): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00Z`),
  )
}

/** `Thursday, 4 March 2027 at 18:00`. */
export function timeInWords(at: EpochSeconds, language: TravellerLanguage): string {
  const shown = { dateStyle: 'full', timeStyle: 'short', timeZone: ZONE } as const
  return new Intl.DateTimeFormat(localeOf(language), shown).format(new Date(at * 1000))
}

/** `4 Mar 2027, 18:00`. */
export function shortTime(at: EpochSeconds, language: TravellerLanguage): string {
  const shown = { dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE } as const
  return new Intl.DateTimeFormat(localeOf(language), shown).format(new Date(at * 1000))
}
