/** What is signed, and when it is signed anew: each artefact has a draft, to be compared with what is published. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { Epoch } from '#evisa/epoch.ts'
import { HASH_BYTES, REGISTER_TYP } from '#evisa/issuance-register.ts'
import { POLICY_TYP } from '#evisa/policy.ts'
import { ROSTER_PATH, ROSTER_TYP } from '#evisa/roster.ts'
import {
  confirms,
  peekSnapshot,
  SNAPSHOT_LIFE_SECONDS,
  SNAPSHOT_PATH,
  SNAPSHOT_TYP,
  type SnapshotDocument,
} from '#evisa/snapshot.ts'
import { STATUS_LIST_TYP } from '#evisa/status-list.ts'
import type { KeyPurpose } from '#evisa/trust-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import type { PolicyContent } from '../policy/policy-content.ts'
import { keyFor, type SigningKeys } from '../signing-keys.ts'
import type { LedgerEnd } from '../store/ledger-head.ts'
import type { PublishedArtefact } from '../store/publishing-store.ts'
import type { Store } from '../store/store.ts'
import { isTextOf } from './published-editions.ts'
import type { RosterContent } from './roster-content.ts'
import { type Circle, pathOn } from './wire.ts'

export interface Draft {
  readonly path: string
  readonly typ: string
  readonly purpose: KeyPurpose
  /** The same content is not signed again before it is this old. */
  readonly resignAfterSeconds: number
  /** Whether what was signed that many seconds ago, from content of this hash, is what would be signed now. */
  isStill(contentHash: string, age: number, body?: string): Promise<boolean>
  /** What to sign. Versions of lists and registers are their times. */
  payload(
    iat: EpochSeconds,
    previousVersion: number,
  ): Promise<{ readonly version: number; readonly contentHash: string; readonly payload: unknown }>
}

// A snapshot is signed anew when something changed, and this often when nothing did: it says how old a scanner's data is.
export const SNAPSHOT_RESIGN_SECONDS = 300
const DAY_SECONDS = 86_400
const POLICY_LIFE_SECONDS = 365 * DAY_SECONDS
const STATUS_LIFE_SECONDS = 2 * DAY_SECONDS
const ROSTER_LIFE_SECONDS = 7 * DAY_SECONDS
const HASHES_AT_ONCE = 50_000
const ISSUING_SECONDS = 3600
const compress = promisify(deflate)

export function policyDraft(content: PolicyContent): Draft {
  const contentHash = hashOf(JSON.stringify(content))
  return {
    path: 'policy',
    typ: POLICY_TYP,
    purpose: 'policy',
    resignAfterSeconds: 90 * DAY_SECONDS,
    // The note beside the text is nobody's word: an older policy that was put there is signed over.
    isStill: async (hash, _, body) => hash === contentHash && (body === undefined || isTextOf(body, content.editions)),
    payload: async (iat, previousVersion) => {
      const version = previousVersion + 1
      return { version, contentHash, payload: { version, iat, exp: iat + POLICY_LIFE_SECONDS, ...content } }
    },
  }
}

/** A list is not compared with what is published if no change of it was heard since. */
export function statusDraft(list: number, bytes: Uint8Array, isUnchanged: boolean): Draft {
  return {
    path: `status/${list}`,
    typ: STATUS_LIST_TYP,
    purpose: 'status',
    resignAfterSeconds: DAY_SECONDS,
    isStill: async (hash) => isUnchanged || hash === hashOf(bytes),
    payload: async (iat) => {
      // A copy is made, since the bytes go on changing while it is compressed and signed.
      const copy = Uint8Array.from(bytes)
      const lst = (await compress(copy, { level: 9 })).toString('base64url')
      const status_list = { bits: 2, lst }
      return {
        version: iat,
        contentHash: hashOf(copy),
        payload: { sub: `${STATUS_LIST_URN}${list}`, iat, exp: iat + STATUS_LIFE_SECONDS, status_list },
      }
    },
  }
}

/** The register of a stolen key: all that it truly signed. `settled` keeps the keys of which nothing more will come. */
export function registerDraft(
  kid: string,
  store: Pick<Store, 'countIssued' | 'issuedHashes'>,
  settled: Set<string>,
): Draft {
  return {
    path: `register/${kid}`,
    typ: REGISTER_TYP,
    purpose: 'status',
    resignAfterSeconds: Number.POSITIVE_INFINITY,
    // A visa that was just being issued when the key was reported stolen may be recorded a moment later. Counting takes
    // long: what is still the same after an hour is not counted again.
    isStill: async (hash, age) => {
      if (settled.has(kid)) return true
      const isStill = hash === String(await store.countIssued(kid))
      if (isStill && age > ISSUING_SECONDS) settled.add(kid)
      return isStill
    },
    payload: async (iat) => {
      const pages: Uint8Array[] = []
      for (let after: Uint8Array | null = null; ; ) {
        const page = await store.issuedHashes(kid, after, HASHES_AT_ONCE)
        pages.push(page)
        if (page.length < HASHES_AT_ONCE * HASH_BYTES) break
        after = page.subarray(-HASH_BYTES)
        // Others are waiting for answers: a million hashes take seconds.
        await setImmediate()
      }
      const hashes = Buffer.concat(pages)
      const contentHash = String(hashes.length / HASH_BYTES)
      return { version: iat, contentHash, payload: { kid, iat, hashes: hashes.toString('base64url') } }
    },
  }
}

