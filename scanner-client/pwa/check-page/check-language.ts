/** What the public check page says. It has its own texts: a traveller's phone abroad does not load those of the scanner. */
import { signal } from '@preact/signals'
import type { Language, Localized } from '#evisa/language.ts'
import en from '../strings/check-en.json' with { type: 'json' }
import kk from '../strings/check-kk.json' with { type: 'json' }
import ru from '../strings/check-ru.json' with { type: 'json' }

export type CheckMessage = keyof typeof en

const STRINGS: Readonly<Record<Language, Readonly<Record<CheckMessage, string>>>> = { en, ru, kk }

export const checkLanguage = signal<Language>('en')

/** A message in the language that is chosen; `{n}` stands for `values.n`. */
export function tell(message: CheckMessage, values: Readonly<Record<string, string>> = {}): string {
  return STRINGS[checkLanguage.value][message].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

export function tellLocalized(text: Localized): string {
  return text[checkLanguage.value]
}
