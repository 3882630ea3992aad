/** Opens a store under watch: with the mark of what it must hold, and the copy of what it published, in the folder beside it. */
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { peekSnapshot, SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { logEvent } from '../log-event.ts'
import { verifyKeys } from '../publishing/verify-published.ts'
import { type Artefacts, pathOn } from '../publishing/wire.ts'
import type { KeySource } from '../signing-keys.ts'
import type { LostPart, Watching } from '../store/recovery-store.ts'
import type { Store } from '../store/store.ts'
import { markFile } from '../watch/mark-file.ts'
import { type StoreWatch, watchStore } from '../watch/store-watch.ts'
import { watchedStore } from '../watch/watched-store.ts'
import { type BeginContext, knownBeside } from './begin-epoch.ts'
import { CopyDamaged, type PublishedCopy, publishedCopy } from './published-copy.ts'
import type { WitnessContext } from './take-witness.ts'

export interface WatchOver {
  readonly open: (watching: Watching) => Promise<Store>
  /** Of this server alone, outside the database. */
  readonly dataDir: string
  readonly keys: KeySource
  readonly recoveryHash: () => string | null
  readonly now: () => EpochSeconds
  readonly log: FastifyBaseLogger
  /** Hears of what calls of the store reject with. */
  readonly failed?: (error: unknown) => void
}

export interface WatchedOver {
  readonly store: Store
  readonly watch: StoreWatch
  readonly recovery: Pick<BeginContext, 'copies' | 'trust' | 'recoveryHash'> & Pick<WitnessContext, 'shown'>
  /** Keeps a copy of what was published. Never rejects: one that cannot be kept is logged. */
  readonly keepCopy: (artefacts: Artefacts) => Promise<void>
  /** Ends the watch; the store is closed after it, by who opened it. */
  readonly close: () => Promise<void>
}

// After a failover another process may have said that the store was restored.
const LOOK_AGAIN_MS = 5000

export async function watchOver({
  open,
  dataDir,
  keys,
  recoveryHash,
  now,
  log,
  failed,
}: WatchOver): Promise<WatchedOver> {
  let watch: StoreWatch | null = null
  const opened = await open({
    mark: () => watch?.mark() ?? null,
    lost: (lost) => watch?.report(lost, 'server'),
  })
  const file = markFile(join(dataDir, 'store-mark'))
  const copy = publishedCopy(join(dataDir, 'published'), now)
  const shown = publishedCopy(join(dataDir, 'shown'), now)
  const trust = async () => (await verifyKeys(await keys())).trust
  const catchUp = async () => {
    const known = await knownBeside([copy, shown], await trust(), await opened.restoredAt())
    if (known !== null) await opened.takeKnown(known, { actor: 'authority', at: now() })
  }
  const watching = watchStore({ store: opened, file, now, log, catchUp })
  watch = watching
  await watching.look()
  await compareCopy(copy, opened, watching, log)
  const timer = setInterval(() => {
    if (watching.behind() !== null) void watching.look().catch(() => undefined)
  }, LOOK_AGAIN_MS)
  timer.unref()
  let keeping: Promise<void> = Promise.resolve()
  return {
    store: watchedStore(opened, watching, failed),
    watch: watching,
    recovery: { copies: [copy, shown], shown, recoveryHash, trust },
    keepCopy: (artefacts) => {
      keeping = copy
        .keep([...artefacts.values()])
        .catch((error: Error) => logEvent(log, 'copy-not-kept', { error: error.name }))
      return keeping
    },
    close: async () => {
      clearInterval(timer)
      await keeping
      file.close()
    },
  }
}

/** Where the mark was lost too, what was published tells. */
async function compareCopy(
  copy: PublishedCopy,
  store: Pick<Store, 'snapshotVersion' | 'epoch'>,
  watch: Pick<StoreWatch, 'report'>,
  log: FastifyBaseLogger,
): Promise<void> {
  try {
    const kept = await copy.read()
    const whole = kept.find(({ path }) => path === pathOn(2, SNAPSHOT_PATH))
    const snapshot = whole === undefined ? null : peekSnapshot(whole.body)
    if (snapshot === null || !snapshot.ok) return
    const missing = async (): Promise<readonly LostPart[]> => {
      const own = await store.epoch()
      const { epoch = own, version } = snapshot.value
      if (own.number > epoch.number) return []
      if (own.id !== epoch.id) return ['epoch']
      return (await store.snapshotVersion()) < version ? ['snapshot'] : []
    }
    const lost = await missing()
    if (lost.length > 0) watch.report(lost, 'server', async () => (await missing()).length > 0)
  } catch (error) {
    if (!(error instanceof CopyDamaged)) throw error
    logEvent(log, 'copy-not-kept', { error: error.name })
  }
}
