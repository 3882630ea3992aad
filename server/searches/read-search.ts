/** What somebody typed into the box of a search: what it can be, and nothing else is asked for. Pure. */
import { latinDigits } from '#evisa/latin-digits.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { mrzSpellings, NAME_SEPARATORS } from '#evisa/transliteration.ts'
import { parseVisaNumber } from '#evisa/visa-number.ts'
import { readAccountAddress } from '../accounts/account-address.ts'
import type { SearchKey } from '../store/search-store.ts'

/** `search/short`: a word of a name has three letters. `search/letters`: the letters of a name have no spelling in a passport's lines. */
export type SearchFault = 'search/short' | 'search/letters' | 'search/many-words' | 'search/no-address'

export const MOST_SEARCHED_LETTERS = 200
const MOST_WORDS = 6
const LEAST_LETTERS = 3
const MOST_SPELLINGS = 4

/** All that it can be: seven digits may be a passport's. */
export function readSearch(typed: string): Result<readonly SearchKey[], SearchFault> {
  const text = typed.normalize('NFC').trim()
  if (text.includes('@')) {
    const email = readAccountAddress(text)
    return email.ok ? ok([{ by: 'email', email: email.value }]) : fail('search/no-address')
  }
  const isName = !/\p{Nd}/u.test(text)
  const number = parseVisaNumber(text)
  const numbers: readonly SearchKey[] = number.ok ? [{ by: 'number', number: number.value }] : []
  if (!isName) {
    const compact = latinDigits(text)
      .toUpperCase()
      .replace(/[\s/-]/g, '')
    if (compact.length < LEAST_LETTERS) return fail('search/short')
    return ok([...numbers, { by: 'passport', number: compact }, { by: 'invitation', number: compact }])
  }
  const words = namesIn(text)
  if (words.ok) return ok([...numbers, { by: 'name', words: words.value }])
  return numbers.length > 0 ? ok(numbers) : words
}

function namesIn(text: string): Result<readonly (readonly string[])[], SearchFault> {
  const typed = text.split(NAME_SEPARATORS).filter((word) => word !== '')
  if (typed.length > MOST_WORDS) return fail('search/many-words')
  const words: (readonly string[])[] = []
  for (const word of typed) {
    const spellings = mrzSpellings(word, MOST_SPELLINGS)
    if (!spellings.ok) return fail('search/letters')
    if (spellings.value.length > 0) words.push(spellings.value)
  }
  // One letter is half of the country.
  return words.some((spellings) => spellings.every(({ length }) => length >= LEAST_LETTERS)) &&
    words.every((spellings) => spellings.every(({ length }) => length > 1))
    ? ok(words)
    : fail('search/short')
}
