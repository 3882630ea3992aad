/**
 * What is put into the words of a mail, kept apart from them: a name, a number or a reference is written in its own direction, and turns
 * nothing round in a sentence that is written in the other one (Unicode Standard Annex 9, isolates).
 */
import { directionOf, type TravellerLanguage } from '#evisa/language.ts'

const OPEN = '\u2068'
const CLOSE = '\u2069'
// Whoever names himself with these makes what follows read as something else.
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** A text from outside, ready to be put in. Numbers stay as they are: their words have forms that go with them. */
export function apart<Value extends string | number>(value: Value): Value | string {
  return typeof value === 'number' ? value : `${OPEN}${withoutTurning(value)}${CLOSE}`
}

export const withoutTurning = (text: string) => text.replace(TURNING, '')

/** As text. Where nothing is turned round there are no marks, nor about digits alone, which are copied and typed. */
export function asText(words: string, language: TravellerLanguage): string {
  if (directionOf(language) === 'ltr') return words.replace(/[\u2068\u2069]/g, '')
  return words.replace(/\u2068([0-9]*)\u2069/g, '$1')
}

// A reference or a number: its groups are read as one.
const WHOLE = /\u2068([A-Z0-9-]{1,20})\u2069/g

/** As a part of a page. */
export function asHtml(words: string): string {
  return escaped(words)
    .replace(WHOLE, '<bdi style="white-space:nowrap">$1</bdi>')
    .replaceAll(OPEN, '<bdi>')
    .replaceAll(CLOSE, '</bdi>')
    .replace(/\r?\n/g, '<br>')
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
