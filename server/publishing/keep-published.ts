/** What is published, as this process holds it: brought up to date in turns, and never by a clock that nobody believes. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { shareTurns } from '../../platform/in-turn.ts'
import type { KeySource, SigningKeys } from '../signing-keys.ts'
import type { ApprovedPolicy } from '../store/proposal-store.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import type { Store } from '../store/store.ts'
import { StoreIsBehind, type StoreWatch } from '../watch/store-watch.ts'
import { ClockDoubted, judgeClock } from './clock-guard.ts'
import { byPath, type Ground, isDue, type Publication, publishOn, standing } from './publication.ts'
import type { RecentArtefacts } from './recent-artefacts.ts'
import type { RosterSource } from './roster-content.ts'
import type { StatusBytes } from './status-bytes.ts'
import { type Artefacts, pathOn } from './wire.ts'

const MAX_TRIES = 5

export interface KeeperOptions {
  readonly keys: KeySource
  readonly store: Store
  readonly now: () => EpochSeconds
  /** How far ahead of what was signed last the clock may be and be signed by; a demonstration's may be anywhere. */
  readonly maxStandstillSeconds: number
  /** Called once whenever the clock begins to be doubted. */
  readonly clockDoubted?: (signedAt: EpochSeconds) => void
  /** Called after each new snapshot, once it is in place. */
  readonly afterPublish: (keys: SigningKeys, at: EpochSeconds) => Promise<void>
  /** Keeps a copy of what is published, also where another process published it: so each of them can tell of it. */
  readonly keepCopy?: (artefacts: Artefacts) => Promise<void>
  /** Over the store: from one that went back nothing is published. Without it each store is taken for whole. */
  readonly watch?: Pick<StoreWatch, 'behind' | 'onChange'>
  /** All editions of the policy, and which revision of it they are: 0 for that of the settings. */
  readonly policyToSign: () => Promise<ApprovedPolicy>
  /** The people of the border; without it there are none. */
  readonly roster?: RosterSource
  readonly statuses: StatusBytes
  readonly recent: RecentArtefacts
}

/** Holds what is published: `refresh` puts in place what is due; `published` throws before the first time. */
export function keepPublished(options: KeeperOptions) {
  const { store, now, keys, policyToSign, statuses, recent, afterPublish, watch } = options
  const settled = new Set<string>()
  let held: Publication | null = null
  // What is held is of a store that is another one by now.
  let isOver = false
  let copied = ''
  let isConfirmed = false
  let isDoubted = false

  const assertWhole = () => {
    if ((watch?.behind() ?? null) !== null) throw new StoreIsBehind()
  }
  const inPlace = async (): Promise<Artefacts> => {
    if (held !== null && !isOver && snapshotOf(held)?.version === (await store.snapshotVersion())) return held.artefacts
    return byPath(await store.publishedArtefacts())
  }
  const readGround = async (): Promise<Ground> => {
    const at = now()
    // This comes first: what another process publishes from here on must make this fail, not be taken back.
    const before = await inPlace()
    const [ownKeys, policy, roster] = [await keys(), await policyToSign(), (await options.roster?.()) ?? null]
    await statuses.follow()
    return { at, keys: ownKeys, policy, roster, before, held: isOver ? null : held, changed: statuses.takeChanged() }
  }
  /** False: another process published meanwhile, and its work is what has to be built on. */
  const publishOnce = async (): Promise<boolean> => {
    assertWhole()
    const ground = await readGround()
    const isNeeded = isDue(ground)
    let next: Publication | null = null
    try {
      if (isNeeded) await believeClock(ground)
      if (isNeeded) next = await publishOn(ground, { store, statuses, settled })
    } finally {
      // What was not published is still to be published.
      if (next === null) statuses.returnChanged(ground.changed)
    }
    if (next === null) return !isNeeded
    held = next
    isOver = false
    recent.replace([...next.artefacts.values()])
    const snapshot = snapshotOf(next)
    if (snapshot !== undefined && snapshot.sha256 !== copied) {
      await options.keepCopy?.(next.artefacts)
      copied = snapshot.sha256
    }
    if (snapshot !== undefined && snapshot !== ground.before.get(SNAPSHOT_PATH))
      await afterPublish(ground.keys, snapshot.signedAt)
    return true
  }
  /** Throws `ClockDoubted`; what was published before is held then. */
  const believeClock = async (ground: Ground): Promise<void> => {
    const wasDoubted = isDoubted
    // A store of before the second wire is brought up to date first: there is nothing that could be held.
    const last = ground.before.get(pathOn(2, SNAPSHOT_PATH))
    isDoubted =
      last !== undefined &&
      !isConfirmed &&
      judgeClock(ground.at, last.signedAt, options.maxStandstillSeconds) === 'doubted'
    if (!isDoubted || last === undefined) return
    if (!wasDoubted) options.clockDoubted?.(last.signedAt)
    held ??= await standing(ground)
    recent.replace([...held.artefacts.values()])
    throw new ClockDoubted()
  }
  const refresh = shareTurns(async () => {
    for (let tries = 0; !(await publishOnce()); tries++)
      if (tries === MAX_TRIES) throw new Error('publishing is contended')
  })
  return {
    refresh,
    confirmClock: async () => {
      isConfirmed = true
      await refresh().finally(() => {
        isConfirmed = false
      })
    },
    renew: async () => {
      statuses.forget()
      isOver = true
      await refresh()
    },
    /** Of the policy that this process published or took over last; 0 before the first time. */
    policyVersion: (): number => held?.artefacts.get('policy')?.version ?? 0,
    published: (): Publication => {
      assertWhole()
      if (held === null) throw new TypeError('nothing was published')
      return held
    },
  }
}

function snapshotOf({ artefacts }: Publication): PublishedArtefact | undefined {
  return artefacts.get(SNAPSHOT_PATH)
}
