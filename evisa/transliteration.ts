/**
 * From letters to the A-Z of a machine readable zone (ICAO Doc 9303-3, "Transliterations"). One letter may have several
 * spellings, by state and year, so the spellings of a name are a set.
 */
import { fail, ok, type Result } from './result.ts'

const LATIN: Readonly<Record<string, readonly string[]>> = {
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
  Ł: ['L'],
  Ŋ: ['N'],
  Ŧ: ['T'],
  Ĳ: ['IJ'],
  ĸ: ['Q'],
  Ə: ['E', 'A'],
  ı: ['I'],
}

const CYRILLIC: Readonly<Record<string, readonly string[]>> = {
  А: ['A'],
  Ә: ['A', 'AE'],
  Б: ['B'],
  В: ['V'],
  Г: ['G', 'H'],
  Ґ: ['G'],
  Ғ: ['G', 'GH'],
  Д: ['D'],
  Ђ: ['D', 'DJ'],
  Ѓ: ['G', 'GJ'],
  Е: ['E', 'IE', 'YE'],
  Ё: ['E', 'IO', 'YO'],
  Є: ['IE', 'YE'],
  Ж: ['ZH', 'J'],
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
  Ф: ['F'],
  Х: ['KH', 'H'],
  Һ: ['H'],
  Ц: ['TS', 'C'],
  Ч: ['CH'],
  Џ: ['DZ', 'DJ'],
  Ш: ['SH'],
  Щ: ['SHCH', 'SHT'],
  Ъ: ['IE', ''],
  Ы: ['Y'],
  Ь: [''],
  Э: ['E'],
  Ю: ['IU', 'YU'],
  Я: ['IA', 'YA'],
}

const MAX_SPELLINGS = 256
const COMBINING_MARKS = /\p{M}/gu
const APOSTROPHES = /['’ʼ`´ʻ.,]/gu

/** Whether a name is spelled as an MRZ spells it: A-Z and single spaces. */
export function isMrzName(name: string): boolean {
  return /^[A-Z]+( [A-Z]+)*$/.test(name)
}

/**
 * All spellings of a name in A-Z, at most 256: a letter that stands twice is spelled alike both times. Fails with the
 * first letter that has none, as Arabic and Chinese ones have not: the passport's own MRZ spelling is then needed.
 */
export function mrzSpellings(name: string): Result<readonly string[], string> {
  const letters = [
    ...name
      .toUpperCase()
      .normalize('NFC')
      .replace(APOSTROPHES, '')
      .replace(/[\s-]+/g, ' ')
      .trim(),
  ]
  let choices: Map<string, string>[] = [new Map()]
  for (const letter of new Set(letters)) {
    const variants = spellingsOf(letter)
    if (variants.length === 0) return fail(letter)
    const room = Math.max(1, Math.floor(MAX_SPELLINGS / choices.length))
    choices = choices.flatMap((choice) =>
      variants.slice(0, room).map((variant) => new Map(choice).set(letter, variant)),
    )
  }
  const spellings = choices.map((choice) =>
    letters
      .map((letter) => choice.get(letter))
      .join('')
      .trim(),
  )
  return ok([...new Set(spellings)])
}

function spellingsOf(letter: string): readonly string[] {
  if (/^[A-Z ]$/.test(letter)) return [letter]
  const known = LATIN[letter] ?? CYRILLIC[letter]
  if (known !== undefined) return known
  const plain = letter.normalize('NFD').replace(COMBINING_MARKS, '')
  return /^[A-Z]+$/.test(plain) ? [plain] : []
}
