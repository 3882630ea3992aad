/** What speaks against an offered set that verifies: older than what is held, run out, or too new to be true. */
import type { ArtefactSet, SetFault } from './artefact-set.ts'
import type { EpochSeconds } from './civil-date.ts'
import { epochFault } from './epoch.ts'
import type { Root } from './root.ts'
import { ROSTER_PATH } from './roster.ts'
import { SNAPSHOT_PATH, type Snapshot } from './snapshot.ts'
import type { TrustList } from './trust-list.ts'
import { STATUS_LIST_URN } from './visa-claims.ts'

/** A refusal; with the signed time that it made known, where a genuine snapshot lies far ahead of the clock. */
export interface Refusal extends SetFault {
  readonly signedTime?: EpochSeconds
}

// A server signs far less often. More would be a version out of the air, to lock honest ones out for ever.
const MAX_VERSIONS_A_SECOND = 100
const VERSIONS_AT_ONCE = 1000
const MAX_AHEAD_SECONDS = 24 * 3600

/** Judges the root and the trust list by the time; null where nothing speaks against them. */
export function judgeAnchors(root: Root, { iat, exp }: TrustList, surelyNow: EpochSeconds): Refusal | null {
  if (surelyNow > root.exp) return { path: `root/${root.version}`, fault: 'artefact/expired' }
  if (surelyNow > exp) return { path: 'trust', fault: 'artefact/expired' }
  return isTooFarAhead(iat, surelyNow) ? { path: 'trust', fault: 'artefact/fast-forward', signedTime: iat } : null
}

/** Judges a snapshot beside the one before it; null where nothing speaks against it. */
export function judgeSnapshot(snapshot: Snapshot, before: ArtefactSet | null, surelyNow: EpochSeconds): Refusal | null {
  const path = SNAPSHOT_PATH
  const { version, iat, exp } = snapshot
  const other = epochFault(before?.snapshot.epoch, snapshot.epoch)
  if (other !== null) return { path, fault: other }
  if (before !== null && version < before.snapshot.version) return { path, fault: 'artefact/rollback' }
  const isOfOneWire = before?.snapshot.wire === snapshot.wire
  if (before !== null && isOfOneWire && version === before.snapshot.version && snapshot.text !== before.snapshot.text) {
    return { path, fault: 'artefact/conflict' }
  }
  if (surelyNow > exp) return { path, fault: 'artefact/frozen' }
  if (isTooFarAhead(iat, surelyNow)) return { path, fault: 'artefact/fast-forward', signedTime: iat }
  const mostVersions = before && VERSIONS_AT_ONCE + MAX_VERSIONS_A_SECOND * Math.max(0, iat - before.snapshot.iat)
  const jumped = before !== null && mostVersions !== null && version - before.snapshot.version > mostVersions
  return jumped ? { path, fault: 'artefact/fast-forward' } : null
}

/** Compares what a snapshot names with what was named before: nothing goes back, nothing gets lost. */
export function judgeMembers(snapshot: Snapshot, before: ArtefactSet | null, trust: TrustList): Refusal | null {
  for (const [path, { version, sha256 }] of Object.entries(before?.snapshot.artefacts ?? {})) {
    const named = snapshot.artefacts[path]
    // A register is needed for as long as its key counts as stolen: without it no visa of that key could be cleared.
    // A roster goes with the last key that could sign one: else a stolen key would keep the border from all that is new.
    const mayGo =
      path === ROSTER_PATH
        ? ![...trust.keys.values()].some(({ purpose, state }) => purpose === 'roster' && state !== 'compromised')
        : path.startsWith('register/') && trust.keys.get(path.slice('register/'.length))?.state !== 'compromised'
    if (named === undefined && !mayGo) return { path, fault: 'artefact/missing' }
    if (named === undefined) continue
    if (named.version < version) return { path, fault: 'artefact/rollback' }
    // A list may change twice within the second that is its version.
    const isCounted = path === 'policy' || path === ROSTER_PATH || path.startsWith('root/')
    if (isCounted && named.version === version && named.sha256 !== sha256) return { path, fault: 'artefact/conflict' }
  }
  return null
}

/** Finds what has run out, or lies far ahead of the clock; null where nothing does. */
export function judgeTimes(set: ArtefactSet, surelyNow: EpochSeconds): Refusal | null {
  const { policy, statusLists, registers, roster } = set
  const members = [
    { path: 'policy', iat: policy.iat, exp: policy.exp },
    ...(roster === null ? [] : [{ path: ROSTER_PATH, iat: roster.iat, exp: Number.POSITIVE_INFINITY }]),
    ...[...statusLists.values()].map(({ uri, iat, exp }) => ({ path: statusPath(uri), iat, exp })),
    ...[...registers.values()].map(({ kid, iat }) => ({ path: `register/${kid}`, iat, exp: Number.POSITIVE_INFINITY })),
  ]
  for (const { path, iat, exp } of members) {
    if (surelyNow > exp) return { path, fault: 'artefact/expired' }
    if (isTooFarAhead(iat, surelyNow)) return { path, fault: 'artefact/fast-forward', signedTime: iat }
  }
  return null
}

function statusPath(uri: string): string {
  return `status/${uri.slice(STATUS_LIST_URN.length)}`
}

function isTooFarAhead(iat: EpochSeconds, surelyNow: EpochSeconds): boolean {
  return iat > surelyNow + MAX_AHEAD_SECONDS
}

/** Whether the key that signed a snapshot is still one to be believed. */
export function isBelieved({ kid }: Pick<Snapshot, 'kid'>, trust: TrustList): boolean {
  const key = trust.keys.get(kid)
  return key?.purpose === 'snapshot' && key.state !== 'compromised'
}
