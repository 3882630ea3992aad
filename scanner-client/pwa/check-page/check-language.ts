/** What the public check page says. It has its own texts: a traveller's phone abroad does not load those of the scanner. */
import { signal } from '@preact/signals'
import type { Language, Localized, Texts } from '#evisa/language.ts'
import * as texts from './strings/texts.ts'

export type CheckMessage = keyof typeof texts.en

const STRINGS: Texts<CheckMessage> = texts

export const checkLanguage = signal<Language>('en')

/** A message in the language that is chosen; `{n}` stands for `values.n`. */
export function tell(message: CheckMessage, values: Readonly<Record<string, string>> = {}): string {
  return STRINGS[checkLanguage.value][message].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

export function tellLocalized(text: Localized): string {
  return text[checkLanguage.value]
}
