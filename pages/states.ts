/** States by their names in a person's language, as they are chosen and shown. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { KNOWN_STATES, stateName, twoLettersOf } from '#evisa/policy/known-states.ts'
import * as texts from './states/strings/texts.ts'
import type { Words } from './words.ts'

export interface NamedState {
  /** Three letters, as in a passport. */
  readonly value: string
  readonly text: string
}

/** Those that ICAO has besides the states: no library knows their names. */
const WORDS: Words<Readonly<Record<string, string>>> = texts

const lists = new Map<TravellerLanguage, readonly NamedState[]>()

/** The name of a state, or of another that gives passports, by its three letters. */
export function stateInWords(code: string, language: TravellerLanguage): string {
  return namesIn(language)(code)
}

/** All of them in the order of their names; those that are no states come last. */
export function statesIn(language: TravellerLanguage): readonly NamedState[] {
  const list = lists.get(language) ?? listIn(language)
  lists.set(language, list)
  return list
}

function listIn(language: TravellerLanguage): readonly NamedState[] {
  const nameOf = namesIn(language)
  const { compare } = new Intl.Collator(language)
  const isNoState = (code: string) => Number(twoLettersOf(code) === undefined)
  return KNOWN_STATES.map((value) => ({ value, text: nameOf(value) })).toSorted(
    (a, b) => isNoState(a.value) - isNoState(b.value) || compare(a.text, b.text),
  )
}

function namesIn(language: TravellerLanguage): (code: string) => string {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' })
  return (code) => {
    const letters = twoLettersOf(code)
    return (letters === undefined ? WORDS[language][code] : names.of(letters)) ?? stateName(code)
  }
}
