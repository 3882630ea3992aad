/** Help while somebody types the two lines of a passport: what is missing, which check digit is wrong, what it may be. */
import { latinDigits } from './latin-digits.ts'
import { type CheckedField, readMrz, wrongCheckDigits } from './mrz.ts'

export const LINE_LENGTH = 44

export interface TypedLine {
  /** The line in upper case, with fillers for spaces and without what no passport has. */
  readonly text: string
  readonly missing: number
  /** Places of what cannot stand there: a digit in a name, a letter in a date. */
  readonly impossible: readonly number[]
}

export interface MrzHelp {
  readonly lines: readonly [TypedLine, TypedLine]
  /** Fields of the second line, each as soon as it is whole, by ICAO Doc 9303-3, "Check digits in the MRZ". */
  readonly wrong: readonly CheckedField[]
  /** The second line with letters exchanged that are often misread, so that every check digit fits. */
  readonly suggestions: readonly string[]
  /** The passport's zone, if all is right; null otherwise. */
  readonly mrz: string | null
}

/** Upper case, digits as 0-9, and `<` where people and readers write another sign for it. */
export function withFillers(text: string): string {
  return latinDigits(text.toUpperCase()).replaceAll(/[\s_«‹]/g, '<')
}

/** What is typed as a line of an MRZ. */
export function lineTyped(text: string): string {
  // The last two are what other keyboards have in the filler's place.
  return withFillers(text)
    .replaceAll(/[;>]/g, '<')
    .replaceAll(/[^A-Z0-9<]/g, '')
    .slice(0, LINE_LENGTH)
}

/** Judges both lines as they stand. Nothing is corrected: a digit changed until it fits may be another person's. */
export function helpTyping(first: string, second: string): MrzHelp {
  const lines = [first, second].map((line, at): TypedLine => {
    const text = lineTyped(line)
    const alphabet = ALPHABETS[at] ?? ''
    const impossible = [...text].flatMap((letter, place) => (mayStand(letter, alphabet[place]) ? [] : [place]))
    return { text, missing: LINE_LENGTH - text.length, impossible }
  }) as [TypedLine, TypedLine]
  const [one, two] = lines
  const wrong = wrongSoFar(two.text)
  const mrz = `${one.text}\n${two.text}`
  return {
    lines,
    wrong,
    suggestions: two.missing > 0 || wrong.length === 0 ? [] : suggestionsFor(two.text, wrong),
    mrz: readMrz(mrz).ok ? mrz : null,
  }
}

// What each place takes: `a` letters, `n` digits, `c` a check digit that may be a filler, `d` digits of a date that may
// be unknown, `s` the sex, `*` anything.
const ALPHABETS = [`A${'a'.repeat(43)}`, `*********caaaddddddnsnnnnnnn**************cn`]
const KINDS: Readonly<Record<string, RegExp>> = {
  A: /[A-Z]/,
  a: /[A-Z<]/,
  n: /[0-9]/,
  c: /[0-9<]/,
  d: /[0-9X<]/,
  s: /[FMX<]/,
}

function mayStand(letter: string, kind = '*'): boolean {
  return KINDS[kind]?.test(letter) ?? true
}

// Where each field and its check digit stand. The last digit is over all of them and the optional field.
const SPANS: readonly (readonly [CheckedField, number, number])[] = [
  ['number', 0, 10],
  ['birth-date', 13, 20],
  ['expires', 21, 28],
  ['composite', 28, LINE_LENGTH],
]

function wrongSoFar(text: string): readonly CheckedField[] {
  const whole = SPANS.filter(([, , end]) => text.length >= end).map(([field]) => field)
  return wrongCheckDigits(text.padEnd(LINE_LENGTH, '<')).filter((field) => whole.includes(field))
}

// People and machines read these for each other. G and 6 are left out, since no check digit tells them apart.
const MISREAD: Readonly<Record<string, string>> = {
  ...{ O: '0', '0': 'O', I: '1', '1': 'I', B: '8', '8': 'B', S: '5', '5': 'S', Z: '2', '2': 'Z' },
}
const MOST = 5

/** One exchange in each field that is wrong, where those make all of it right. */
function suggestionsFor(line: string, wrong: readonly CheckedField[]): readonly string[] {
  const fields = SPANS.filter(([field]) => field !== 'composite' && wrong.includes(field))
  // Where only the last digit is wrong, no field but the optional one, and that digit itself, can be.
  const spans = fields.length > 0 ? fields : SPANS.slice(-1)
  let lines = [line]
  for (const [field, start, end] of spans) {
    lines = lines.flatMap((one) =>
      exchanged(one, start, end).filter((changed) => !wrongCheckDigits(changed).includes(field)),
    )
  }
  return lines.filter((changed) => wrongCheckDigits(changed).length === 0).slice(0, MOST)
}

function exchanged(line: string, start: number, end: number): string[] {
  const found: string[] = []
  for (let at = start; at < end; at++) {
    const other = MISREAD[line[at] ?? '']
    if (other !== undefined && mayStand(other, ALPHABETS[1]?.[at])) {
      found.push(line.slice(0, at) + other + line.slice(at + 1))
    }
  }
  return found
}
