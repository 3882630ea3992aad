/**
 * Numbers of refusals of entry. Each is made of the id of the signed record, so that it needs no network and no counter, is the
 * same however often the form is printed, and leads back to the record: fifteen characters hold the time of a UUIDv7 (RFC 9562),
 * 48 bits, and its last 25 bits, and the sixteenth is a check character. The bits between are no use: who makes ids may count
 * in them. The alphabet is that of visa numbers, which have twelve characters: neither is taken for the other.
 */
import { latinDigits } from '../latin-digits.ts'
import { fail, ok, type Result } from '../result.ts'
import { checkCharacter, VISA_NUMBER_ALPHABET } from '../visa-number.ts'

const BASE = BigInt(VISA_NUMBER_ALPHABET.length)
const DIGITS = 15
const BITS = 73n
const LAST_BITS = 25n
const NUMBER = new RegExp(`^[${VISA_NUMBER_ALPHABET}]{${DIGITS + 1}}$`)
const MAX_TYPED = 64

/** The number of the refusal that has this id (a UUIDv7), without grouping. */
export function refusalNumber(eventId: string): string {
  const hex = eventId.replaceAll('-', '')
  const last = BigInt(`0x${hex.slice(-8)}`) & ((1n << LAST_BITS) - 1n)
  let left = (BigInt(`0x${hex.slice(0, 12)}`) << LAST_BITS) | last
  let digits = ''
  for (let place = 0; place < DIGITS; place++) {
    digits = VISA_NUMBER_ALPHABET[Number(left % BASE)] + digits
    left /= BASE
  }
  return digits + checkCharacter(digits)
}

/** A number as a person types it (lower case, digits of any script, grouped by spaces or hyphens), without grouping. */
export function readRefusalNumber(typed: string): Result<string, string> {
  const number = latinDigits(typed.slice(0, MAX_TYPED))
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
  if (!NUMBER.test(number) || valueIn(number) >> BITS !== 0n)
    return fail('the number of a refusal has 16 letters and digits, none of 0 O 1 I L U')
  if (checkCharacter(number.slice(0, DIGITS)) !== number[DIGITS])
    return fail('the check character of this number is wrong: compare it with the form')
  return ok(number)
}

/** `K7Q2-M4XN-9TBD-H6RC`, as it is printed. */
export function formatRefusalNumber(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1-')
}

/**
 * The first and the last id of the millisecond of this number, in which its records are; each is of this number if
 * `refusalNumber` says so. Ids order as their texts do.
 */
export function idsOfRefusal(number: string): { readonly first: string; readonly last: string } {
  const time = (valueIn(number) >> LAST_BITS).toString(16).padStart(12, '0')
  const begin = `${time.slice(0, 8)}-${time.slice(8)}`
  return { first: `${begin}-7000-8000-000000000000`, last: `${begin}-7fff-bfff-ffffffffffff` }
}

function valueIn(number: string): bigint {
  return [...number.slice(0, DIGITS)].reduce(
    (sum, digit) => sum * BASE + BigInt(VISA_NUMBER_ALPHABET.indexOf(digit)),
    0n,
  )
}
