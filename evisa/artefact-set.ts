/** A set of artefacts that belong together: verified from the pinned root up to every member that its snapshot names. */

import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { type IssuanceRegister, MAX_REGISTER_CHARACTERS, verifyRegister } from './issuance-register.ts'
import { MAX_POLICY_CHARACTERS, type Policy, verifyPolicy } from './policy.ts'
import { fail, ok, type Result } from './result.ts'
import { MAX_ROOT_CHARACTERS, type Root, verifyNextRoot, verifyPinnedRoot } from './root.ts'
import { MAX_ROSTER_CHARACTERS, ROSTER_PATH, type Roster, verifyRoster } from './roster.ts'
import { sha256Base64url } from './sha256.ts'
import {
  confirms,
  MAX_SNAPSHOT_CHARACTERS,
  SNAPSHOT_PATH,
  type Snapshot,
  type SnapshotMember,
  verifySnapshot,
  withAge,
} from './snapshot.ts'
import { type Inflate, MAX_STATUS_LIST_CHARACTERS, type StatusList, verifyStatusList } from './status-list.ts'
import { MAX_TRUST_LIST_CHARACTERS, type PlatformCheck, type TrustList, verifyTrustList } from './trust-list.ts'
import { STATUS_LIST_URN } from './visa-claims.ts'

export interface ArtefactSet {
  /** The roots walked so far, the pinned one first. */
  readonly roots: readonly Root[]
  readonly trust: TrustList
  readonly policy: Policy
  readonly snapshot: Snapshot
  readonly statusLists: ReadonlyMap<string, StatusList>
  readonly registers: ReadonlyMap<string, IssuanceRegister>
  /** Null where the snapshot names none. */
  readonly roster: Roster | null
}

/** How the server and its devices speak: what is published on the second version has room for more. */
export type Wire = 1 | 2

/** The version of the wire that the authority of this set speaks with its devices. */
export function wireOfSet({ snapshot }: Pick<ArtefactSet, 'snapshot'>): Wire {
  return snapshot.wire ?? 1
}

/** Which artefact was not taken, and why. */
export interface SetFault {
  readonly path: string
  readonly fault: ArtefactFault
}

/** Gives the text under a path (`root/1`, `trust`, `status/0`, ...), of this hash where one is known; null if there is none. */
export type ReadArtefact = (path: string, sha256: string | null) => Promise<string | null>

/** What verifying needs of the platform; signatures are checked by jose unless it brings its own check. */
export interface VerifyPlatform {
  readonly inflate: Inflate
  readonly check?: PlatformCheck
}

const LIMITS: readonly (readonly [prefix: string, maxCharacters: number])[] = [
  ['root/', MAX_ROOT_CHARACTERS],
  ['trust', MAX_TRUST_LIST_CHARACTERS],
  ['policy', MAX_POLICY_CHARACTERS],
  ['status/', MAX_STATUS_LIST_CHARACTERS],
  ['register/', MAX_REGISTER_CHARACTERS],
  [ROSTER_PATH, MAX_ROSTER_CHARACTERS],
  [SNAPSHOT_PATH, MAX_SNAPSHOT_CHARACTERS],
]

/** The length from which on an artefact is refused unread. */
export function maxCharactersOf(path: string): number {
  return LIMITS.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 0
}

/** Reads what must be there, and gates its length before anything parses it. */
export async function readBounded(
  read: ReadArtefact,
  path: string,
  sha256: string | null,
): Promise<Result<string, SetFault>> {
  const text = await read(path, sha256)
  if (text === null) return fault(path, 'artefact/missing')
  return text.length > maxCharactersOf(path) ? fault(path, 'artefact/too-large') : ok(text)
}

/**
 * Verifies a set that was accepted before, as storage holds it. Nothing is judged by the time: what has run out is still
 * known, and every decision says so.
 */
export async function loadSet(
  read: ReadArtefact,
  rootFingerprint: string,
  platform: VerifyPlatform,
): Promise<Result<ArtefactSet, SetFault>> {
  const roots = await loadRoots(read, rootFingerprint)
  if (!roots.ok) return roots
  const trustText = await readBounded(read, 'trust', null)
  if (!trustText.ok) return trustText
  const trust = await trustOfAnyRoot(trustText.value, roots.value, platform)
  if (!trust.ok) return fault('trust', trust.error)
  const text = await readBounded(read, SNAPSHOT_PATH, null)
  if (!text.ok) return text
  const snapshot = await verifySnapshot(text.value, trust.value)
  if (!snapshot.ok) return fault(SNAPSHOT_PATH, snapshot.error)
  const isNamed = confirms(snapshot.value, 'trust', await sha256Base64url(trustText.value))
  if (!isNamed) return fault('trust', 'artefact/mixed')
  return verifyMembers({ roots: roots.value, trust: trust.value, snapshot: snapshot.value }, read, platform, null)
}

/** The chain of roots in storage: the pinned one, and each that was walked to since. */
export async function loadRoots(
  read: ReadArtefact,
  rootFingerprint: string,
): Promise<Result<readonly Root[], SetFault>> {
  const pinnedText = await readBounded(read, PINNED_ROOT_PATH, rootFingerprint)
  if (!pinnedText.ok) return pinnedText
  const pinned = await verifyPinnedRoot(pinnedText.value, rootFingerprint)
  if (!pinned.ok) return fault(PINNED_ROOT_PATH, pinned.error)
  const roots = [pinned.value]
  for (;;) {
    const previous = roots.at(-1) as Root
    const path = `root/${previous.version + 1}`
    const text = await read(path, null)
    if (text === null) return ok(roots)
    const root = await verifyNextRoot(text, previous)
    if (!root.ok) return fault(path, root.error)
    roots.push(root.value)
  }
}

