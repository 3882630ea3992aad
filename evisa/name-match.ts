/**
 * Comparing the name on a visa with the name that a passport reader gives (ICAO Doc 9303-3, "Convention for writing the
 * name of the holder"; Doc 9303-4, "Truncation of names"). Spellings are sets: two tokens are the same if any spelling
 * of the one is a spelling of the other.
 */
import { isMrzName, mrzSpellings, NAME_SEPARATORS } from './transliteration.ts'

export interface PersonName {
  readonly surname: string
  /** Empty for a person of a single name, in whichever of the two fields it stands. */
  readonly givenNames: string
}

export type NameMatch = 'equal' | 'close' | 'different'

/** The spellings of a token. */
type Token = readonly string[]

// A visa holds up to 80 + 80 characters, an MRZ up to 39.
const MAX_CHARACTERS = 200
const MAX_EDITS = 2
const MAX_SPELLINGS = 128
const MAX_TEXTS = 16
const TD3_FIELD = 39

/**
 * Compares the visa's name, which is whole, with the passport's, which may be cut to its field.
 *
 * - `equal`: the same tokens in any order, or the passport's are what truncation leaves of the visa's;
 * - `close`: tokens missing or cut on one side, after a first one that is whole; or at most two edits
 *   (Damerau-Levenshtein), fewer than half of the letters;
 * - `different`: anything else, as well as a name that is empty, over-long or in letters without an A-Z spelling.
 */
export function compareNames(visa: PersonName, read: PersonName & { readonly nameTruncated: boolean }): NameMatch {
  if (isSameText(visa, read)) return 'equal'
  const [asked, found] = [tokensOf(visa), tokensOf(read)]
  if (asked.length === 0 || found.length === 0) return 'different'
  const cut = read.nameTruncated
  const same = asked.length === found.length && arePaired(found, asked)
  if (same || (cut && isAbbreviated(asked, found)) || isCutOff(visa, read)) return 'equal'
  const [few, many] = asked.length < found.length ? [asked, found] : [found, asked]
  // The last token of a name that is cut may be half a token.
  const missing = arePaired(few, many) || (cut && found.length > 1 && arePaired(found.slice(0, -1), asked))
  const isShort = isShortened(asked, found) || isShortened(found, asked)
  return missing || isShort || isMistyped(asked, found, cut) ? 'close' : 'different'
}

/** The common case, thirty times faster than by tokens. */
function isSameText(visa: PersonName, read: PersonName): boolean {
  if (visa.surname !== read.surname || visa.givenNames !== read.givenNames) return false
  const name = `${visa.surname} ${visa.givenNames}`
  return name.length <= MAX_CHARACTERS && isMrzName(name.trim())
}

/** The tokens of a name, surname first; none where any of them has no spelling. */
function tokensOf({ surname, givenNames }: PersonName): Token[] {
  const name = `${surname} ${givenNames}`
  if (name.length > MAX_CHARACTERS) return []
  const tokens: Token[] = []
  for (const token of name.split(NAME_SEPARATORS)) {
    const found = mrzSpellings(token, MAX_SPELLINGS)
    if (!found.ok) return []
    if (found.value.length > 0) tokens.push(found.value)
  }
  return tokens
}

// What the book lets one letter be, on either side: Ä is AE or A, Å is AA or A, Ö and Ø are OE or O, Ü is UE, UXX or U,
// Ñ is NXX or N. Nothing else is alike: a run of letters is not one letter, and SAEED is neither SAAD nor SAD.
const ALIKE = (
  [
    ['AE', 'A'],
    ['AA', 'A'],
    ['OE', 'O'],
    ['UE', 'U'],
    ['UXX', 'U'],
    ['UXX', 'UE'],
    ['NXX', 'N'],
  ] as const
).flatMap(([one, other]) => [[one, other] as const, [other, one] as const])

/** The places in the other word up to which it can be spelled as the one. */
function placesReached(one: string, other: string): ReadonlySet<number> {
  const reached = Array.from({ length: one.length + 1 }, () => new Set<number>())
  reached[0]?.add(0)
  for (const [at, places] of reached.entries()) {
    for (const place of places) {
      if (at < one.length && one[at] === other[place]) reached[at + 1]?.add(place + 1)
      for (const [a, b] of ALIKE) {
        if (one.startsWith(a, at) && other.startsWith(b, place)) reached[at + a.length]?.add(place + b.length)
      }
    }
  }
  return reached[one.length] ?? new Set()
}

