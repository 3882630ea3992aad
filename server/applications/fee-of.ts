/** The consular fee of a visa by the terms, from the row for it. */
import type { Money } from '#evisa/money.ts'
import type { TermsEdition } from '#evisa/terms/terms-edition.ts'
import type { InvitationContent } from '../lifecycles/invitation-content.ts'
import { feeRowOf } from '../terms/eligibility.ts'

type Asked = Pick<InvitationContent, 'category' | 'entries' | 'nationality'>

/** The fee of the row that names the nationality, or else of the one for all others; null where the terms state none. */
export function feeOf({ category, entries, nationality }: Asked, { fees }: Pick<TermsEdition, 'fees'>): Money | null {
  const fee = feeRowOf(fees, category, entries, nationality)
  return fee && { minor: fee.amount_minor, currency: fee.currency }
}
