/**
 * Visa numbers: twelve characters that can be typed without a mistake going unseen. Eleven are random (54 bits), the
 * twelfth is a check character (ISO/IEC 7064, hybrid system MOD 31,30), which finds every single wrong character and
 * nearly every swap. The alphabet has no 0 O, 1 I L, nor U.
 */
import { latinDigits } from './latin-digits.ts'
import { fail, ok, type Result } from './result.ts'

export const VISA_NUMBER_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const M = VISA_NUMBER_ALPHABET.length
const RANDOM_CHARACTERS = 11

/** The canonical spelling, without grouping. The check character is looked at by `isVisaNumber`. */
export const VISA_NUMBER_PATTERN = `^[${VISA_NUMBER_ALPHABET}]{${RANDOM_CHARACTERS + 1}}$`
const visaNumberPattern = new RegExp(VISA_NUMBER_PATTERN)

export function isVisaNumber(text: string): boolean {
  return visaNumberPattern.test(text) && checkCharacter(text.slice(0, RANDOM_CHARACTERS)) === text[RANDOM_CHARACTERS]
}

/** A number as a person types it (lower case, digits of any script, grouped by spaces or hyphens) in its canonical spelling. */
export function parseVisaNumber(typed: string): Result<string, string> {
  const number = latinDigits(typed.slice(0, 64)).toUpperCase().replace(/[\s-]/g, '')
  if (!visaNumberPattern.test(number)) return fail('a visa number has 12 letters and digits, none of 0 O 1 I L U')
  if (!isVisaNumber(number)) return fail('the check character of this visa number is wrong: compare it with the page')
  return ok(number)
}

/** `K7Q2-M4XN-9TBD`, as it is printed. */
export function formatVisaNumber(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1-')
}

/** A new number. `randomBytes` gives so many random bytes; they come from the caller, as all randomness does. */
export function makeVisaNumber(randomBytes: (count: number) => Uint8Array): string {
  let number = ''
  while (number.length < RANDOM_CHARACTERS) {
    for (const byte of randomBytes(RANDOM_CHARACTERS)) {
      // 240 is the largest multiple of 30 in a byte: above it some letters would be likelier than others.
      if (byte < 240 && number.length < RANDOM_CHARACTERS) number += VISA_NUMBER_ALPHABET[byte % M]
    }
  }
  return number + checkCharacter(number)
}

/** The check character of those before it (ISO/IEC 7064, "Check character systems"). */
export function checkCharacter(before: string): string {
  let product = M
  for (const character of before) {
    const sum = (product + VISA_NUMBER_ALPHABET.indexOf(character)) % M || M
    product = (sum * 2) % (M + 1)
  }
  return VISA_NUMBER_ALPHABET[(M + 1 - product) % M] ?? ''
}
