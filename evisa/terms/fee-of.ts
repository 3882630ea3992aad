/** The consular fee of a visa by the terms, from the row for it. */
import type { Money } from '../money.ts'
import type { VisaClaims } from '../visa-claims.ts'
import type { TermsEdition } from './terms-edition.ts'

interface Asked extends Pick<VisaClaims, 'category' | 'entries'> {
  readonly nationality: string
}

/** The fee of the row that names the nationality, or else of the one for all others; null where the terms state none. */
export function feeOf({ category, entries, nationality }: Asked, { fees }: Pick<TermsEdition, 'fees'>): Money | null {
  const rows = fees.filter((fee) => fee.category === category && fee.entries === entries)
  const fee =
    rows.find(({ nationalities }) => nationalities?.includes(nationality)) ??
    rows.find(({ nationalities }) => nationalities === null)
  return fee === undefined ? null : { minor: fee.amount_minor, currency: fee.currency }
}
