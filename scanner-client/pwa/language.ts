/** What the page says, in the language that was chosen; it changes on the fly. */
import { signal } from '@preact/signals'
import { formatInstant } from '#evisa/civil-date.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { Language, Localized, Texts } from '#evisa/language.ts'
import * as texts from './strings/texts.ts'

export type Message = keyof typeof texts.en

const STRINGS: Texts<Message> = texts

export const language = signal<Language>('en')

/** A message with what it names put in. */
export function say(message: Message, values: Readonly<Record<string, string | number>> = {}): string {
  return fillText(STRINGS[language.value][message], values, language.value)
}

/** Of a text that comes in all languages, the one that is chosen. */
export function localized(text: Localized): string {
  return text[language.value]
}

/** A moment by Kazakhstan's clock, to the minute. */
export function moment(at: number): string {
  return formatInstant(at).slice(0, 16).replace('T', ' ')
}

/** An age in plain words: `12 s`, `5 min`, `3 h`, `2 days`. */
export function sayAge(seconds: number): string {
  if (seconds < 60) return say('age/seconds', { n: Math.max(0, Math.floor(seconds)) })
  if (seconds < 3600) return say('age/minutes', { n: Math.floor(seconds / 60) })
  if (seconds < 2 * 86_400) return say('age/hours', { n: Math.floor(seconds / 3600) })
  return say('age/days', { n: Math.floor(seconds / 86_400) })
}