function areAlike(token: Token, other: Token): boolean {
  return token.some((one) =>
    other.some((two) => one === two || (one[0] === two[0] && placesReached(one, two).has(two.length))),
  )
}

/** Whether each of the few has one of its own among the many. */
function arePaired(few: readonly Token[], many: readonly Token[]): boolean {
  const left = [...many]
  return few.every((token) => {
    const at = left.findIndex((other) => areAlike(token, other))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/**
 * A field too short for the name holds its tokens in order, some cut (to an initial even), some left out; but never
 * other letters, and never without a part of the surname.
 */
function isAbbreviated(whole: readonly Token[], cut: readonly Token[]): boolean {
  let next = 0
  for (const [at, token] of cut.entries()) {
    while (next < whole.length && !isBeginningOf(token, whole[next])) next++
    if (next >= whole.length || (at === 0 && next > 0)) return false
    next++
  }
  return true
}

function isBeginningOf(token: Token, whole: Token | undefined): boolean {
  return token.some((one) => whole?.some((other) => one[0] === other[0] && placesReached(one, other).size > 0))
}

/** ANNA M for ANNA MARIA: a field with room left does not cut, so somebody did. */
function isShortened([first = [], ...whole]: readonly Token[], [start = [], ...cut]: readonly Token[]): boolean {
  return cut.length > 0 && areAlike(first, start) && isAbbreviated([first, ...whole], [start, ...cut])
}

/** The plain cut. One just before a token leaves a filler at the end, and so does not look cut. */
function isCutOff(visa: PersonName, read: PersonName): boolean {
  const field = ({ surname, givenNames }: PersonName) => `${surname}<<${givenNames}`.replaceAll(' ', '<')
  return withoutFillers(field(visa).slice(0, TD3_FIELD)) === withoutFillers(field(read))
}

function withoutFillers(field: string): string {
  let end = field.length
  while (field[end - 1] === '<') end -= 1
  return field.slice(0, end)
}

function isMistyped(asked: readonly Token[], found: readonly Token[], cut: boolean): boolean {
  const texts = textsOf(found)
  return textsOf(asked).some((name) =>
    texts.some((other) => areNear(name, other) || (cut && areNear(name.slice(0, other.length), other))),
  )
}

/** The letters of the name in one word, in some of its spellings, and written the short way. */
function textsOf(tokens: readonly Token[]): string[] {
  let texts = ['']
  for (const spellings of tokens) {
    const room = Math.max(1, Math.floor(MAX_TEXTS / texts.length))
    texts = spellings.slice(0, room).flatMap((spelling) => texts.map((text) => text + spelling))
  }
  return [...new Set([...texts, tokens.map(([first = '']) => shortest(first)).join('')])]
}

function shortest(spelling: string): string {
  return spelling.replace(/A[AE]|OE|U(?:E|XX)|NXX/g, (pair) => pair.slice(0, 1))
}

function areNear(one: string, other: string): boolean {
  // Two edits may be all of a very short name.
  const belowHalf = Math.ceil(Math.min(one.length, other.length) / 2) - 1
  const edits = Math.min(MAX_EDITS, belowHalf)
  return Math.abs(one.length - other.length) <= edits && isWithin(one, other, edits)
}

// What an edit takes from the one and the other, and how many edits it is: a letter more, less or other; neighbours
// swapped, with nothing or a letter between them on one side.
const EDITS = [
  { one: 1, other: 0, cost: 1, swap: false },
  { one: 0, other: 1, cost: 1, swap: false },
  { one: 1, other: 1, cost: 1, swap: false },
  { one: 2, other: 2, cost: 1, swap: true },
  { one: 2, other: 3, cost: 2, swap: true },
  { one: 3, other: 2, cost: 2, swap: true },
] as const

/** Whether so many edits (at most two) make the one of the other. */
function isWithin(one: string, other: string, edits: number): boolean {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const [a, b] = [one.slice(at), other.slice(at)]
  if (a === '' || b === '') return a.length + b.length <= edits
  return EDITS.some(
    (edit) =>
      edit.cost <= edits &&
      (!edit.swap || (a[0] === b[edit.other - 1] && a[edit.one - 1] === b[0])) &&
      isWithin(a.slice(edit.one), b.slice(edit.other), edits - edit.cost),
  )
}
