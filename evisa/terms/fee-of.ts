/** The consular fee of a visa by the terms, from the row for it. */
import type { Money } from '../money.ts'
import type { VisaClaims } from '../visa-claims.ts'
import type { Fee, TermsEdition } from './terms-edition.ts'

interface Asked extends Pick<VisaClaims, 'category' | 'entries'> {
  readonly nationality: string
}

/** The fee of the row that names the nationality, or else of the one for all others; null where the terms state none. */
export function feeOf({ category, entries, nationality }: Asked, { fees }: Pick<TermsEdition, 'fees'>): Money | null {
  const fee = feeRowOf(fees, category, entries, nationality)
  return fee && { minor: fee.amount_minor, currency: fee.currency }
}

/** The fee of a category for a citizen: that of its own nationality, else that of all others; null where there is none. */
export function feeRowOf(
  fees: readonly Fee[],
  category: string,
  entries: Fee['entries'],
  citizenship: string,
): Fee | null {
  const own = fees.filter((fee) => fee.category === category && fee.entries === entries)
  return (
    own.find(({ nationalities }) => nationalities?.includes(citizenship)) ??
    own.find(({ nationalities }) => nationalities === null) ??
    null
  )
}
