/** Reads what a shop asks for. */
import type { AskedOrder } from './orders.ts'

const LANGUAGES = ['en', 'ru', 'kk'] as const

/** Null for what is no order. */
export function readOrder(body: unknown, terminals: readonly string[]): AskedOrder | null {
  if (typeof body !== 'object' || body === null) return null
  const { invoiceId, terminal, accountId, amount, currency, language, postLink, backLink, expires } = body as Record<
    string,
    unknown
  >
  const said = LANGUAGES.find((one) => one === language)
  const isWhole =
    matches(invoiceId, /^[0-9]{6,15}$/) &&
    (accountId === undefined || matches(accountId, /^[\w-]{1,64}$/)) &&
    matches(amount, /^[0-9]{1,12}(\.[0-9]{1,3})?$/) &&
    matches(currency, /^[A-Z]{3}$/) &&
    isAddress(postLink) &&
    isAddress(backLink) &&
    typeof terminal === 'string' &&
    terminals.includes(terminal) &&
    typeof expires === 'number' &&
    said !== undefined
  if (!isWhole) return null
  return {
    ...{ invoice: invoiceId, terminal, amount, currency, language: said, postLink, backLink, expiresAt: expires },
    ...(accountId !== undefined && { accountId }),
  }
}

function matches(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value)
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)
}
