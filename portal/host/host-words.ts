/** What the pages of hosts say. */
import type { TravellerLanguage } from '#evisa/language.ts'
import type { Words } from '../../pages/words.ts'
import * as texts from './strings/texts.ts'

export type HostWords = typeof texts.en
const WORDS: Words<HostWords> = texts

export function hostWords(language: TravellerLanguage): HostWords {
  return WORDS[language]
}
