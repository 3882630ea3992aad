/**
 * The numbers of those who invite: the BIN of a legal entity, the IIN of a person. Twelve digits both, the last one a check
 * digit (Government of Kazakhstan, Decree 406 of 22 May 2007); the fifth tells them apart. A slip in the
 * eleventh goes unseen, since its weight is eleven; and whether there is such a number only the national register knows.
 */
import { addDays, type CivilDate, isCivilDate } from './civil-date.ts'
import { latinDigits } from './latin-digits.ts'
import { fail, ok, type Result } from './result.ts'

export interface HostNumber {
  readonly number: string
  readonly kind: 'BIN' | 'IIN'
}

const MAX_TYPED = 64
const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]
// The seventh digit of an IIN: man or woman of a century; 0 where none is said.
const CENTURIES: Readonly<Record<string, readonly string[]>> = {
  0: ['18', '19', '20'],
  1: ['18'],
  2: ['18'],
  3: ['19'],
  4: ['19'],
  5: ['20'],
  6: ['20'],
}

/** A number as a person types it: digits of any script, spaces and hyphens aside. The error says what is wrong with it. */
export function readHostNumber(typed: string, today: CivilDate): Result<HostNumber, string> {
  const number = latinDigits(typed.slice(0, MAX_TYPED).normalize('NFKC')).replace(/[\s\p{Pd}]/gu, '')
  if (!/^[0-9]{12}$/.test(number)) return fail('a BIN or IIN has twelve digits')
  const kind = Number(number[4]) >= 4 ? 'BIN' : 'IIN'
  const wrong = kind === 'BIN' ? partsOfBin(number) : partsOfIin(number, today)
  if (wrong !== null) return fail(wrong)
  const digit = hostCheckDigit(number.slice(0, 11))
  return digit !== null && digit === Number(number[11])
    ? ok({ number, kind })
    : fail(`the check digit of this ${kind} is wrong: compare it with the certificate`)
}

/** The check digit of the first eleven; null where these are never given, since none fits. */
export function hostCheckDigit(eleven: string): number | null {
  const digits = [...eleven].map(Number)
  const remainder = (weights: readonly number[]) =>
    digits.reduce((sum, digit, at) => sum + digit * (weights[at] ?? 0), 0) % 11
  const first = remainder(FIRST_WEIGHTS)
  const digit = first === 10 ? remainder(SECOND_WEIGHTS) : first
  return digit === 10 ? null : digit
}

/** What is wrong before the check digit: a year and month of registration, then 4, 5 or 6, then 0 to 3 for a head office or not. */
function partsOfBin(number: string): string | null {
  const month = Number(number.slice(2, 4))
  if (month < 1 || month > 12) return 'the third and fourth digit of a BIN are a month, 01 to 12'
  return /^.{4}[456][0-3]/.test(number)
    ? null
    : 'the fifth digit of a BIN is 4, 5 or 6, the sixth 0 to 3 (an IIN has a day in the place of the two)'
}

/** What is wrong before the check digit: the birth date, and its century. */
function partsOfIin(number: string, today: CivilDate): string | null {
  const centuries = CENTURIES[number[6] ?? '']
  if (centuries === undefined) return 'the seventh digit of an IIN is 0 to 6'
  const [year, month, day] = [number.slice(0, 2), number.slice(2, 4), number.slice(4, 6)]
  const births = centuries.map((century) => `${century}${year}-${month}-${day}`)
  // A clock in another place of the world may be a day ahead.
  const isBirth = births.some((date) => isCivilDate(date) && date <= addDays(today, 1))
  return isBirth ? null : 'the first six digits of an IIN are a birth date, year, month and day'
}
