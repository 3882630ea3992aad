/** Taking a page of the ledger, from the network or from a bundle. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { type FeedPage, verifyFeedPage } from '#evisa/feed-page.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import type { ScannerStore } from './scanner-store.ts'
import { UntrustedData } from './take-set.ts'

/**
 * Verifies a page and adds what it holds. A page that begins behind where the copy ends may repeat some of it, which
 * changes nothing; one that begins beyond would leave a gap. Throws `UntrustedData`.
 */
export async function takeFeedPage(
  store: ScannerStore,
  text: string,
  trust: TrustList,
  now: EpochSeconds,
): Promise<FeedPage> {
  const page = await verifyFeedPage(text, trust)
  if (!page.ok) throw new UntrustedData(`a page of the ledger: ${page.error}`)
  const { after, next, complete, events, iat } = page.value
  const { after: held } = await store.ledgerMark()
  if (next < after || after > held) throw new UntrustedData('the ledger does not go on')
  // Never younger than now: a page dated ahead would keep this copy fresh for ever.
  if (next >= held) await store.addLedgerPage(events, next, complete ? Math.min(iat, now) : null)
  return page.value
}
