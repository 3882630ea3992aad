/**
 * Visa support numbers: ten digits, the last one a check digit by Damm's quasigroup, which finds every single wrong digit and
 * every swap of neighbours (ISO/IEC 7064 MOD 11,10 misses the swap of some pairs). Drawn at random, never counted up, and
 * never with a zero at the front, which spreadsheets swallow. Numbers that were given on paper before are of other forms.
 */
import { latinDigits } from './latin-digits.ts'
import { fail, ok, type Result } from './result.ts'

// H. Michael Damm, "Total anti-symmetrische Quasigruppen" (2004): row by the interim digit, column by the next one.
const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]

const DIGITS = 10
// What any number of an invitation is made of once the marks between are gone: those on paper have letters, too.
const CANONICAL = /^[A-Z0-9]{4,32}$/
const MAX_TYPED = 64

/** The check digit of the digits before it. */
export function checkDigit(digits: string): string {
  return [...digits].reduce((interim, digit) => QUASIGROUP[Number(interim)]?.[Number(digit)] ?? '', '0')
}

/** Whether it is a number as they are drawn here, with the right check digit. */
export function isSupportNumber(text: string): boolean {
  return /^[1-9][0-9]{9}$/.test(text) && checkDigit(text) === '0'
}

/** A new number. `randomBytes` gives so many random bytes; they come from the caller, as all randomness does. */
export function makeSupportNumber(randomBytes: (count: number) => Uint8Array): string {
  let number = ''
  while (number.length < DIGITS - 1) {
    for (const byte of randomBytes(DIGITS)) {
      // 250 is the largest multiple of 10 in a byte: above it some digits would be likelier than others.
      const isTaken = byte < 250 && number.length < DIGITS - 1 && (number !== '' || byte % 10 !== 0)
      if (isTaken) number += String(byte % 10)
    }
  }
  return number + checkDigit(number)
}

/** A number as a person types it, in the spelling under which it is kept: digits of any script, no spaces, - or /. */
export function readSupportNumber(typed: string): Result<string, string> {
  const number = latinDigits(typed.slice(0, MAX_TYPED).normalize('NFKC'))
    .toUpperCase()
    .replace(/[\s/\p{Pd}\p{Cf}]/gu, '')
  return CANONICAL.test(number)
    ? ok(number)
    : fail('a visa support number has ten digits; an old one on paper 4 to 32 letters and digits')
}
