/** Amounts in the smallest unit of their currency: as banks write them, and as people read them. Pure. */
import type { TravellerLanguage } from './language.ts'

export interface Money {
  /** In the smallest unit: cents, tiyn. */
  readonly minor: number
  /** ISO 4217, such as `USD`. */
  readonly currency: string
}

// Making one costs fifty times what it does then.
const DIGITS = new Map<string, number>()
const FORMATS = new Map<string, Intl.NumberFormat>()

/** How many digits a currency has after the point (ISO 4217): two, as a rule. */
function digitsOf(currency: string): number {
  const known = DIGITS.get(currency)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  DIGITS.set(currency, digits)
  return digits
}

function formatOf(language: TravellerLanguage, digits: number): Intl.NumberFormat {
  const name = `${language} ${digits}`
  const format =
    FORMATS.get(name) ??
    new Intl.NumberFormat(`${language}-u-nu-latn`, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  FORMATS.set(name, format)
  return format
}

/** `60.00`, as banks write it. */
export function majorText({ minor, currency }: Money): string {
  return (minor / 10 ** digitsOf(currency)).toFixed(digitsOf(currency))
}

const AMOUNT = /^[0-9]{1,12}(\.[0-9]{1,4})?$/

/** The amount that a text such as `60.00` or `60` says, in the smallest unit; null where it says none. */
export function minorOf(text: string, currency: string): number | null {
  if (!AMOUNT.test(text) || !/^[A-Z]{3}$/.test(currency)) return null
  const [whole = '', part = ''] = text.split('.')
  const digits = digitsOf(currency)
  // What is smaller than the smallest unit is no amount that anybody could have paid.
  if (/[^0]/.test(part.slice(digits))) return null
  return Number(whole) * 10 ** digits + Number(part.slice(0, digits).padEnd(digits, '0') || '0')
}

/** `60.00 USD`, with the separators of the language; the currency by its letters, which no two share. */
export function moneyText(money: Money, language: TravellerLanguage): string {
  const digits = digitsOf(money.currency)
  const number = formatOf(language, digits).format(money.minor / 10 ** digits)
  return `${number}\u00a0${money.currency}`
}
