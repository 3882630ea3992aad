/** A store that was restored goes on: in another epoch, above all that the old one published, and with what it says in doubt. */
import { timingSafeEqual } from 'node:crypto'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Epoch } from '#evisa/epoch.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { hashToken } from '../../platform/token-text.ts'
import { unlessDoubted } from '../publishing/clock-guard.ts'
import type { Publisher } from '../publishing/publish.ts'
import type { KnownPublication, RecoveryStore } from '../store/recovery-store.ts'
import type { Store } from '../store/store.ts'
import { knownIn } from './known-publication.ts'
import { CopyDamaged, type PublishedCopy } from './published-copy.ts'
import type { StoreWatch } from './store-watch.ts'

export interface BeginContext {
  readonly store: Pick<RecoveryStore, 'beginEpoch' | 'countDoubts' | 'mark'> & Pick<Store, 'publishedArtefacts'>
  readonly publisher: Pick<Publisher, 'renew'>
  readonly watch: Pick<StoreWatch, 'mark' | 'settle'>
  readonly copy: Pick<PublishedCopy, 'read'>
  readonly trust: () => Promise<TrustList>
  /** SHA-256 of the recovery token, as the keys' folder has it; null where none was made. */
  readonly recoveryHash: () => string | null
  readonly randomBytes: (count: number) => Uint8Array
  readonly now: () => EpochSeconds
}

export type BeginFault =
  | 'no-recovery-token'
  | 'wrong-token'
  | 'begun-meanwhile'
  | { kind: 'copy-damaged'; file: string }

/**
 * Begins the epoch after every one that is known. What was published last is taken from the copy beside the database; what
 * nobody here knows any more devices bring.
 */
export async function beginEpoch(
  token: string,
  actor: string,
  context: BeginContext,
): Promise<Result<Epoch, BeginFault>> {
  const { store, publisher, watch, copy, trust, recoveryHash, randomBytes, now } = context
  const hash = recoveryHash()
  if (hash === null) return fail('no-recovery-token')
  if (!isSame(hash, hashToken(token))) return fail('wrong-token')
  let known: (KnownPublication & { readonly epoch: number }) | null
  try {
    known = await knownBeside(copy, await trust())
  } catch (error) {
    if (error instanceof CopyDamaged) return fail({ kind: 'copy-damaged', file: error.message })
    throw error
  }
  const own = await store.mark()
  const number = 1 + Math.max(own.epoch.number, watch.mark()?.epoch.number ?? 0, known?.epoch ?? 0)
  const epoch = { number, id: Buffer.from(randomBytes(32)).toString('base64url') }
  if (!(await store.beginEpoch(epoch, known ?? UNKNOWN, { actor, at: now() }))) return fail('begun-meanwhile')
  await watch.settle()
  // The backup may be older than a clock is believed to jump: that is asked about by itself.
  await publisher.renew().catch(unlessDoubted)
  return ok(epoch)
}

const UNKNOWN: KnownPublication = { artefacts: [], places: [], lastList: 0 }

async function knownBeside(copy: Pick<PublishedCopy, 'read'>, trust: TrustList) {
  const known = await knownIn(await copy.read(), trust)
  return known && { ...known, epoch: known.snapshot.epoch?.number ?? 0 }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
