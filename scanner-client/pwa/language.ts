/** What the page says, in the language that was chosen; it changes on the fly. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { formatInstant } from '#evisa/civil-date.ts'
import { fillText } from '#evisa/fill-text.ts'
import type { Language, Localized } from '#evisa/language.ts'
import * as texts from './strings/texts.ts'

export type Message = keyof typeof texts.en
type Strings = Readonly<Record<Message, string>>

const { en, ...later } = texts
const FILES: Readonly<Record<Exclude<Language, 'en'>, URL>> = later

/** On a line that does not answer the page goes on in what it speaks. */
const LONGEST_WAIT_MS = 5000

const here: Partial<Record<Language, Strings>> = { en }
const spoken = signal<{ readonly language: Language; readonly strings: Strings }>({ language: 'en', strings: en })
const missing = signal<Language | null>(null)
let asked: Language = 'en'

/** What the page speaks: its texts are here. */
export const language: ReadonlySignal<Language> = computed(() => spoken.value.language)

/** What the page was asked to speak, and does not since the texts do not come; null where it speaks what it was asked to. */
export const missingLanguage: ReadonlySignal<Language | null> = missing

/**
 * Speaks a language: at once where its texts are here, else when they come, which they do without a network too where the
 * service worker is installed. Resolves after some seconds at the latest; asking again tries again.
 */
export async function speak(chosen: Language): Promise<void> {
  asked = chosen
  if (chosen !== 'en' && here[chosen] === undefined) await bring(chosen)
  settle(chosen)
}

/** By `fetch`: a module that did not come once is not asked for again by the browser while the page is open. */
async function bring(chosen: keyof typeof FILES): Promise<void> {
  try {
    const response = await fetch(FILES[chosen], { signal: AbortSignal.timeout(LONGEST_WAIT_MS) })
    if (response.ok) here[chosen] = await response.json()
  } catch {
    // What did not come, or is cut off, is not here: that is what is told.
  }
}

function settle(chosen: Language): void {
  // Whoever chose another one meanwhile hears that one.
  if (chosen !== asked) return
  const strings = here[chosen]
  missing.value = strings === undefined ? chosen : null
  if (strings !== undefined) spoken.value = { language: chosen, strings }
}

/** A message with what it names put in. */
export function say(message: Message, values: Readonly<Record<string, string | number>> = {}): string {
  const { language, strings } = spoken.value
  return fillText(strings[message], values, language)
}

/** What a decision knew or did not know, in words; by its code where there are none. */
export function sayPart(code: string): string {
  const message = `artefact/${code}`
  return Object.hasOwn(en, message) ? say(message as Message) : code
}

/**
 * Of a text that comes in all languages, the one that is chosen. No line of it ends within `e-visa`: a joiner sees to that,
 * since many faces lack the hyphen that does not break.
 */
export function localized(text: Localized): string {
  return text[language.value].replace(/(?<!\p{L})([eэ]-)(?=[vв])/giu, '$1\u2060')
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
