/** The language of a page stands first in its address: `/kk/fees`. So an address can be sent to a friend, and no cookie is needed for it. */
import {
  preferredTravellerLanguage,
  TRAVELLER_LANGUAGE_NAMES,
  TRAVELLER_LANGUAGES,
  type TravellerLanguage,
} from '#evisa/language.ts'

export interface NamedLanguage {
  readonly language: TravellerLanguage
  /** By its own name. */
  readonly name: string
  /** This page in it. */
  readonly href: string
}

/** The language that an address names; null where it names none. */
export function languageOfPath(path: string): TravellerLanguage | null {
  const [, first] = path.split(/[/?#]/)
  return TRAVELLER_LANGUAGES.find((language) => language === first) ?? null
}

/** Of a browser's `accept-language`, in the order of their weights. */
export function languageAsked(header = ''): TravellerLanguage {
  const weighed = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', q = ''] = part.split(';').map((text) => text.trim())
      const weight = Number(/^q=([0-9.]+)$/.exec(q)?.[1] ?? 1)
      return { tag, weight: Number.isNaN(weight) ? 0 : weight }
    })
  return preferredTravellerLanguage(weighed.toSorted((one, other) => other.weight - one.weight).map(({ tag }) => tag))
}

/** The same page in each of these languages. */
export function inEveryLanguage(
  path: string,
  languages: readonly TravellerLanguage[] = TRAVELLER_LANGUAGES,
): readonly NamedLanguage[] {
  const rest = languageOfPath(path) === null ? '/' : path.replace(/^\/[a-z]+/, '') || '/'
  return languages.map((language) => ({
    language,
    name: TRAVELLER_LANGUAGE_NAMES[language],
    href: `/${language}${rest}`,
  }))
}
