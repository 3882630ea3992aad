/** A store that was restored goes on: in another epoch, above all that the old one published, and with what it says in doubt. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Epoch } from '#evisa/epoch.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { unlessDoubted } from '../publishing/clock-guard.ts'
import type { Publisher } from '../publishing/publish.ts'
import { pathOn } from '../publishing/wire.ts'
import type { KnownPublication, RecoveryStore } from '../store/recovery-store.ts'
import type { Store } from '../store/store.ts'
import type { StoreWatch } from '../watch/store-watch.ts'
import { type KnownSet, knownIn } from './known-publication.ts'
import { CopyDamaged, type PublishedCopy } from './published-copy.ts'
import { newerPolicy } from './published-policy.ts'
import { type TokenFault, tokenFault } from './recovery-token.ts'

export interface BeginContext {
  readonly store: Pick<RecoveryStore, 'beginEpoch' | 'countDoubts' | 'mark'> &
    Pick<Store, 'publishedArtefacts' | 'approvedPolicy'>
  readonly publisher: Pick<Publisher, 'renew'>
  readonly watch: Pick<StoreWatch, 'mark' | 'settle'>
  /** What this server published last, and what a device showed. */
  readonly copies: readonly Pick<PublishedCopy, 'read'>[]
  readonly trust: () => Promise<TrustList>
  /** SHA-256 of the recovery token, as the keys' folder has it; null where none was made. */
  readonly recoveryHash: () => string | null
  readonly randomBytes: (count: number) => Uint8Array
  readonly now: () => EpochSeconds
}

export type BeginFault =
  | TokenFault
  | 'begun-meanwhile'
  | { readonly kind: 'copy-damaged'; readonly file: string }
  /** copy-gone: neither the mark nor a copy tells what was published last. copy-behind: more was published than is known here: of the newest nobody here can say what it withdrew. */
  | 'copy-gone'
  | { readonly kind: 'copy-behind'; readonly published: number; readonly known: number }

/**
 * Begins the epoch after every one that is known. What was published last is taken from the copy beside the database; what
 * nobody here knows any more devices bring.
 */
export async function beginEpoch(
  token: string,
  actor: string,
  context: BeginContext,
  isCopyMissed = false,
): Promise<Result<Epoch, BeginFault>> {
  const { store, publisher, watch, copies, trust, recoveryHash, randomBytes, now } = context
  const fault = tokenFault(token, recoveryHash())
  if (fault !== null) return fail(fault)
  const own = await store.mark()
  let known: Awaited<ReturnType<typeof knownBeside>>
  try {
    known = await knownBeside(copies, await trust(), own.snapshot)
  } catch (error) {
    if (error instanceof CopyDamaged) return fail({ kind: 'copy-damaged', file: error.message })
    throw error
  }
  const isGone = watch.mark() === null && (await isEmpty(copies))
  const published = Math.max(own.snapshot + (isGone ? SNAPSHOTS_BEYOND : 0), watch.mark()?.snapshot ?? 0)
  const newest = Math.max(own.snapshot, known?.snapshot.version ?? 0)
  if (newest < published && !isCopyMissed)
    return fail(isGone ? 'copy-gone' : { kind: 'copy-behind', published, known: newest })
  const base = newest < published ? await beyond(published, known, store) : (known ?? UNKNOWN)
  const number = 1 + Math.max(own.epoch.number, watch.mark()?.epoch.number ?? 0, known?.epoch ?? 0)
  const epoch = { number, id: Buffer.from(randomBytes(32)).toString('base64url') }
  const policy = await newerPolicy(
    base.artefacts,
    await store.publishedArtefacts(),
    await store.approvedPolicy(),
    await trust(),
  )
  if (!(await store.beginEpoch(epoch, { ...base, policy }, { actor, at: now() }))) return fail('begun-meanwhile')
  await watch.settle()
  // The backup may be older than a clock is believed to jump: that is asked about by itself.
  await publisher.renew().catch(unlessDoubted)
  return ok(epoch)
}

const UNKNOWN: KnownPublication = { artefacts: [], places: [], lastList: 0 }
// More than any authority opens, and publishes at its usual pace in a day, between two backups; of a jump of over 1000 scanners believe nothing.
const LISTS_BEYOND = 16
const SNAPSHOTS_BEYOND = 500

/** Of what was published last only the version is known: all goes on above it, and lists that may have been begun are left out. */
async function beyond(
  version: number,
  known: KnownPublication | null,
  store: Pick<Store, 'publishedArtefacts'>,
): Promise<KnownPublication> {
  const { artefacts, places, lastList } = known ?? UNKNOWN
  const own = await store.publishedArtefacts()
  const lists = own.flatMap(({ path }) => (path.startsWith('status/') ? [Number(path.slice('status/'.length))] : []))
  const snapshots = own.filter(({ path }) => path === SNAPSHOT_PATH || path === pathOn(2, SNAPSHOT_PATH))
  return {
    artefacts: [...artefacts, ...snapshots.map((one) => ({ ...one, version }))],
    places,
    lastList: Math.max(lastList, ...lists) + LISTS_BEYOND,
  }
}

async function isEmpty(copies: BeginContext['copies']): Promise<boolean> {
  return (await Promise.all(copies.map((copy) => copy.read()))).every((held) => held.length === 0)
}

/** All that these copies prove together which are newer than this snapshot; null where they prove nothing. Throws `CopyDamaged`. */
export async function knownBeside(
  copies: readonly Pick<PublishedCopy, 'read'>[],
  trust: TrustList,
  newerThan: number,
): Promise<(KnownSet & { readonly epoch: number }) | null> {
  const sets: KnownSet[] = []
  for (const copy of copies) {
    const known = await knownIn(await copy.read(), trust)
    // What is older the store knew itself, and what became of it since.
    if (known !== null && known.snapshot.version > newerThan) sets.push(known)
  }
  const newest = sets.toSorted((one, other) => other.snapshot.version - one.snapshot.version)[0]
  if (newest === undefined) return null
  return {
    snapshot: newest.snapshot,
    artefacts: sets.flatMap(({ artefacts }) => artefacts),
    places: sets.flatMap(({ places }) => places),
    lastList: Math.max(...sets.map(({ lastList }) => lastList)),
    epoch: Math.max(...sets.map(({ snapshot }) => snapshot.epoch?.number ?? 0)),
  }
}
