/** Codecs of the packing table: how one claim is written into a few bits. Reading gives `undefined` for a bad value. */
import type { BitReader, BitWriter } from './bit-string.ts'
import { dayNumber, fromDayNumber, isCivilDate } from './civil-date.ts'
import { checkCharacter, VISA_NUMBER_ALPHABET } from './visa-number.ts'

export interface Codec {
  /** Writes a value of the claims schema. What it cannot write it writes as something else; the round trip tells. */
  write(out: BitWriter, value: never): void
  read(from: BitReader): unknown
}

type Write<T> = (out: BitWriter, value: T) => void
type Read<T> = (from: BitReader) => T | undefined

const codec = <T>(write: Write<T>, read: Read<T>): Codec => ({ write, read })
// A claim of another type is written as an empty text or a zero, so that writing never throws.
const textCodec = (write: Write<string>, read: Read<string>) =>
  codec<unknown>((out, value) => write(out, typeof value === 'string' ? value : ''), read)

/** A claim with one possible value takes no room. */
export const constant = (value: string): Codec =>
  textCodec(
    () => {},
    () => value,
  )

export const unsigned = (width: number): Codec =>
  codec<unknown>(
    (out, value) => out.write(typeof value === 'number' ? value : 0, width),
    (from) => from.read(width),
  )

export const oneOf = (width: number, values: readonly (string | number)[]): Codec =>
  codec<string | number>(
    (out, value) => out.write(values.indexOf(value), width),
    (from) => values[from.read(width)],
  )

/** Text over a small alphabet, ended by a zero. */
export const text = (width: number, alphabet: string, maxLength: number): Codec =>
  textCodec(
    (out, value) => {
      for (const character of value) out.write(alphabet.indexOf(character) + 1, width)
      out.write(0, width)
    },
    (from) => {
      let value = ''
      for (;;) {
        const code = from.read(width)
        if (code === 0) return value
        const character = alphabet[code - 1]
        if (character === undefined || value.length === maxLength) return undefined
        value += character
      }
    },
  )

export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const fixedLetters = (out: BitWriter, alphabet: string, value: string) => {
  for (const character of value) out.write(alphabet.indexOf(character), 5)
}
const readLetters = (from: BitReader, alphabet: string, count: number) => {
  let value = ''
  for (let at = 0; at < count; at++) value += alphabet[from.read(5)] ?? '?'
  return value.includes('?') ? undefined : value
}

/** Three letters of a state. */
export const state: Codec = textCodec(
  (out, value) => fixedLetters(out, LETTERS, value),
  (from) => readLetters(from, LETTERS, 3),
)

/** Eleven random characters; the check character follows from them. */
export const visaNumber: Codec = textCodec(
  (out, value) => fixedLetters(out, VISA_NUMBER_ALPHABET, value.slice(0, 11)),
  (from) => {
    const eleven = readLetters(from, VISA_NUMBER_ALPHABET, 11)
    return eleven === undefined ? undefined : eleven + checkCharacter(eleven)
  },
)

const DAY_ZERO = dayNumber('2000-01-01')

/** A day as the number of days since 2000-01-01, 16 bits. */
export const day: Codec = textCodec(
  (out, value) => out.write(dayNumber(value) - DAY_ZERO, 16),
  (from) => fromDayNumber(from.read(16) + DAY_ZERO),
)

/** A date of birth, of which month and day may be unknown: years since 1900, then month and day with 0 for unknown. */
export const birthDate: Codec = textCodec(
  (out, value) => {
    const [year, month = 0, dayOfMonth = 0] = value.split('-').map(Number)
    out.write((year ?? 0) - 1900, 8)
    out.write(month, 4)
    out.write(dayOfMonth, 5)
  },
  (from) => {
    const two = (value: number) => String(value).padStart(2, '0')
    const [year, month, dayOfMonth] = [from.read(8) + 1900, from.read(4), from.read(5)]
    if (month === 0) return dayOfMonth === 0 ? String(year) : undefined
    if (dayOfMonth === 0) return month <= 12 ? `${year}-${two(month)}` : undefined
    const date = `${year}-${two(month)}-${two(dayOfMonth)}`
    return isCivilDate(date) ? date : undefined
  },
)

/** A visa category such as `B12` or `B9-1`: letter, number, part. */
export const category: Codec = textCodec(
  (out, value) => {
    const [main = '', part = '0'] = value.split('-')
    out.write(LETTERS.indexOf(main[0] ?? ''), 5)
    out.write(Number(main.slice(1)), 7)
    out.write(Number(part), 4)
  },
  (from) => {
    const [letter, number, part] = [LETTERS[from.read(5)], from.read(7), from.read(4)]
    if (letter === undefined || number < 1 || number > 99 || part > 9) return undefined
    return part === 0 ? `${letter}${number}` : `${letter}${number}-${part}`
  },
)

/** A name that ends in a number of 16 bits, after a fixed beginning. */
export const numbered = (prefix: string): Codec =>
  textCodec(
    (out, value) => out.write(Number(value.slice(prefix.length)), 16),
    (from) => prefix + from.read(16),
  )
