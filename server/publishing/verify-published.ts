/** The checks of a scanner, made here first: what no scanner would take is never put in place. All of them throw. */
import { type ArtefactSet, loadRoots, PINNED_ROOT_PATH, type SetFault, verifyMembers } from '#evisa/artefact-set.ts'
import { type Root, rootFingerprint } from '#evisa/root.ts'
import { SNAPSHOT_PATH, verifySnapshot } from '#evisa/snapshot.ts'
import { FIRST_PURPOSES, type TrustList, verifyTrustList } from '#evisa/trust-list.ts'
import { checkOnPool } from '../../platform/check-signature.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'
import type { SigningKeys } from '../signing-keys.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import { type Artefacts, type Circle, circlesOf, membersOn, pathOn } from './wire.ts'

/** What the custodians published: everything else stands on it. */
export interface Anchors {
  readonly roots: readonly Root[]
  readonly trust: TrustList
  /** What scanners of wire version 1 take in its place. */
  readonly firstTrust: TrustList
}

export async function verifyKeys(keys: SigningKeys): Promise<Anchors> {
  const texts = new Map(keys.roots.map((text, at) => [at === 0 ? PINNED_ROOT_PATH : `root/${at + 1}`, text]))
  const roots = await loadRoots(async (path) => texts.get(path) ?? null, await rootFingerprint(keys.roots[0] ?? ''))
  if (!roots.ok) throw new Error(`the root document is not usable: ${said(roots.error)}`)
  const verify = async (text: string) => {
    const trust = await verifyTrustList(text, roots.value.at(-1) as Root, checkOnPool)
    if (!trust.ok) throw new Error(`the trust list is not usable: ${trust.error}`)
    return trust.value
  }
  const trust = await verify(keys.trustText)
  const firstTrust = keys.firstTrustText === null ? trust : await verify(keys.firstTrustText)
  if (![...firstTrust.keys.values()].every(({ purpose }) => FIRST_PURPOSES.includes(purpose)))
    throw new Error('the trust list is not usable: scanners of before do not know all of its purposes')
  return { roots: roots.value, trust, firstTrust }
}

/** Throws for roots or a trust list behind those that were published: scanners that hold them would refuse all. */
export function assertNotBehind(members: Artefacts, before: Artefacts): void {
  const [root, ownRoot] = [before.get('root/1'), members.get('root/1')]
  if (root !== undefined && ownRoot !== undefined && root.sha256 !== ownRoot.sha256) {
    throw new Error(
      'the store stands on the keys of another authority, or of a demonstration, and these keys are others: set EVISA_DATA_DIR ' +
        '(or DATABASE_URL) to a place of their own, or EVISA_KEYS_DIR and its passphrase to the keys of that store',
    )
  }
  const isRooted = ({ path }: PublishedArtefact) => path === 'trust' || path.startsWith('root/')
  const whole = before.get(pathOn(2, 'trust'))
  for (const { path, version, sha256 } of [...[...before.values()].filter(isRooted), ...(whole ? [whole] : [])]) {
    const member = members.get(path)
    if (member !== undefined && (member.version > version || member.sha256 === sha256)) continue
    // Whatever the wire, it is what lies there under this name.
    const name = path.replace(pathOn(2, ''), '')
    const instead = member === undefined ? 'is gone' : `was replaced by version ${member.version}`
    throw new Error(
      `${name} of version ${version} ${instead}, after it was published: the keys are an older copy, put the newest one back`,
    )
  }
}

/** Verifies the snapshots and all that they name; what is in `held` already is not verified again. */
export async function verifyPublished(
  artefacts: Artefacts,
  { roots, trust, firstTrust }: Anchors,
  held: ArtefactSet | null,
): Promise<ArtefactSet> {
  const verify = async (circle: Circle, by: TrustList) => {
    const snapshot = await verifySnapshot(artefacts.get(pathOn(circle, SNAPSHOT_PATH))?.body ?? '', by)
    if (!snapshot.ok) throw new Error(`the snapshot would not be believed: ${snapshot.error}`)
    return snapshot.value
  }
  await verify(1, firstTrust)
  const ofSecond = await verify(2, trust)
  // The border's set has all of the second wire's, and its people.
  const widest = circlesOf(artefacts).at(-1) ?? 2
  const snapshot = widest === 2 ? ofSecond : await verify(widest, trust)
  const members = membersOn(widest, artefacts)
  const read = async (path: string) => members.get(path)?.body ?? null
  const platform = { inflate: inflateBytes, check: checkOnPool }
  const set = await verifyMembers({ roots, trust, snapshot }, read, platform, held)
  if (!set.ok && set.error.path === 'policy') {
    throw new Error(`the policy is not usable: ${set.error.fault}; compare it with fixtures/policy.json`)
  }
  if (!set.ok) throw new Error(`an artefact would not be believed: ${said(set.error)}`)
  return set.value
}

function said({ path, fault }: SetFault): string {
  return `${path}: ${fault}`
}
