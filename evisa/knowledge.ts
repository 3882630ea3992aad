/**
 * What a verifier knows at the moment of a decision, and how it comes to know more: a newer set of artefacts is taken as
 * a whole or not at all, and never an older one.
 */
import { isBelieved, judgeAnchors, judgeMembers, judgeSnapshot, judgeTimes, type Refusal } from './anti-rollback.ts'
import {
  type ArtefactSet,
  fault,
  PINNED_ROOT_PATH,
  type ReadArtefact,
  readBounded,
  type SetFault,
  type VerifyPlatform,
  verifyMembers,
} from './artefact-set.ts'
import type { EpochSeconds } from './civil-date.ts'
import type { Crossing } from './entry-account.ts'
import { fail, ok, type Result } from './result.ts'
import { type Root, verifyNextRoot, verifyPinnedRoot } from './root.ts'
import { sha256Base64url } from './sha256.ts'
import { confirms, newestRoot, peekSnapshot, SNAPSHOT_PATH, type SnapshotDocument, verifySnapshot } from './snapshot.ts'
import type { VisaStatus } from './status-list.ts'
import { type TrustList, verifyTrustList } from './trust-list.ts'

type Awaitable<T> = T | Promise<T>

/** The used entries that a border device or the server holds. */
export interface Ledger {
  /** The moment up to which it is complete. */
  readonly asOf: EpochSeconds
  /** Every event of a visa; storage may answer later, or that what it holds of it is damaged. */
  crossingsOf(visaNumber: string): Awaitable<readonly Crossing[] | 'damaged'>
}

/** What was known in the epochs of the store before this one: a restore takes nothing of it back. */
export interface Before {
  /** Every event of a visa by the ledgers of before. */
  crossingsOf(visaNumber: string): Awaitable<readonly Crossing[] | 'damaged'>
  /** The gravest status by the lists of before which no list since has said; null where there is none. */
  statusOf(uri: string, index: number): VisaStatus | null
}

/** A check that this device answered before. */
export interface EarlierCheck {
  readonly flight: string
  readonly at: EpochSeconds
}

type Known = { readonly [K in 'trust' | 'policy' | 'snapshot']: ArtefactSet[K] | null }

export interface Knowledge extends Known, Pick<ArtefactSet, 'statusLists' | 'registers'> {
  /** Null for a device that holds none, as every carrier's. */
  readonly ledger: Ledger | null
  /** Whether it was told to be whole and yet ends before the place at which a snapshot says that it ended. */
  readonly isLedgerBehind: boolean
  /** Null where the store was never restored since this verifier knows it. */
  readonly before: Before | null
  /** Whether something that decides was found to be damaged, and is not mended yet. */
  readonly isDamaged: boolean
  readonly earlierChecks: (visaNumber: string) => Awaitable<readonly EarlierCheck[]>
  /** The time that it surely is: the highest signed one ever verified here, counted on where a steady clock can. */
  readonly timeFloor: EpochSeconds
  /** The time by the authority's own clock, in an answer to this device's question just now; null where none came. */
  readonly provenTime: EpochSeconds | null
  /** The time that it may be, where this device's clock is far ahead of it: a doubt, never a proof. Null without one. */
  readonly clockAheadOf: EpochSeconds | null
  /** Whether a correction took the place of this e-visa, which is known to the authority alone. */
  readonly isReplaced: (visaNumber: string) => Awaitable<boolean>
  /** Whether the server was reached for this decision. */
  readonly online: boolean
}

export const NOTHING_KNOWN: Knowledge = {
  trust: null,
  policy: null,
  snapshot: null,
  statusLists: new Map(),
  registers: new Map(),
  ledger: null,
  isLedgerBehind: false,
  before: null,
  isDamaged: false,
  earlierChecks: () => [],
  timeFloor: 0,
  provenTime: null,
  clockAheadOf: null,
  isReplaced: () => false,
  online: false,
}

/** How far a clock may be from signed time before it is not believed. */
export const CLOCK_TOLERANCE_SECONDS = 120

type SignedTimes = Pick<Knowledge, 'timeFloor' | 'provenTime'>

export function isClockBehind(known: SignedTimes, now: EpochSeconds): boolean {
  return now < latestSigned(known) - CLOCK_TOLERANCE_SECONDS
}

export function isClockAhead({ provenTime }: Pick<Knowledge, 'provenTime'>, now: EpochSeconds): boolean {
  return provenTime !== null && now > provenTime + CLOCK_TOLERANCE_SECONDS
}

/** The time by this clock; by one that is not believed, the earliest that signed time allows. */
export function earliestNow(known: SignedTimes, now: EpochSeconds): EpochSeconds {
  return isClockBehind(known, now) || isClockAhead(known, now) ? latestSigned(known) : now
}

function latestSigned({ timeFloor, provenTime }: SignedTimes): EpochSeconds {
  return Math.max(timeFloor, provenTime ?? 0)
}

/** The highest time that any of these artefacts was signed at: the time floor may never be lower. */
export function highestSignedTime(set: Pick<ArtefactSet, 'trust' | 'policy' | 'snapshot' | 'statusLists'>): number {
  const lists = [...set.statusLists.values()].map(({ iat }) => iat)
  return Math.max(set.trust.iat, set.policy.iat, set.snapshot.iat, ...lists)
}

/** What was known before, and where from newer artefacts are to be had. */
export interface Offer {
  readonly held: ArtefactSet | null
  /** The roots walked so far; empty at the first time, when `root/pinned` is read. */
  readonly roots: readonly Root[]
  readonly rootFingerprint: string
  readonly timeFloor: EpochSeconds
  readonly now: EpochSeconds
  /** May answer out of what is held, where the hash is the same. */
  readonly read: ReadArtefact
  /** Called with each root that was walked to, before the next one is asked for: this progress is never undone. */
  readonly saveRoot: (path: string, text: string) => Promise<void>
}

