/** The languages that people are spoken to in. The next one is a line here, and a file and a line in each `strings/` folder. */
import Type from 'typebox'

/** Each by its own name. A decision carries its words in all of them, in this order. */
export const LANGUAGE_NAMES = {
  en: 'English',
  ru: 'Русский',
  kk: 'Қазақша',
} as const

export type Language = keyof typeof LANGUAGE_NAMES

export const LANGUAGES = Object.keys(LANGUAGE_NAMES) as readonly Language[]

/** The schema of a language. */
export const LanguageText = (description?: string) =>
  Type.Unsafe<Language>(
    Type.Union(
      LANGUAGES.map((language) => Type.Literal(language)),
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
export type Texts<Message extends string, Spoken extends Language = Language> = Readonly<
  Record<Spoken, Readonly<Record<Message, string>>>
>

/** The first language of those that a browser asks for, such as `kk-KZ`, that there is; English where there is none. */
export function preferredLanguage(asked: readonly string[]): Language {
  for (const tag of asked) {
    const [base] = tag.toLowerCase().split('-')
    const found = LANGUAGES.find((language) => language === base)
    if (found !== undefined) return found
  }
  return 'en'
}
