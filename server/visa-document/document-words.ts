/** The words of the printed e-visa in its three languages. */
import en from './strings/en.json' with { type: 'json' }
import kk from './strings/kk.json' with { type: 'json' }
import ru from './strings/ru.json' with { type: 'json' }

const WORDS = { en, ru, kk } as const
export type DocumentLanguage = keyof typeof WORDS
export type Word = keyof typeof en

/** English first: every airline reads it. */
export const DOCUMENT_LANGUAGES = ['en', 'kk', 'ru'] as const satisfies readonly DocumentLanguage[]

/** The word in a language, with what is named in it put in. */
export function word(language: DocumentLanguage, name: Word, named: Readonly<Record<string, string | number>> = {}) {
  return WORDS[language][name].replaceAll(/\{(\w+)\}/g, (whole, key) => String(named[key] ?? whole))
}

/** The meaning of a category; empty for one that the policy has and these words do not know. */
export function categoryWord(language: DocumentLanguage, category: string): string {
  const words: Readonly<Record<string, string>> = WORDS[language]
  return words[`category/${category}`] ?? ''
}