export interface Accepted {
  readonly set: ArtefactSet
  readonly timeFloor: EpochSeconds
  /** The snapshot key of before is believed no longer: the versions and the times that it reached are forgotten. */
  readonly recovered: boolean
}

const MAX_ROOT_STEPS = 64

/**
 * Verifies an offered set against what is held: the roots one by one, the trust list, the snapshot, then all that it
 * names. Refuses a rollback, a freeze, a mixture, and whatever does not verify, each with its own reason; then nothing
 * but roots was saved. The versions and times of a snapshot key that is believed no longer do not count: so an
 * authority recovers from a thief who signed them out of the air.
 */
export async function acceptSet(offer: Offer, platform: VerifyPlatform): Promise<Result<Accepted, Refusal>> {
  const { held, read } = offer
  const text = await readBounded(read, SNAPSHOT_PATH, null)
  if (!text.ok) return text
  const claimed = peekSnapshot(text.value)
  if (!claimed.ok) return fault(SNAPSHOT_PATH, claimed.error)

  const roots = await walkRoots(offer, claimed.value)
  if (!roots.ok) return roots
  const root = roots.value.at(-1) as Root
  const trust = await acceptTrust(offer, claimed.value, root, platform)
  if (!trust.ok) return trust
  // A thief of the snapshot key drives the time up as well as the versions: what is left is what the custodians signed.
  const recovered = held !== null && !isBelieved(held.snapshot, trust.value)
  const before = recovered ? null : held
  const timeFloor = recovered ? held.trust.iat : offer.timeFloor
  const surelyNow = Math.max(offer.now, timeFloor)
  const out = judgeAnchors(root, trust.value, surelyNow)
  if (out !== null) return fail(out)
  const snapshot = await verifySnapshot(text.value, trust.value)
  if (!snapshot.ok) return fault(SNAPSHOT_PATH, snapshot.error)
  const refusal = judgeSnapshot(snapshot.value, before, surelyNow) ?? judgeMembers(snapshot.value, before, trust.value)
  if (refusal !== null) return fail(refusal)
  const set = await verifyMembers(
    { roots: roots.value, trust: trust.value, snapshot: snapshot.value },
    read,
    platform,
    held,
  )
  if (!set.ok) return set
  const late = judgeTimes(set.value, surelyNow)
  if (late !== null) return fail(late)
  return ok({ set: set.value, timeFloor: Math.max(timeFloor, highestSignedTime(set.value)), recovered })
}

/** From the newest root known to the newest that is offered, one by one; each step is saved before the next. */
async function walkRoots(offer: Offer, claimed: SnapshotDocument): Promise<Result<readonly Root[], SetFault>> {
  const { read, saveRoot, rootFingerprint } = offer
  const roots = [...offer.roots]
  if (roots.length === 0) {
    const text = await readBounded(read, PINNED_ROOT_PATH, rootFingerprint)
    if (!text.ok) return text
    const pinned = await verifyPinnedRoot(text.value, rootFingerprint)
    if (!pinned.ok) return fault(PINNED_ROOT_PATH, pinned.error)
    await saveRoot(PINNED_ROOT_PATH, text.value)
    roots.push(pinned.value)
  }
  const newest = newestRoot(claimed)
  if (newest < (roots.at(-1) as Root).version) return fault(`root/${newest}`, 'artefact/rollback')
  for (let step = 0; (roots.at(-1) as Root).version < newest; step++) {
    const previous = roots.at(-1) as Root
    const path = `root/${previous.version + 1}`
    if (step === MAX_ROOT_STEPS) return fault(path, 'artefact/fast-forward')
    const text = await readBounded(read, path, claimed.artefacts[path]?.sha256 ?? null)
    if (!text.ok) return fault(path, text.error.fault === 'artefact/missing' ? 'artefact/root-gap' : text.error.fault)
    const root = await verifyNextRoot(text.value, previous)
    if (!root.ok) return fault(path, root.error)
    await saveRoot(path, text.value)
    roots.push(root.value)
  }
  return ok(roots)
}

async function acceptTrust(
  { held, read }: Offer,
  claimed: SnapshotDocument,
  root: Root,
  { check }: VerifyPlatform,
): Promise<Result<TrustList, SetFault>> {
  const path = 'trust'
  const text = await readBounded(read, path, claimed.artefacts[path]?.sha256 ?? null)
  if (!text.ok) return text
  const sha256 = await sha256Base64url(text.value)
  // A list that an older root signed must be signed anew by the newest one.
  const isHeld = held !== null && confirms(held.snapshot, path, sha256) && held.trust.rootVersion === root.version
  const trust = isHeld ? ok(held.trust) : await verifyTrustList(text.value, root, check)
  if (!trust.ok) return fault(path, trust.error)
  const { version } = trust.value
  if (version < (held?.trust.version ?? 0)) return fault(path, 'artefact/rollback')
  // Each wire has a list of its own, under the same versions.
  const isOfOneWire = held?.snapshot.wire === claimed.wire
  if (isOfOneWire && version === held?.trust.version && !confirms(held.snapshot, path, sha256))
    return fault(path, 'artefact/conflict')
  // Under another version than its own, no honest list that follows it could be named any more.
  const isNamed = confirms(claimed, path, sha256) && claimed.artefacts[path]?.version === version
  return isNamed ? trust : fault(path, 'artefact/mixed')
}
