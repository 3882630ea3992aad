/** Who was sent to second line, a page at a time: what a booth has to see, or the authority. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { KeptReferral, ReferralPlace, ReferralQuery, ReferralStore } from '../store/referral-store.ts'

/** open: nothing has ended it. forgotten: that for a day since it was made and received. all: whatever became of it. */
export const REFERRAL_LISTS = ['open', 'forgotten', 'all'] as const
export type ReferralList = (typeof REFERRAL_LISTS)[number]

export interface AskedReferrals {
  readonly list: ReferralList
  readonly checkpoint?: string | undefined
  readonly after?: ReferralPlace | undefined
  readonly limit: number
  /** A booth is shown of the open ones those of a day: the others would hide them, and are the authority's to look into. */
  readonly isBooth: boolean
}

export interface ReferralPage {
  readonly referrals: readonly KeptReferral[]
  /** Null after the last page. */
  readonly next: ReferralPlace | null
}

export const FORGOTTEN_AFTER_SECONDS = 86_400

export async function listReferrals(
  { list, checkpoint, after, limit, isBooth }: AskedReferrals,
  { store, now }: { readonly store: ReferralStore; readonly now: EpochSeconds },
): Promise<ReferralPage> {
  const dayAgo = now - FORGOTTEN_AFTER_SECONDS
  const age: Pick<ReferralQuery, 'since' | 'before'> =
    list === 'forgotten' ? { before: dayAgo } : list === 'open' && isBooth ? { since: dayAgo } : {}
  // One more than is told of shows whether there is a next page.
  const found = await store.referrals({ isOpen: list !== 'all', checkpoint, ...age, after, limit: limit + 1 })
  const referrals = found.slice(0, limit)
  const last = found.length > limit ? referrals.at(-1) : undefined
  return { referrals, next: last === undefined ? null : { at: last.knownAt, id: last.event.id } }
}
