/** Putting what a text names into it, with the form of a word that goes with a number. */
import type { TravellerLanguage } from './language.ts'

/**
 * The forms of a word in the order of a text, by the categories of Unicode's plural rules; a language without them has one.
 * What is not in the list, as French after a million, takes the last.
 */
const FORMS: Readonly<Record<TravellerLanguage, readonly Intl.LDMLPluralRule[]>> = {
  en: ['one', 'other'],
  ru: ['one', 'few', 'many'],
  kk: ['other'],
  fr: ['one', 'other'],
  ar: ['zero', 'one', 'two', 'few', 'many', 'other'],
}

/** `{n}` stands for `values.n`, and `{n:день|дня|дней}` for the word that is right with it. */
export function fillText(
  text: string,
  values: Readonly<Record<string, string | number>>,
  language: TravellerLanguage,
): string {
  return text.replace(/\{(\w+)(?::([^{}]*))?\}/g, (_, name: string, forms: string | undefined) => {
    const value = values[name] ?? ''
    return forms === undefined ? String(value) : formFor(Number(value), forms.split('|'), language)
  })
}

function formFor(count: number, forms: readonly string[], language: TravellerLanguage): string {
  const at = FORMS[language].indexOf(new Intl.PluralRules(language).select(count))
  return forms[at] ?? forms.at(-1) ?? ''
}
