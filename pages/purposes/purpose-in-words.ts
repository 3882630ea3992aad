/** What people come for, in their language, by the names that the terms have for it. */
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Words } from '../words.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<Readonly<Record<string, string>>> = texts

/** A purpose of the terms; one that has no words yet is shown by its name, so that new terms need no new program. */
export function purposeInWords(purpose: string, language: TravellerLanguage): string {
  const words = WORDS[language]
  return Object.hasOwn(words, purpose) ? (words[purpose] ?? purpose) : purpose.replaceAll('-', ' ')
}
