/**
 * The languages that people are spoken to in: those of Kazakhstan's scanners, desks and e-visas, and those that travellers read besides.
 * The next one is a line here, and a file and a line in each `strings/` folder that speaks it.
 */
import Type from 'typebox'

/** Each by its own name. A decision carries its words in all of them, in this order. */
export const LANGUAGE_NAMES = {
  en: 'English',
  ru: 'Русский',
  kk: 'Қазақша',
} as const

export type Language = keyof typeof LANGUAGE_NAMES

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly Language[]

/** Those that travellers and their hosts are spoken to in, by the portal and by its letters. Each by its own name. */
export const TRAVELLER_LANGUAGE_NAMES = {
  ...LANGUAGE_NAMES,
  fr: 'Français',
  ar: 'العربية',
} as const

export type TravellerLanguage = keyof typeof TRAVELLER_LANGUAGE_NAMES

export const TRAVELLER_LANGUAGES = Object.keys(TRAVELLER_LANGUAGE_NAMES) as readonly TravellerLanguage[]

/** The way in which a language is written: pages and letters say it, as the value of `dir`. */
export const directionOf = (language: TravellerLanguage): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')

/** What a traveller is spoken to in by what speaks three languages only, such as an e-visa. */
export const documentLanguage = (language: TravellerLanguage): Language => oneOf(LANGUAGES, language) ?? 'en'

/** The schema of a language. */
export const LanguageText = (description?: string) => oneOfThem(LANGUAGES, description)

/** The schema of a traveller's language. */
export const TravellerLanguageText = (description?: string) => oneOfThem(TRAVELLER_LANGUAGES, description)

const oneOfThem = <Spoken extends TravellerLanguage>(languages: readonly Spoken[], description?: string) =>
  Type.Unsafe<Spoken>(
    Type.Union(
      languages.map((language) => Type.Literal(language)),
      description === undefined ? {} : { description },
    ),
  )

/** A text in every language. */
export type Localized = Readonly<Record<Language, string>>

export const eachLanguage = (of: (language: Language) => string): Localized =>
  Object.fromEntries(LANGUAGES.map((language) => [language, of(language)])) as Localized

export const LocalizedText = (description: string) =>
  Type.Unsafe<Localized>(Type.Record(LanguageText(), Type.String(), { additionalProperties: false, description }))

/** What a face says, by language. A face that does not speak them all names those that it speaks. */
export type Texts<Message extends string, Spoken extends TravellerLanguage = Language> = Readonly<
  Record<Spoken, Readonly<Record<Message, string>>>
>

/** The first language of those that a browser asks for, such as `kk-KZ`, that there is; English where there is none. */
export const preferredLanguage = (asked: readonly string[]): Language => firstOf(LANGUAGES, asked)

/** The first of a traveller's languages that a browser asks for; English where there is none. */
export const preferredTravellerLanguage = (asked: readonly string[]): TravellerLanguage =>
  firstOf(TRAVELLER_LANGUAGES, asked)

function firstOf<Spoken extends TravellerLanguage>(languages: readonly Spoken[], asked: readonly string[]) {
  for (const tag of asked) {
    const found = oneOf(languages, tag.toLowerCase().split('-')[0])
    if (found !== undefined) return found
  }
  return 'en'
}

const oneOf = <Spoken extends TravellerLanguage>(languages: readonly Spoken[], asked: string | undefined) =>
  languages.find((language) => language === asked)
