/**
 * From letters to the A-Z of a machine readable zone (ICAO Doc 9303-3, "Transliterations recommended for use by
 * States"). One letter may have several spellings, by state and year, so the spellings of a name are a set.
 */
import { fail, ok, type Result } from './result.ts'

type Spellings = Readonly<Record<string, readonly string[]>>

// The recommended spelling first. Letters with a mark that are not listed lose the mark.
const LATIN: Spellings = {
  Ä: ['AE', 'A'],
  Å: ['AA', 'A'],
  Æ: ['AE'],
  Ö: ['OE', 'O'],
  Ø: ['OE', 'O'],
  Œ: ['OE'],
  Ü: ['UE', 'UXX', 'U'],
  Ñ: ['N', 'NXX'],
  ẞ: ['SS'],
  Þ: ['TH'],
  Ð: ['D'],
  Đ: ['D'],
  Ħ: ['H'],
  Ŀ: ['L'],
  Ł: ['L'],
  Ŋ: ['N'],
  Ŧ: ['T'],
  Ĳ: ['IJ'],
  ĸ: ['Q'],
  Ə: ['E', 'A'],
}

// ICAO's spelling and its exceptions by language, then what national rules print (Russia until 2010, Ukraine since
// 2010, Bulgaria, Serbia, Kazakhstan). The Kazakh letters are not in ICAO's table.
const CYRILLIC: Spellings = {
  А: ['A'],
  Ә: ['A', 'AE', 'E'],
  Б: ['B'],
  В: ['V'],
  Г: ['G', 'H'],
  Ґ: ['G'],
  Ғ: ['G', 'GH'],
  Д: ['D'],
  Ђ: ['D', 'DJ'],
  Ѓ: ['G', 'GJ'],
  Е: ['E', 'YE', 'IE'],
  Ё: ['E', 'IO', 'YO'],
  Є: ['IE', 'YE'],
  Ж: ['ZH', 'Z', 'J'],
  З: ['Z'],
  Ѕ: ['DZ'],
  И: ['I', 'Y'],
  Й: ['I', 'Y'],
  І: ['I'],
  Ї: ['I', 'YI'],
  Ј: ['J'],
  К: ['K'],
  Қ: ['K', 'Q'],
  Л: ['L'],
  Љ: ['LJ'],
  М: ['M'],
  Н: ['N'],
  Ң: ['N', 'NG'],
  Њ: ['NJ'],
  О: ['O'],
  Ө: ['O'],
  П: ['P'],
  Р: ['R'],
  С: ['S'],
  Т: ['T'],
  Ћ: ['C'],
  Ќ: ['K', 'KJ'],
  У: ['U'],
  Ў: ['U'],
  Ұ: ['U'],
  Ү: ['U'],
  Ѫ: ['U'],
  Ф: ['F'],
  Х: ['KH', 'H'],
  Һ: ['H'],
  Ц: ['TS', 'C'],
  Ч: ['CH', 'C'],
  Џ: ['DZ', 'DJ'],
  Ш: ['SH', 'S'],
  Щ: ['SHCH', 'SHT'],
  Ъ: ['IE', '', 'A'],
  Ы: ['Y'],
  Ь: ['', 'Y'],
  Ѣ: ['E', 'IE'],
  Э: ['E'],
  Ю: ['IU', 'YU'],
  Я: ['IA', 'YA'],
  Ѵ: ['Y'],
}

/** What parts the tokens of a name: spaces and hyphens. */
export const NAME_SEPARATORS = /[\s\p{Pd}]+/u
const APOSTROPHES = /['’‘ʼʻ`´′"“”.,]/gu
const MARKS = /\p{M}/gu
// In some states these are spelled in one way at the start of a word and in another inside: YAROSLAVA, MARIIA.
const OTHERWISE_AT_THE_START = new Set('ЕЄЇЙЮЯ')
const MAX_SPELLINGS = 256
const MAX_CHARACTERS = MAX_SPELLINGS * 200

/** Whether a name is spelled as an MRZ spells it: A-Z and single spaces inside. */
export function isMrzName(name: string): boolean {
  return /^[A-Z]+( [A-Z]+)*$/.test(name)
}

/**
 * The spellings of a name in A-Z and single spaces, ICAO's own first, at most 256 (or the limit): a letter that stands
 * twice is spelled alike both times. None for an empty name. Fails with the first letter (upper case) that has no
 * spelling, as Arabic and Chinese ones have not: then only the passport's own MRZ says how the name is spelled.
 */
export function mrzSpellings(name: string, limit = MAX_SPELLINGS): Result<readonly string[], string> {
  const letters = [...plainText(name)]
  const keys = letters.map((letter, at) =>
    OTHERWISE_AT_THE_START.has(letter) && (letters[at - 1] ?? ' ') === ' ' ? ` ${letter}` : letter,
  )
  const most = Math.min(limit, MAX_SPELLINGS, Math.max(1, Math.floor(MAX_CHARACTERS / Math.max(1, keys.length))))
  const fixed = new Map<string, string>()
  let choices: ReadonlyMap<string, string>[] = [new Map()]
  for (const key of new Set(keys)) {
    const letter = key.trim() || ' '
    const variants = spellingsOf(letter)
    if (variants === null) return fail(letter)
    const allowed = variants.slice(0, Math.floor(most / choices.length))
    fixed.set(key, allowed[0] ?? '')
    if (allowed.length > 1) {
      choices = allowed.flatMap((variant) => choices.map((choice) => new Map(choice).set(key, variant)))
    }
  }
  const spellings = choices.map((choice) => keys.map((key) => choice.get(key) ?? fixed.get(key)).join(''))
  return ok([...new Set(spellings.map((spelling) => spelling.replace(/ +/g, ' ').trim()))].filter(isMrzName))
}

function plainText(name: string): string {
  const composed = name.toUpperCase().normalize('NFC').replace(APOSTROPHES, '')
  return composed.split(NAME_SEPARATORS).join(' ').replace(MARKS, '').trim()
}

function spellingsOf(letter: string): readonly string[] | null {
  if (/^[A-Z ]$/.test(letter)) return [letter]
  const known = LATIN[letter] ?? CYRILLIC[letter]
  if (known !== undefined) return known
  const bare = letter.normalize('NFD').replace(MARKS, '')
  return /^[A-Z]+$/.test(bare) ? [bare] : null
}
