/**
 * Publishing: the signed artefacts, kept fresh and consistent under one snapshot, and what the server itself knows by
 * them. All of it stands in the store, so a restart changes nothing for a scanner.
 */
import { type CivilDate, civilDateAt, type EpochSeconds } from '#evisa/civil-date.ts'
import type { Knowledge } from '#evisa/knowledge.ts'
import { type PolicyInForce, policyOn } from '#evisa/policy.ts'
import { rootFingerprint } from '#evisa/root.ts'
import { approvedPolicy, type PolicyGround } from '../policy/approved-policy.ts'
import type { ApprovedPolicy } from '../store/proposal-store.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import type { RowDamaged } from '../store/row-sums.ts'
import { StoreIsBehind } from '../watch/store-watch.ts'
import { type ClockStanding, judgeClock, unlessDoubted } from './clock-guard.ts'
import { type KeeperOptions, keepPublished } from './keep-published.ts'
import { ownKnowledge } from './own-knowledge.ts'
import { publishedPolicy } from './published-editions.ts'
import { recentArtefacts } from './recent-artefacts.ts'
import { statusBytes } from './status-bytes.ts'
import { verifyKeys } from './verify-published.ts'

export interface PublisherOptions
  extends Omit<KeeperOptions, 'policyToSign' | 'statuses' | 'recent'>,
    Pick<PolicyGround, 'policy' | 'mustSign' | 'keyPlace' | 'policyNotProven'> {
  /** Told of rows by which less would be withdrawn than was published. */
  readonly damageMet?: (damage: RowDamaged) => void
}

export interface Publisher {
  /** What an enrolment code carries: the SHA-256 of the newest root. */
  rootFingerprint(): Promise<string>
  /** All editions of the policy, and which revision of it they are: 0 for that of the settings. */
  policyToSign(): Promise<ApprovedPolicy>
  /** Since when the newest policy of the store is not published, since it is not proven that two people signed it; null where it is. */
  policyUnprovenSince(): EpochSeconds | null
  /** The edition in force today; null before the first day of the first one. */
  policyInForce(): Promise<PolicyInForce | null>
  /** The edition that was in force on a day, or the first one for a day before it. */
  policyOn(day: CivilDate): PolicyInForce
  /** An artefact by its path under `/v1/artefacts/`, as it is now; null if there is none. */
  artefact(path: string): Promise<PublishedArtefact | null>
  /** Whether there are people of the border whom no key may put on a roster: then none of them is proven. */
  lacksRosterKey(): Promise<boolean>
  /** An artefact by its hash, which is served for some minutes after it was replaced as well. */
  artefactOfHash(sha256: string): Promise<PublishedArtefact | null>
  /** What speaks against the clock, by what was signed last. */
  clock(): ClockStanding
  /** Rejects with `ClockDoubted` where nothing may be signed by this clock. */
  assertClock(): Promise<void>
  /** Signs by a clock that is doubted, once, since somebody says that it is right. */
  confirmClock(): Promise<void>
  /** Signs what is due. Rejects where that fails; what was published before is still served. */
  refresh(): Promise<void>
  /** Publishes anew from the store, which began another epoch or heard what others know. */
  renew(): Promise<void>
  /** What the server knows: the same artefacts through the same checks, with statuses and ledger as they are now. */
  knowledge(): Promise<Knowledge>
}

// The server's own decisions need no snapshot, but must not run out of one where no scanner ever asks.
const OWN_RESIGN_SECONDS = 3600

/** Publishes, checking everything as a scanner would before it is put in place. Throws where it would not be taken. */
export async function makePublisher(options: PublisherOptions): Promise<Publisher> {
  const { store, now } = options
  const statuses = statusBytes(store, options.damageMet)
  const recent = recentArtefacts(now)
  const published = async () => {
    const { trust } = await verifyKeys(await options.keys())
    return publishedPolicy(await store.publishedArtefacts(), trust, policyVersion())
  }
  const policy = approvedPolicy({ ...options, published })
  const knowledgeOf = ownKnowledge(store, statuses, now)
  const {
    refresh,
    renew,
    published: inPlace,
    policyVersion,
    confirmClock,
  } = keepPublished({
    ...options,
    ...{ policyToSign: policy.toSign, statuses, recent },
  })
  await refresh().catch((error: Error) => {
    // A store that went back is served by nobody, and its server runs: it is where somebody says what becomes of it.
    if (!(error instanceof StoreIsBehind)) unlessDoubted(error)
  })
  // Whoever said so may have said it to another process. What fails here is tried again by whoever asks next.
  options.watch?.onChange((behind) => void (behind ?? renew().catch(() => undefined)))
  /** Publishes what other keys or another policy make due: the server must not decide by those of before. */
  const keepUp = async (): Promise<void> => {
    const [keys, toSign] = [await options.keys(), await policy.toSign()]
    if (keys !== inPlace().keys || toSign !== inPlace().policy) await refresh()
  }
  const clock = (): ClockStanding => {
    const [at, { iat, kid }] = [now(), inPlace().set.snapshot]
    return { state: judgeClock(at, iat, options.maxStandstillSeconds), now: at, signedAt: iat, kid }
  }
  // Another process may have signed meanwhile: it is looked at before anything is doubted.
  const assertClock = async () => {
    if (clock().state === 'doubted') await refresh()
  }
  return {
    refresh,
    renew,
    clock,
    assertClock,
    confirmClock,
    policyToSign: policy.toSign,
    policyUnprovenSince: policy.unprovenSince,
    rootFingerprint: async () => rootFingerprint((await options.keys()).roots.at(-1) ?? ''),
    policyInForce: async () => {
      await assertClock()
      await keepUp()
      return policyOn(inPlace().editions, civilDateAt(now()))
    },
    policyOn: (day) => {
      const { editions } = inPlace()
      // A policy has at least one edition.
      return policyOn(editions, day) ?? (editions.editions[0] as PolicyInForce)
    },
    lacksRosterKey: async () => {
      const roster = (await options.roster?.()) ?? null
      return roster !== null && (await options.keys()).key('roster', now()) === null
    },
    artefact: async (path) => {
      await refresh().catch(unlessDoubted)
      return recent.ofPath(path)
    },
    artefactOfHash: async (sha256) => {
      const found = recent.ofHash(sha256)
      if (found !== null) return found
      // Another process may have published it.
      await refresh().catch(unlessDoubted)
      return recent.ofHash(sha256)
    },
    knowledge: async () => {
      // By a clock that is doubted the snapshot of before has run out: nothing is cleared by it, whatever keys there are now.
      await Promise.all([statuses.follow(), keepUp().catch(unlessDoubted)])
      const isOld = now() - inPlace().set.snapshot.iat > OWN_RESIGN_SECONDS
      // A disk that is full must not end the checks: they go on until this snapshot has run out, and health says so.
      if (isOld) await refresh().catch(() => undefined)
      const known = knowledgeOf(inPlace().set)
      const { state, signedAt } = clock()
      // The days are judged by what was signed last: a clock that jumped must not refuse anybody for what it shows.
      return state === 'doubted' ? { ...known, provenTime: signedAt } : known
    },
  }
}
