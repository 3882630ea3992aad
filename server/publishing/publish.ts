/**
 * Publishing: the signed artefacts, kept fresh and consistent under one snapshot, and what the server itself knows by
 * them. All of it stands in the store, so a restart changes nothing for a scanner.
 */
import { type ArtefactSet, loadRoots, PINNED_ROOT_PATH, type SetFault, verifyMembers } from '#evisa/artefact-set.ts'
import { type CivilDate, civilDateAt, type EpochSeconds, timeZoneDataIsCurrent } from '#evisa/civil-date.ts'
import { highestSignedTime, type Knowledge, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { indexPolicy, type Policy, type PolicyInForce, policyOn } from '#evisa/policy.ts'
import { type Root, rootFingerprint } from '#evisa/root.ts'
import { SNAPSHOT_PATH, verifySnapshot } from '#evisa/snapshot.ts'
import type { StatusList } from '#evisa/status-list.ts'
import { type TrustList, verifyTrustList } from '#evisa/trust-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { signedEditions } from '../../evisa/policy/editions.ts'
import { checkOnPool } from '../../platform/check-signature.ts'
import { shareTurns } from '../../platform/in-turn.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import { approvedPolicy } from '../policy/approved-policy.ts'
import type { PolicyContent } from '../policy/policy-content.ts'
import { type KeySource, keyFor, type SigningKeys } from '../signing-keys.ts'
import type { ApprovedPolicy } from '../store/proposal-store.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import type { Store } from '../store/store.ts'
import { recentArtefacts } from './recent-artefacts.ts'
import {
  type Draft,
  isFreshSnapshot,
  policyDraft,
  registerDraft,
  rootSigned,
  SNAPSHOT_RESIGN_SECONDS,
  signDraft,
  signSnapshot,
  statusDraft,
} from './sign-artefacts.ts'
import { statusBytes } from './status-bytes.ts'

export interface PublisherOptions {
  readonly keys: KeySource
  /** Until another one is approved. */
  readonly policy: PolicyContent
  readonly store: Store
  readonly now: () => EpochSeconds
  /** Told of each new snapshot, once it is published. */
  readonly afterPublish: (keys: SigningKeys, at: EpochSeconds) => Promise<void>
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
  /** One by its hash, for some minutes after it was replaced as well. */
  artefactOfHash(sha256: string): Promise<PublishedArtefact | null>
  /** Signs what is due. Rejects where that fails; what was published before still is. */
  refresh(): Promise<void>
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
  const settled = new Set<string>()
  const policyToSign = approvedPolicy(store, options.policy)
  let held: Held | null = null

  /** False: another process published meanwhile, and its work is what has to be built on. */
  const publishOnce = async (): Promise<boolean> => {
    const at = now()
    // First of all: what another process publishes from here on must make this fail, not be taken back.
    const isOurs = held !== null && held.published.get(SNAPSHOT_PATH)?.version === (await store.snapshotVersion())
    const before = isOurs && held !== null ? held.published : byPath(await store.publishedArtefacts())
    const snapshot = before.get(SNAPSHOT_PATH)
    const keys = await options.keys()
    const policy = await policyToSign()
    await statuses.follow()
    const changed = statuses.takeChanged()
    let isDone = false
    try {
      // A clock that was set back must not make what is new look old.
      const iat = Math.max(at, snapshot?.signedAt ?? 0)
      if (isOurs && held?.keys === keys && held.policy === policy && snapshot !== undefined) {
        if (changed.lists.size === 0 && iat - snapshot.signedAt < SNAPSHOT_RESIGN_SECONDS) return true
        // Entries used up wait for the next second: a busy border must not have a list signed at every admission.
        if (!changed.urgent && at === held.at) return true
      }
      const { roots, trust } = held?.keys === keys ? held.set : await verifyKeys(keys)
      if (held?.keys !== keys) settled.clear()
      const members = byPath(keys.roots.map((text, at) => rootSigned(`root/${at + 1}`, at + 1, iat, text)))
      members.set('trust', rootSigned('trust', trust.version, iat, keys.trustText))
      assertNotBehind(members, before)
      const drafts = [
        policyDraft({ editions: signedEditions(policy.editions) }),
        ...statuses.lists().map((bytes, list) => statusDraft(list, bytes, !changed.lists.has(list))),
        ...[...trust.keys.values()]
          .filter(({ state, purpose }) => state === 'compromised' && purpose === 'visa')
          .map(({ kid }) => registerDraft(kid, store, settled)),
      ]
      for (const draft of drafts) members.set(draft.path, await current(draft, keys, iat, before.get(draft.path)))
      // After a restart, or where another process published, the snapshot there may still be the one to have.
      const isStill = snapshot !== undefined && isFreshSnapshot(snapshot, members, keys, iat)
      const signed = isStill
        ? snapshot
        : await signSnapshot(members.values(), await store.ledgerEnd(), keys, iat, snapshot)
      const published = new Map(members).set(SNAPSHOT_PATH, signed)
      const set = await verifyPublished(published, roots, trust, held?.set ?? null)
      const news = [...published.values()].filter(({ path, sha256 }) => before.get(path)?.sha256 !== sha256)
      if (!isStill && !(await store.publish(news, snapshot?.version ?? 0, at))) return false
      isDone = true
      held = {
        set,
        keys,
        policy,
        editions: indexPolicy({ ...set.policy, editions: [...policy.editions] }),
        published,
        at,
      }
      recent.replace([...published.values()])
      if (!isStill) await options.afterPublish(keys, iat)
      return true
    } finally {
      if (!isDone) statuses.returnChanged(changed)
    }
  }
  const refresh = shareTurns(async () => {
    for (let tries = 0; !(await publishOnce()); tries++)
      if (tries === MAX_TRIES) throw new Error('publishing is contended')
  })
  await refresh()
  const known = (): Held => {
    if (held === null) throw new TypeError('nothing was published')
    return held
  }
  let lists: ReadonlyMap<string, StatusList> = new Map()
  /** Publishes what other keys or another policy make due: the server must not decide by those of before. */
  const keepUp = async (): Promise<void> => {
    const [keys, policy] = [await options.keys(), await policyToSign()]
    if (keys !== known().keys || policy !== known().policy) await refresh()
  }
  return {
    refresh,
    policyToSign,
    rootFingerprint: async () => rootFingerprint((await options.keys()).roots.at(-1) ?? ''),
    policyInForce: async () => {
      await keepUp()
      return policyOn(known().editions, civilDateAt(now()))
    },
    policyOn: (day) => {
      const { editions } = known()
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
      const isOld = now() - known().set.snapshot.iat > OWN_RESIGN_SECONDS
      // A disk that is full must not end the checks: they go on until this snapshot has run out, and health says so.
      if (isOld) await refresh().catch(() => undefined)
      const { set } = known()
      const at = Math.max(now(), set.snapshot.iat)
      if (lists.size !== statuses.lists().length || [...lists.values()][0]?.asOf !== at) {
        lists = liveLists(set, statuses.lists(), at)
      }
      return {
        ...NOTHING_KNOWN,
        trust: set.trust,
        policy: set.policy,
        snapshot: set.snapshot,
        registers: set.registers,
        statusLists: lists,
        ledger: { asOf: now(), crossingsOf: (visaNumber) => store.crossingsOf(visaNumber) },
        timeFloor: highestSignedTime(set),
        timeZoneDataIsCurrent: timeZoneDataIsCurrent(),
        online: true,
      }
    },
  }
}

interface Held {
  readonly set: ArtefactSet
  readonly keys: SigningKeys
  readonly policy: ApprovedPolicy
  /** Those of it that are signed no more as well. */
  readonly editions: Policy
  readonly published: ReadonlyMap<string, PublishedArtefact>
  /** When it was published or taken over from the store, by the clock. */
  readonly at: EpochSeconds
}

function byPath(artefacts: readonly PublishedArtefact[]): Map<string, PublishedArtefact> {
  return new Map(artefacts.map((artefact) => [artefact.path, artefact]))
}

/** The artefact that is published, if it is still good, or a new one. */
async function current(
  draft: Draft,
  keys: SigningKeys,
  iat: EpochSeconds,
  before: PublishedArtefact | undefined,
): Promise<PublishedArtefact> {
  const isFresh =
    before !== undefined &&
    before.kid === keyFor(keys, draft.purpose, iat).kid &&
    iat - before.signedAt < draft.resignAfterSeconds
  const isGood = isFresh && (await draft.isStill(before.contentHash, iat - before.signedAt))
  return isGood ? before : signDraft(draft, keys, iat, before)
}

/** Throws for roots or a trust list behind those that were published: scanners that hold them would refuse all. */
function assertNotBehind(
  members: ReadonlyMap<string, PublishedArtefact>,
  before: ReadonlyMap<string, PublishedArtefact>,
): void {
  for (const { path, version, sha256 } of before.values()) {
    if (path !== 'trust' && !path.startsWith('root/')) continue
    const member = members.get(path)
    if (member !== undefined && (member.version > version || member.sha256 === sha256)) continue
    const instead = member === undefined ? 'is gone' : `was replaced by version ${member.version}`
    throw new Error(`${path} of version ${version} ${instead}, after it was published: the keys are older or others`)
  }
}

async function verifyKeys(keys: SigningKeys): Promise<{ readonly roots: readonly Root[]; readonly trust: TrustList }> {
  const texts = new Map(keys.roots.map((text, at) => [at === 0 ? PINNED_ROOT_PATH : `root/${at + 1}`, text]))
  const roots = await loadRoots(async (path) => texts.get(path) ?? null, await rootFingerprint(keys.roots[0] ?? ''))
  if (!roots.ok) throw new Error(`the root document is not usable: ${said(roots.error)}`)
  const trust = await verifyTrustList(keys.trustText, roots.value.at(-1) as Root, checkOnPool)
  if (!trust.ok) throw new Error(`the trust list is not usable: ${trust.error}`)
  return { roots: roots.value, trust: trust.value }
}

async function verifyPublished(
  published: ReadonlyMap<string, PublishedArtefact>,
  roots: readonly Root[],
  trust: TrustList,
  held: ArtefactSet | null,
): Promise<ArtefactSet> {
  const snapshot = await verifySnapshot(published.get(SNAPSHOT_PATH)?.body ?? '', trust)
  if (!snapshot.ok) throw new Error(`the snapshot would not be believed: ${snapshot.error}`)
  const read = async (path: string) => published.get(path)?.body ?? null
  const platform = { inflate: inflateBytes, check: checkOnPool }
  const set = await verifyMembers({ roots, trust, snapshot: snapshot.value }, read, platform, held)
  if (!set.ok && set.error.path === 'policy') {
    throw new Error(`the policy is not usable: ${set.error.fault}; compare it with fixtures/policy.json`)
  }
  if (!set.ok) throw new Error(`an artefact would not be believed: ${said(set.error)}`)
  return set.value
}

function said({ path, fault }: SetFault): string {
  return `${path}: ${fault}`
}

function liveLists(set: ArtefactSet, bytes: readonly Uint8Array[], at: EpochSeconds): Map<string, StatusList> {
  return new Map(
    bytes.map((live, list) => {
      const uri = `${STATUS_LIST_URN}${list}`
      const exp = set.statusLists.get(uri)?.exp ?? set.snapshot.exp
      return [uri, { uri, iat: at, asOf: at, exp: Math.max(exp, at), bytes: live }]
    }),
  )
}
