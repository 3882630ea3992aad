/** The texts of this area, by language. */
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Words } from '../../pages/words.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export type AreaWords = typeof texts.en

export function wordsIn(language: TravellerLanguage): AreaWords {
  return WORDS[language]
}

/** What a field is called; by its own name where it has none. */
export function labelOf(field: string, language: TravellerLanguage): string {
  const { fields } = wordsIn(language)
  return isNamed(fields, field) ? fields[field].label : field.replaceAll('_', ' ')
}

function isNamed<T extends object>(names: T, name: string): name is string & keyof T {
  return Object.hasOwn(names, name)
}
