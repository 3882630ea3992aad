/** The words of the form of a refusal, in the order in which the e-visa's page has its languages. */
import type { Language, Texts } from '#evisa/language.ts'
import * as texts from '#evisa/refusal/strings/texts.ts'

export type Word = keyof typeof texts.en

const WORDS: Texts<Word> = texts

const FORM_LANGUAGES = ['en', 'kk', 'ru'] as const satisfies readonly Language[]

/** A word in each language. */
export function inEach(name: Word): readonly [string, string, string] {
  const [en, kk, ru] = FORM_LANGUAGES.map((language) => WORDS[language][name]) as [string, string, string]
  return [en, kk, ru]
}
