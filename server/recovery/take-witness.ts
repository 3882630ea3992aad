/** What a device holds, and the store may not: it shows that the store went back, or helps one that did to catch up. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Snapshot } from '#evisa/snapshot.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { LostPart, RecoveryStore } from '../store/recovery-store.ts'
import type { StoreWatch } from '../watch/store-watch.ts'
import { type HeldText, type KnownSet, knownIn } from './known-publication.ts'
import type { PublishedCopy } from './published-copy.ts'

export interface WitnessContext {
  readonly store: Pick<RecoveryStore, 'mark' | 'lostOf' | 'takeKnown' | 'restoredAt'>
  readonly publisher: Pick<Publisher, 'renew'>
  readonly watch: Pick<StoreWatch, 'report'>
  /** Where what a device showed of more than the store has is kept until somebody says that it was restored. */
  readonly shown: PublishedCopy
  readonly trust: () => Promise<TrustList>
  readonly now: () => EpochSeconds
}

/** unproven: no snapshot in it is signed by this authority. known: nothing in it is news. news: it was taken in, or shows that the store went back. */
export type Heard =
  | { readonly kind: 'unproven' | 'known' | 'behind' }
  | { readonly kind: 'news'; readonly places: number }

export async function takeWitness(held: readonly HeldText[], device: string, context: WitnessContext): Promise<Heard> {
  const { store, publisher, watch, shown, trust, now } = context
  const known = await knownIn(held, await trust())
  if (known === null) return { kind: 'unproven' }
  const own = await store.mark()
  // One without an epoch is of the first wire: once the store was restored nobody can tell what it is of.
  if (known.snapshot.epoch === undefined && own.epoch.number > 1) return { kind: 'known' }
  if ((known.snapshot.epoch?.number ?? 1) < own.epoch.number)
    return takeOfBefore(known, own.snapshot, device, { store, publisher, now })
  const lost = await lostOf(known.snapshot, context)
  if (lost.length === 0) return { kind: 'known' }
  await keepNewest(known, shown, await trust())
  watch.report(lost, 'device', async () => {
    const again = await knownIn(held, await trust())
    return again !== null && (await lostOf(again.snapshot, context)).length > 0
  })
  return { kind: 'behind' }
}

/** Of a life before this one: the graver status of two is published from now on, and the higher version is gone beyond. */
async function takeOfBefore(
  known: KnownSet,
  version: number,
  device: string,
  { store, publisher, now }: Pick<WitnessContext, 'store' | 'publisher' | 'now'>,
): Promise<Heard> {
  // The store that was restored knew that much itself, and what became of it until then.
  if (known.snapshot.version <= (await store.restoredAt())) return { kind: 'known' }
  const places = await store.takeKnown(known, { actor: device, at: now() })
  if (places === 0 && known.snapshot.version <= version) return { kind: 'known' }
  await publisher.renew()
  return { kind: 'news', places }
}

/** Of several devices the one that holds most counts: once it is in doubt itself it tells nobody any more. */
async function keepNewest(known: KnownSet, shown: WitnessContext['shown'], trust: TrustList): Promise<void> {
  const before = await shown.read().then(
    (held) => knownIn(held, trust),
    () => null,
  )
  const isMore =
    before === null ||
    (known.snapshot.epoch?.number ?? 1) > (before.snapshot.epoch?.number ?? 1) ||
    known.snapshot.version > before.snapshot.version
  // What nobody proves any more may call itself newer than all that is genuine.
  if (before === null) await shown.drop()
  if (isMore) await shown.keep(known.artefacts)
}

/** What the store lacks of what a snapshot of this very epoch stands for, or of a later one that nobody here began. */
async function lostOf(
  { epoch, version, ledger }: Snapshot,
  { store }: Pick<WitnessContext, 'store'>,
): Promise<readonly LostPart[]> {
  const own = await store.mark()
  return store.lostOf({
    epoch: epoch ?? own.epoch,
    // Of one without a running hash only the length tells.
    ledger: { position: ledger.head === undefined ? 0 : ledger.position, head: ledger.head ?? '' },
    audit: { position: 0, hash: '' },
    snapshot: version,
  })
}
