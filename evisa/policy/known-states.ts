/** The states and other holders of nationality that a passport can name: ISO 3166-1, and what ICAO Doc 9303-3 adds to it. */
import countries from 'i18n-iso-countries/index.js'
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' }

// Part 3, section 5, codes of three letters that are not in ISO 3166-1.
const ICAO: Readonly<Record<string, string>> = {
  EUE: 'European Union',
  GBD: 'British Overseas Territories citizen',
  GBN: 'British National (overseas)',
  GBO: 'British Overseas citizen',
  GBP: 'British protected person',
  GBS: 'British subject',
  RKS: 'Kosovo',
  UNA: 'United Nations specialized agency',
  UNK: 'United Nations Interim Administration Mission in Kosovo',
  UNO: 'United Nations',
  XBA: 'African Development Bank',
  XIM: 'African Export-Import Bank',
  XCC: 'Caribbean Community',
  XCE: 'Council of Europe',
  XCO: 'Common Market for Eastern and Southern Africa',
  XEC: 'Economic Community of West African States',
  XPO: 'Interpol',
  XES: 'Organization of Eastern Caribbean States',
  XMP: 'Parliamentary Assembly of the Mediterranean',
  XOM: 'Sovereign Military Order of Malta',
  XDC: 'Southern African Development Community',
  XXA: 'stateless person',
  XXB: 'refugee',
  XXC: 'refugee, other',
  XXX: 'unspecified nationality',
}

// The package's own entry for Node reads the names in eighty languages at each start.
countries.registerLocale(english)

const ISO = countries.getAlpha3Codes()

/** Whether a passport can name it. */
export function isKnownState(code: string): boolean {
  return Object.hasOwn(ICAO, code) || Object.hasOwn(ISO, code)
}

const KOSOVO = { code: 'RKS', twoLetters: 'XK' }

/** Every code that a passport can name, each state once: Kosovo by the code that passports have. */
export const KNOWN_STATES: readonly string[] = [
  ...Object.keys(ISO).filter((code) => ISO[code] !== KOSOVO.twoLetters),
  ...Object.keys(ICAO),
]

/** By names in small letters, the first state of a name: the package compares a name with every other one, and each page that is shown reads two. */
const CODES_OF_NAMES: ReadonlyMap<string, string | undefined> = new Map(
  [
    ...Object.entries(ICAO).map(([code, name]) => [name.toLowerCase(), code] as const),
    ...Object.entries(countries.getNames('en', { select: 'all' })).flatMap(([twoLetters, names]) =>
      names.map((name) => [name.toLowerCase(), countries.alpha2ToAlpha3(twoLetters)] as const),
    ),
  ].toReversed(),
)

/** The two letters of ISO 3166-1, by which libraries know the names of states; undefined for what is in ICAO's list alone. */
export function twoLettersOf(code: string): string | undefined {
  return code === KOSOVO.code ? KOSOVO.twoLetters : countries.alpha3ToAlpha2(code)
}

/** The name of a state in English, with its code. */
export function stateName(code: string): string {
  const name = ICAO[code] ?? countries.getName(code, 'en')
  return name === undefined ? code : `${name} (${code})`
}

/**
 * The code of a state as people write it: three letters as in a passport, the D of Germany, the two of ISO 3166-1, or its
 * name in English;
 * null where nobody could say which is meant.
 */
export function findState(written: string): string | null {
  const text = written.trim()
  const code = text.toUpperCase()
  if (isKnownState(code)) return code
  if (code === 'D') return 'DEU'
  const found =
    code.length === 2
      ? countries.alpha2ToAlpha3(code)
      : // Of one with other accents the package knows, too, what is meant.
        (CODES_OF_NAMES.get(text.toLowerCase()) ?? countries.getSimpleAlpha3Code(text, 'en'))
  return found !== undefined && isKnownState(found) ? found : null
}
