/** One publication, step by step: what is due, what is signed for it, and how it takes the place of the one before. */
import { isBelieved } from '#evisa/anti-rollback.ts'
import type { ArtefactSet } from '#evisa/artefact-set.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { indexPolicy, type Policy } from '#evisa/policy.ts'
import { ROSTER_PATH } from '#evisa/roster.ts'
import { SNAPSHOT_PATH } from '#evisa/snapshot.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { signedEditions } from '../../evisa/policy/editions.ts'
import { keyFor, type SigningKeys } from '../signing-keys.ts'
import type { ApprovedPolicy } from '../store/proposal-store.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import type { Store } from '../store/store.ts'
import type { RosterContent } from './roster-content.ts'
import {
  type Draft,
  isFreshSnapshot,
  policyDraft,
  registerDraft,
  rootSigned,
  rosterDraft,
  SNAPSHOT_RESIGN_SECONDS,
  signDraft,
  signSnapshot,
  statusDraft,
} from './sign-artefacts.ts'
import type { ChangedLists, StatusBytes } from './status-bytes.ts'
import { type Anchors, assertNotBehind, verifyKeys, verifyPublished } from './verify-published.ts'
import { type Artefacts, circlesOf, membersOn, pathOn } from './wire.ts'

/** What is published as this process knows it, and what it was made from. It is replaced as a whole, never changed. */
export interface Publication {
  readonly artefacts: Artefacts
  /** The same as a scanner of the newest wire holds it. */
  readonly set: ArtefactSet
  readonly anchors: Anchors
  readonly keys: SigningKeys
  readonly policy: ApprovedPolicy
  readonly roster: RosterContent | null
  /** All editions of the policy, those that are signed no more as well. */
  readonly editions: Policy
  /** When it was published or taken over from the store, by the clock. */
  readonly at: EpochSeconds
}

/** What the next publication is built on: all of it is read before anything is signed. */
export interface Ground {
  readonly at: EpochSeconds
  readonly keys: SigningKeys
  readonly policy: ApprovedPolicy
  /** The border's people; null where there are none. */
  readonly roster: RosterContent | null
  readonly changed: ChangedLists
  /** What this process published last, if it did. */
  readonly held: Publication | null
  /** What stands in the store: the very artefacts of `held`, unless another process published since. */
  readonly before: Artefacts
}

/** What a publication is made with. */
export interface Workshop {
  readonly store: Store
  readonly statuses: StatusBytes
  /** The stolen keys of which nothing more will come: see `registerDraft`. */
  readonly settled: Set<string>
}

/**
 * When an artefact that is signed now was signed: a clock that was set back must not make what is new look old. What a key said
 * that is believed no longer does not count, for scanners neither: so a wrong time that was signed is got rid of.
 */
export function signingTime({ at, before }: Pick<Ground, 'at' | 'before'>, trust: TrustList): EpochSeconds {
  const last = before.get(SNAPSHOT_PATH)
  return last !== undefined && isBelieved(last, trust) ? Math.max(at, last.signedAt) : at
}

/** Whether anything is to be signed. */
export function isDue(ground: Ground): boolean {
  const { at, keys, policy, roster, changed, before, held } = ground
  const snapshot = before.get(SNAPSHOT_PATH)
  const isHeldInPlace = held !== null && before === held.artefacts && snapshot !== undefined
  if (!isHeldInPlace || held.keys !== keys || held.policy !== policy || held.roster !== roster) return true
  const isYoung = at - snapshot.signedAt < SNAPSHOT_RESIGN_SECONDS
  if (changed.lists.size === 0 && isYoung) return false
  // Entries used up wait for the next second: a busy border must not have a list signed at every admission.
  return changed.urgent || at !== held.at
}

/**
 * Signs what is due, checks the whole as a scanner would, and puts it in place. Null: another process published
 * meanwhile, and its work is what has to be built on.
 */
export async function publishOn(ground: Ground, workshop: Workshop): Promise<Publication | null> {
  const { at, keys, policy, roster, before, held } = ground
  const isOfNewKeys = held?.keys !== keys
  const anchors = isOfNewKeys ? await verifyKeys(keys) : held.anchors
  if (isOfNewKeys) workshop.settled.clear()
  const iat = signingTime(ground, anchors.trust)
  const members = await signMembers(ground, anchors.trust, iat, workshop)
  const snapshots = await signedSnapshots(ground, members, iat, workshop)
  const artefacts = new Map([...members, ...byPath(snapshots)])
  const set = await verifyPublished(artefacts, anchors, held?.set ?? null)
  if (artefacts.get(SNAPSHOT_PATH) !== before.get(SNAPSHOT_PATH)) {
    const news = [...artefacts.values()].filter(({ path, sha256 }) => before.get(path)?.sha256 !== sha256)
    const isInPlace = await workshop.store.publish(news, before.get(SNAPSHOT_PATH)?.version ?? 0, at)
    if (!isInPlace) return null
  }
  const editions = indexPolicy({ ...set.policy, editions: [...policy.editions] })
  return { artefacts, set, anchors, keys, policy, roster, editions, at }
}

