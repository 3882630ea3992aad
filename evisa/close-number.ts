/** Passport numbers that differ only by what spreadsheets and hands do to them. */

/** `zeros`: leading zeros are gone, as a spreadsheet does it; `letters`: O and 0, or I and 1, stand for one another. */
export type Closeness = 'zeros' | 'letters'

/** How two numbers that are not equal are close; null where they are different, or equal. */
export function closeNumbers(one: string, other: string): Closeness | null {
  if (one === other) return null
  if (withoutZeros(one) === withoutZeros(other)) return 'zeros'
  return withoutZeros(asDigits(one)) === withoutZeros(asDigits(other)) ? 'letters' : null
}

function withoutZeros(number: string): string {
  return number.replace(/^0+/, '')
}

function asDigits(number: string): string {
  return number.replaceAll('O', '0').replaceAll('I', '1')
}