/** Storage keeps the pinned root, of whatever version, under this name; the server has every root under its version. */
export const PINNED_ROOT_PATH = 'root/pinned'

// Where a root was walked to while the rest was refused, the trust list that is held was signed under an older root.
async function trustOfAnyRoot(
  text: string,
  roots: readonly Root[],
  { check }: VerifyPlatform,
): Promise<Result<TrustList, ArtefactFault>> {
  let result: Result<TrustList, ArtefactFault> = fail('artefact/threshold')
  for (const root of roots.toReversed()) {
    result = await verifyTrustList(text, root, check)
    if (result.ok) return result
  }
  return result
}

type Frame = Pick<ArtefactSet, 'roots' | 'trust' | 'snapshot'>
type Member = Policy | StatusList | IssuanceRegister | Roster

/**
 * Verifies every member that the snapshot names. One that is held already, by the same hash and version and under the
 * same trust list, is not verified again.
 */
export async function verifyMembers(
  frame: Frame,
  read: ReadArtefact,
  platform: VerifyPlatform,
  held: ArtefactSet | null,
): Promise<Result<ArtefactSet, SetFault>> {
  const { snapshot } = frame
  const trust = withAge(frame.trust, snapshot)
  const reusable = held !== null && sameMember(held.snapshot, snapshot, 'trust') ? held : null
  const statusLists = new Map<string, StatusList>()
  const registers = new Map<string, IssuanceRegister>()
  let policy: Policy | null = null
  let roster: Roster | null = null
  const named = Object.entries(snapshot.artefacts).filter(([path]) => !path.startsWith('root/') && path !== 'trust')
  for (let from = 0; from < named.length; from += AT_ONCE) {
    const verified = await Promise.all(
      named.slice(from, from + AT_ONCE).map(async ([path, member]): Promise<Result<Member, SetFault>> => {
        const kept =
          reusable !== null && sameMember(reusable.snapshot, snapshot, path) ? memberOf(reusable, path) : null
        return kept === null ? verifyMember(path, member, trust, read, platform) : ok(kept)
      }),
    )
    for (const one of verified) {
      if (!one.ok) return one
      if ('editions' in one.value) policy = one.value
      else if ('officers' in one.value) roster = one.value
      else if ('uri' in one.value) statusLists.set(one.value.uri, withAge(one.value, snapshot))
      else registers.set(one.value.kid, one.value)
    }
  }
  if (policy === null) return fault('policy', 'artefact/missing')
  return ok({ roots: frame.roots, trust, policy, snapshot, statusLists, registers, roster })
}

const AT_ONCE = 16

// Versions are compared too: one that is not the text's own would lock honest ones out, and the set would never load again.
function sameMember(one: Snapshot, other: Snapshot, path: string): boolean {
  const [member, same] = [one.artefacts[path], other.artefacts[path]]
  return member !== undefined && member.sha256 === same?.sha256 && member.version === same.version
}

function memberOf(set: ArtefactSet, path: string): Member | null {
  const [kind, name = ''] = path.split('/')
  if (kind === ROSTER_PATH) return set.roster
  if (kind === 'status') return set.statusLists.get(`${STATUS_LIST_URN}${name}`) ?? null
  return kind === 'register' ? (set.registers.get(name) ?? null) : set.policy
}

async function verifyMember(
  path: string,
  { sha256, version }: SnapshotMember,
  trust: TrustList,
  read: ReadArtefact,
  { inflate }: VerifyPlatform,
): Promise<Result<Member, SetFault>> {
  const [kind, name = ''] = path.split('/')
  const bounded = await readBounded(read, path, sha256)
  if (!bounded.ok) return bounded
  const text = bounded.value
  const verify = async (): Promise<Result<{ member: Member; name: string; version: number }, ArtefactFault>> => {
    if (kind === 'status') {
      const list = await verifyStatusList(text, trust, inflate)
      if (!list.ok) return list
      return ok({ member: list.value, name: list.value.uri.slice(STATUS_LIST_URN.length), version: list.value.iat })
    }
    if (kind === 'register') {
      const register = await verifyRegister(text, trust)
      if (!register.ok) return register
      return ok({ member: register.value, name: register.value.kid, version: register.value.iat })
    }
    if (kind === ROSTER_PATH) {
      const roster = await verifyRoster(text, trust)
      return roster.ok ? ok({ member: roster.value, name: '', version: roster.value.version }) : roster
    }
    const policy = await verifyPolicy(text, trust)
    return policy.ok ? ok({ member: policy.value, name: '', version: policy.value.version }) : policy
  }
  const isNamed = (await sha256Base64url(text)) === sha256
  const verified = await verify()
  if (!isNamed) return fault(path, verified.ok ? 'artefact/mixed' : 'artefact/hash')
  if (!verified.ok) return fault(path, verified.error)
  // One list under another's name would take its place; a wrong version would hide that it is an older one.
  if (verified.value.name !== name || verified.value.version !== version) return fault(path, 'artefact/mixed')
  return ok(verified.value.member)
}

export function fault(path: string, code: ArtefactFault): { readonly ok: false; readonly error: SetFault } {
  return { ok: false, error: { path, fault: code } }
}
