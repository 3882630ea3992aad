/** States by their names in a person's language, as they are chosen and shown. */
import type { TravellerLanguage } from '#evisa/language.ts'
import { KNOWN_STATES, stateName, twoLettersOf } from '#evisa/policy/known-states.ts'

export interface NamedState {
  /** Three letters, as in a passport. */
  readonly value: string
  readonly text: string
}

const lists = new Map<TravellerLanguage, readonly NamedState[]>()

/** The name of a state by its three letters; those that are in ICAO's list alone by their names in English. */
export function stateInWords(code: string, language: TravellerLanguage): string {
  const letters = twoLettersOf(code)
  if (letters === undefined) return stateName(code)
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(letters) ?? stateName(code)
}

/** All of them in the order of their names. */
export function statesIn(language: TravellerLanguage): readonly NamedState[] {
  const list = lists.get(language) ?? listIn(language)
  lists.set(language, list)
  return list
}

function listIn(language: TravellerLanguage): readonly NamedState[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'code' })
  const nameOf = (code: string) => {
    const letters = twoLettersOf(code)
    return letters === undefined ? stateName(code) : (names.of(letters) ?? stateName(code))
  }
  const { compare } = new Intl.Collator(language)
  return KNOWN_STATES.map((value) => ({ value, text: nameOf(value) })).toSorted((a, b) => compare(a.text, b.text))
}
