/** What the public check page says. It has its own texts: a traveller's phone abroad does not load those of the scanner. */
import { signal } from '@preact/signals'
import type { Language, Localized } from '#evisa/decision.ts'
import en from '../strings/check-en.json' with { type: 'json' }
import kk from '../strings/check-kk.json' with { type: 'json' }
import ru from '../strings/check-ru.json' with { type: 'json' }

export type CheckMessage = keyof typeof en

const STRINGS: Readonly<Record<Language, Readonly<Record<CheckMessage, string>>>> = { en, ru, kk }

/** Each language by its own name. */
export const CHECK_LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', ru: 'Русский', kk: 'Қазақша' }

export const checkLanguage = signal<Language>('en')

/** A message in the language that is chosen; `{n}` stands for `values.n`. */
export function tell(message: CheckMessage, values: Readonly<Record<string, string>> = {}): string {
  return STRINGS[checkLanguage.value][message].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

export function tellLocalized(text: Localized): string {
  return text[checkLanguage.value]
}

/** The first of the languages asked for that there is. */
export function preferredLanguage(asked: readonly string[]): Language {
  const bases = asked.map((tag) => tag.toLowerCase().split('-')[0] ?? '')
  return (bases.find((base) => Object.hasOwn(CHECK_LANGUAGES, base)) as Language | undefined) ?? 'en'
}