/** The roster of the border, signed anew when its people change, or each day: past its life what they do is unproven. */
export function rosterDraft(content: RosterContent): Draft {
  const contentHash = hashOf(JSON.stringify(content))
  return {
    path: pathOn('border', ROSTER_PATH),
    typ: ROSTER_TYP,
    purpose: 'roster',
    resignAfterSeconds: DAY_SECONDS,
    isStill: async (hash) => hash === contentHash,
    payload: async (iat, previousVersion) => {
      // Its time, as far as that goes: a store that was restored does not know how many there were.
      const version = Math.max(previousVersion + 1, iat)
      const { rpId: rp_id, origins, officers } = content
      return {
        version,
        contentHash,
        payload: { version, iat, exp: iat + ROSTER_LIFE_SECONDS, rp_id, origins, officers },
      }
    },
  }
}

/** Signs a draft with the key of its purpose, as what follows the artefact that is published. */
export async function signDraft(
  draft: Draft,
  keys: SigningKeys,
  iat: EpochSeconds,
  previous: PublishedArtefact | undefined,
): Promise<PublishedArtefact> {
  const { path } = draft
  const { version, contentHash, payload } = await draft.payload(iat, previous?.version ?? 0)
  const key = keyFor(keys, draft.purpose, iat)
  const body = await key.sign(draft.typ, payload)
  return { path, version, kid: key.kid, signedAt: iat, contentHash, sha256: hashOf(body), body }
}

/** Signs the snapshot of a circle, which names all of these. */
export async function signSnapshot(
  circle: Circle,
  members: ReadonlyMap<string, PublishedArtefact>,
  { version, ledgerEnd, epoch }: { readonly version: number; readonly ledgerEnd: LedgerEnd; readonly epoch: Epoch },
  keys: SigningKeys,
  iat: EpochSeconds,
): Promise<PublishedArtefact> {
  const named = [...members].map(([path, { version, sha256 }]) => [path, { version, sha256 }])
  const payload: SnapshotDocument = {
    version,
    iat,
    exp: iat + SNAPSHOT_LIFE_SECONDS,
    artefacts: Object.fromEntries(named),
    ledger: circle === 1 ? { position: ledgerEnd.position } : ledgerNamed(ledgerEnd),
    ...(circle !== 1 && { wire: 2, epoch }),
  }
  const key = keyFor(keys, 'snapshot', iat)
  const body = await key.sign(SNAPSHOT_TYP, payload)
  const path = pathOn(circle, SNAPSHOT_PATH)
  return { path, version, kid: key.kid, signedAt: iat, contentHash: '', sha256: hashOf(body), body }
}

/** The end of the ledger as artefacts name it: an empty one has no head. */
export function ledgerNamed({ position, head }: LedgerEnd): SnapshotDocument['ledger'] {
  return { position, ...(head !== '' && { head }) }
}

/** Whether a published snapshot is still good: it names exactly these texts, by today's key, not too long ago. */
export function isFreshSnapshot(
  snapshot: PublishedArtefact,
  members: ReadonlyMap<string, PublishedArtefact>,
  keys: SigningKeys,
  iat: EpochSeconds,
  epoch: Epoch,
): boolean {
  const isYoung = iat - snapshot.signedAt < SNAPSHOT_RESIGN_SECONDS
  if (!isYoung || snapshot.kid !== keyFor(keys, 'snapshot', iat).kid) return false
  const said = peekSnapshot(snapshot.body)
  // A new epoch is told at once, whatever else stayed as it was.
  if (said.ok && said.value.wire === 2 && said.value.epoch?.id !== epoch.id) return false
  if (!said.ok || Object.keys(said.value.artefacts).length !== members.size) return false
  return [...members].every(([path, { sha256 }]) => confirms(said.value, path, sha256))
}

/** A document that root keys signed elsewhere, as it is published here. */
export function rootSigned(path: string, version: number, signedAt: EpochSeconds, body: string): PublishedArtefact {
  return { path, version, kid: '', signedAt, contentHash: '', sha256: hashOf(body), body }
}

export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64url')
}
