/**
 * Publishing: the signed artefacts, kept fresh and consistent under one snapshot, and what the server itself knows by
 * them. All of it stands in the store, so a restart changes nothing for a scanner.
 */
import { type CivilDate, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { type PolicyInForce, policyOn } from '#evisa/policy.ts'
import { rootFingerprint } from '#evisa/root.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import { shareTurns } from '../../platform/in-turn.ts'
import { approvedPolicy } from '../policy/approved-policy.ts'
import type { PolicyContent } from '../policy/policy-content.ts'
import { StoreIsBehind, type StoreWatch } from '../recovery/store-watch.ts'
import type { KeySource, SigningKeys } from '../signing-keys.ts'
import type { ApprovedPolicy } from '../store/proposal-store.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import type { Store } from '../store/store.ts'
import { ownKnowledge } from './own-knowledge.ts'
import { byPath, type Ground, isDue, type Publication, publishOn, signingTime } from './publication.ts'
import { type RecentArtefacts, recentArtefacts } from './recent-artefacts.ts'
import { type StatusBytes, statusBytes } from './status-bytes.ts'
import type { Artefacts } from './wire.ts'

export interface PublisherOptions {
  readonly keys: KeySource
  /** The policy that is signed until two operators approve another one. */
  readonly policy: PolicyContent
  readonly store: Store
  readonly now: () => EpochSeconds
  /** Over the store: from one that went back nothing is published. Without it each store is taken for whole. */
  readonly watch?: Pick<StoreWatch, 'behind' | 'onChange'>
  /** Called after each new snapshot, once it is in place. */
  readonly afterPublish: (keys: SigningKeys, at: EpochSeconds, artefacts: Artefacts) => Promise<void>
}

export interface Publisher {
  /** What an enrolment code carries: the SHA-256 of the newest root. */
  rootFingerprint(): Promise<string>
  /** All editions of the policy, and which revision of it they are: 0 for that of the settings. */
  policyToSign(): Promise<ApprovedPolicy>
  /** The edition in force today; null before the first day of the first one. */
  policyInForce(): Promise<PolicyInForce | null>
  /** The edition that was in force on a day, or the first one for a day before it. */
  policyOn(day: CivilDate): PolicyInForce
  /** An artefact by its path under `/v1/artefacts/`, as it is now; null if there is none. */
  artefact(path: string): Promise<PublishedArtefact | null>
  /** An artefact by its hash, which is served for some minutes after it was replaced as well. */
  artefactOfHash(sha256: string): Promise<PublishedArtefact | null>
  /** Signs what is due. Rejects where that fails; what was published before is still served. */
  refresh(): Promise<void>
  /** Publishes anew from the store, which began another epoch or heard what others know. */
  renew(): Promise<void>
  /** What the server knows: the same artefacts through the same checks, with statuses and ledger as they are now. */
  knowledge(): Promise<Knowledge>
}

// The server's own decisions need no snapshot, but must not run out of one where no scanner ever asks.
const OWN_RESIGN_SECONDS = 3600
const MAX_TRIES = 5

/** Publishes, checking everything as a scanner would before it is put in place. Throws where it would not be taken. */
export async function makePublisher(options: PublisherOptions): Promise<Publisher> {
  const { store, now } = options
  const statuses = statusBytes(store)
  const recent = recentArtefacts(now)
  const policyToSign = approvedPolicy(store, options.policy)
  const knowledgeOf = ownKnowledge(store, statuses, now)
  const { refresh, renew, published } = keepPublished({ ...options, policyToSign, statuses, recent })
  await refresh().catch((error: Error) => {
    // A store that went back is served by nobody, and its server runs: it is where somebody says what becomes of it.
    if (!(error instanceof StoreIsBehind)) throw error
  })
  // Whoever said so may have said it to another process. What fails here is tried again by whoever asks next.
  options.watch?.onChange((behind) => void (behind ?? renew().catch(() => undefined)))
  /** Publishes what other keys or another policy make due: the server must not decide by those of before. */
  const keepUp = async (): Promise<void> => {
    const [keys, policy] = [await options.keys(), await policyToSign()]
    if (keys !== published().keys || policy !== published().policy) await refresh()
  }
  return {
    refresh,
    renew,
    policyToSign,
    rootFingerprint: async () => rootFingerprint((await options.keys()).roots.at(-1) ?? ''),
    policyInForce: async () => {
      await keepUp()
      return policyOn(published().editions, civilDateAt(now()))
    },
    policyOn: (day) => {
      const { editions } = published()
      // A policy has at least one edition.
      return policyOn(editions, day) ?? (editions.editions[0] as PolicyInForce)
    },
    artefact: async (path) => {
      await refresh()
      return recent.ofPath(path)
    },
    artefactOfHash: async (sha256) => {
      const found = recent.ofHash(sha256)
      if (found !== null) return found
      // Another process may have published it.
      await refresh()
      return recent.ofHash(sha256)
    },
    knowledge: async () => {
      await Promise.all([statuses.follow(), keepUp()])
      const isOld = now() - published().set.snapshot.iat > OWN_RESIGN_SECONDS
      // A disk that is full must not end the checks: they go on until this snapshot has run out, and health says so.
      if (isOld) await refresh().catch(() => undefined)
      return knowledgeOf(published().set)
    },
  }
}

interface KeeperOptions extends Omit<PublisherOptions, 'policy'>, Pick<Publisher, 'policyToSign'> {
  readonly statuses: StatusBytes
  readonly recent: RecentArtefacts
}

/** Holds what is published: `refresh` puts in place what is due; `published` throws before the first time. */
function keepPublished(options: KeeperOptions) {
  const { store, now, keys, policyToSign, statuses, recent, afterPublish, watch } = options
  const settled = new Set<string>()
  const assertWhole = () => {
    if ((watch?.behind() ?? null) !== null) throw new StoreIsBehind()
  }
  let held: Publication | null = null
  // What is held is of a store that is another one by now.
  let isOver = false

  const inPlace = async (): Promise<Artefacts> => {
    if (held !== null && !isOver && snapshotOf(held)?.version === (await store.snapshotVersion())) return held.artefacts
    return byPath(await store.publishedArtefacts())
  }
  const readGround = async (): Promise<Ground> => {
    const at = now()
    // This comes first: what another process publishes from here on must make this fail, not be taken back.
    const before = await inPlace()
    const [ownKeys, policy] = [await keys(), await policyToSign()]
    await statuses.follow()
    return { at, keys: ownKeys, policy, before, held: isOver ? null : held, changed: statuses.takeChanged() }
  }
  /** False: another process published meanwhile, and its work is what has to be built on. */
  const publishOnce = async (): Promise<boolean> => {
    assertWhole()
    const ground = await readGround()
    const isNeeded = isDue(ground)
    let next: Publication | null = null
    try {
      if (isNeeded) next = await publishOn(ground, { store, statuses, settled })
    } finally {
      // What was not published is still to be published.
      if (next === null) statuses.returnChanged(ground.changed)
    }
    if (next === null) return !isNeeded
    held = next
    isOver = false
    recent.replace([...next.artefacts.values()])
    if (snapshotOf(next) !== ground.before.get(SNAPSHOT_PATH))
      await afterPublish(ground.keys, signingTime(ground), next.artefacts)
    return true
  }
  const refresh = shareTurns(async () => {
    for (let tries = 0; !(await publishOnce()); tries++)
      if (tries === MAX_TRIES) throw new Error('publishing is contended')
  })
  return {
    refresh,
    renew: async () => {
      statuses.forget()
      isOver = true
      await refresh()
    },
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
