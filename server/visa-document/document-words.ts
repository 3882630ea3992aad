/** The words of the printed e-visa in its three languages. */
import type { Language, Texts } from '#evisa/language.ts'
import * as texts from './strings/texts.ts'

/** The page has room for three. English is first: every airline reads it. */
export const DOCUMENT_LANGUAGES = ['en', 'kk', 'ru'] as const satisfies readonly Language[]
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number]
export type Word = keyof typeof texts.en

const WORDS: Texts<Word, DocumentLanguage> = texts

/** The word in a language, with what is named in it put in. */
export function word(language: DocumentLanguage, name: Word, named: Readonly<Record<string, string | number>> = {}) {
  return WORDS[language][name].replaceAll(/\{(\w+)\}/g, (whole, key) => String(named[key] ?? whole))
}

/** The meaning of a category; empty for one that the policy has and these words do not know. */
export function categoryWord(language: DocumentLanguage, category: string): string {
  const words: Readonly<Record<string, string>> = WORDS[language]
  return words[`category/${category}`] ?? ''
}