/** What stands in the store, as it was published: for a start at which nothing may be signed on top of it. */
export async function standing({ keys, policy, roster, before, at }: Ground): Promise<Publication> {
  const anchors = await verifyKeys(keysOf(before, keys))
  const set = await verifyPublished(before, anchors, null)
  const editions = indexPolicy({ ...set.policy, editions: [...policy.editions] })
  return { artefacts: before, set, anchors, keys: keysOf(before, keys), policy, roster, editions, at }
}

/** The roots and lists that were published, which may be older than those of the custodians by now. */
function keysOf(before: Artefacts, keys: SigningKeys): SigningKeys {
  const textOf = (path: string) => before.get(path)?.body ?? ''
  const roots = [...before.keys()].filter((path) => path.startsWith('root/')).map((_, at) => textOf(`root/${at + 1}`))
  return { ...keys, roots, trustText: textOf(pathOn(2, 'trust')), firstTrustText: textOf('trust') }
}

/** All that the snapshot will name: what custodians signed, and what is signed here, anew where it has to be. */
async function signMembers(
  ground: Ground,
  trust: TrustList,
  iat: EpochSeconds,
  workshop: Workshop,
): Promise<Artefacts> {
  const { keys, before } = ground
  const members = byPath(keys.roots.map((text, at) => rootSigned(`root/${at + 1}`, at + 1, iat, text)))
  members.set('trust', rootSigned('trust', trust.version, iat, keys.firstTrustText ?? keys.trustText))
  const whole = pathOn(2, 'trust')
  members.set(whole, rootSigned(whole, trust.version, iat, keys.trustText))
  assertNotBehind(members, before)
  for (const draft of draftsOf(ground, trust, workshop)) {
    members.set(draft.path, await current(draft, keys, iat, before.get(draft.path)))
  }
  const roster = await currentRoster(ground, trust, iat)
  return roster === null ? members : members.set(roster.path, roster)
}

/**
 * The roster of today, or the one of before for as long as its key is believed: scanners take no set that lost it. Null for an
 * authority without a key for it, or without persons: then nobody at a booth is proven.
 */
async function currentRoster(
  { keys, roster, before }: Ground,
  trust: TrustList,
  iat: EpochSeconds,
): Promise<PublishedArtefact | null> {
  const held = before.get(pathOn('border', ROSTER_PATH))
  if (roster !== null && keys.key('roster', iat) !== null) return current(rosterDraft(roster), keys, iat, held)
  const key = trust.keys.get(held?.kid ?? '')
  return held !== undefined && key !== undefined && key.state !== 'compromised' ? held : null
}

function draftsOf({ policy, changed }: Ground, trust: TrustList, { store, statuses, settled }: Workshop): Draft[] {
  const stolen = [...trust.keys.values()].filter(({ state, purpose }) => state === 'compromised' && purpose === 'visa')
  return [
    policyDraft({ editions: signedEditions(policy.editions) }),
    ...statuses.lists().map((bytes, list) => statusDraft(list, bytes, !changed.lists.has(list))),
    ...stolen.map(({ kid }) => registerDraft(kid, store, settled)),
  ]
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
    before.signedAt <= iat &&
    iat - before.signedAt < draft.resignAfterSeconds
  const isGood = isFresh && (await draft.isStill(before.contentHash, iat - before.signedAt, before.body))
  return isGood ? before : signDraft(draft, keys, iat, before)
}

/** The snapshots in the store if they are those to have, as after a restart or where another process published, or new ones. */
async function signedSnapshots(
  ground: Ground,
  members: Artefacts,
  iat: EpochSeconds,
  { store }: Workshop,
): Promise<readonly PublishedArtefact[]> {
  const { keys, before } = ground
  const epoch = await store.epoch()
  const circles = circlesOf(members)
  const held = circles.flatMap((circle) => {
    const snapshot = before.get(pathOn(circle, SNAPSHOT_PATH))
    const isFresh = snapshot !== undefined && isFreshSnapshot(snapshot, membersOn(circle, members), keys, iat, epoch)
    return isFresh ? [snapshot] : []
  })
  if (held.length === circles.length) return held
  // All at once and of one version: whoever goes over from one wire to the other goes on.
  const version = (before.get(SNAPSHOT_PATH)?.version ?? 0) + 1
  const about = { version, ledgerEnd: await store.ledgerEnd(), epoch }
  return Promise.all(circles.map((circle) => signSnapshot(circle, membersOn(circle, members), about, keys, iat)))
}

export function byPath(artefacts: readonly PublishedArtefact[]): Map<string, PublishedArtefact> {
  return new Map(artefacts.map((artefact) => [artefact.path, artefact]))
}
