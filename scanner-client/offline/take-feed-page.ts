/** Taking a page of the ledger, from the network or from a bundle. */
import type { ArtefactSet } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { unknownMust } from '#evisa/extensions.ts'
import { type FeedPage, verifyFeedPage } from '#evisa/feed-page.ts'
import type { DoubleUse } from './double-use.ts'
import type { ScannerStore } from './scanner-store.ts'
import { UntrustedData } from './take-set.ts'

/** A page, and the visas of entries made here of which it told that they were used more often than they allow. */
export interface TakenPage extends FeedPage {
  readonly overUsed: readonly DoubleUse[]
}

/**
 * Verifies a page and adds what it holds. A page that begins behind where the copy ends may repeat some of it, which
 * changes nothing; one that begins beyond would leave a gap. `set` is what was held before the page was asked for: one
 * that calls itself the last and ends before the place that its snapshot names makes nothing complete, whatever times
 * both were signed at, since the ledger never becomes shorter. `goesOn` is told where it goes on, before that is added: what
 * comes next can be on its way meanwhile. Throws `UntrustedData`.
 */
export async function takeFeedPage(
  store: ScannerStore,
  text: string,
  { trust, snapshot }: Pick<ArtefactSet, 'trust' | 'snapshot'>,
  now: EpochSeconds,
  goesOn: (after: number) => void = () => undefined,
): Promise<TakenPage> {
  const page = await verifyFeedPage(text, trust)
  if (!page.ok) throw new UntrustedData(`a page of the ledger: ${page.error}`)
  const { after, next, complete, crossings, iat, epoch = snapshot.epoch } = page.value
  const more = unknownMust(page.value)
  if (more !== null) throw new UntrustedData(`a page of the ledger asks for ${more}: update this program`)
  // What a bundle holds of the first wire names none: before the first restore there is but one it can be of.
  const isNamed = page.value.epoch !== undefined || (snapshot.epoch?.number ?? 1) === 1
  if (!isNamed || epoch?.id !== snapshot.epoch?.id)
    throw new UntrustedData('a page of another ledger than the one that is held')
  const { after: held } = await store.ledgerMark()
  if (next < after || after > held) throw new UntrustedData('the ledger does not go on')
  if (!complete && next > held) goesOn(next)
  const { position: provenEnd } = snapshot.ledger
  const end = Math.max(next, held)
  const isShort = complete && end < provenEnd
  if (next < held && !isShort) return { ...page.value, overUsed: [] }
  // A page that is dated ahead must not keep this copy fresh for ever.
  const asOf = complete && !isShort ? Math.min(iat, now) : null
  const news = next > held ? crossings : []
  const added = { crossings: news, next: end, asOf, ...(isShort && { provenEnd }) }
  return { ...page.value, overUsed: await store.addLedgerPage(added) }
}
