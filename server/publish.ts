/** Publishing: the authority's signed artefacts, kept fresh, and what the server itself knows by them. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { type EpochSeconds, timeZoneDataIsCurrent } from '#evisa/civil-date.ts'
import { highestSignedTime, type Knowledge, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { POLICY_TYP, type Policy, type PolicyDocument, verifyPolicy } from '#evisa/policy.ts'
import { rootFingerprint, verifyPinnedRoot } from '#evisa/root.ts'
import { STATUS_LIST_TYP, type StatusList, statusBytes, verifyStatusList } from '#evisa/status-list.ts'
import { verifyTrustList } from '#evisa/trust-list.ts'
import { STATUS_LIST_URN } from '#evisa/visa-claims.ts'
import { checkByNode } from '../platform/check-signature.ts'
import { inflateBytes } from '../platform/inflate-bytes.ts'
import { VISAS_ISSUED_A_LIST } from './issue-visa.ts'
import type { Store } from './store/store.ts'

/** Signs a payload as a compact JWS of a `typ`. */
export type Sign = (typ: string, payload: unknown) => Promise<string>

export interface PublisherOptions {
  /** The root document and the trust list, as the key custodians signed them. */
  readonly rootText: string
  readonly trustText: string
  readonly policy: Omit<PolicyDocument, 'version' | 'iat' | 'exp'>
  readonly signPolicy: Sign
  readonly signStatus: Sign
  readonly store: Store
  readonly now: () => EpochSeconds
}

export interface Publisher {
  readonly rootFingerprint: string
  readonly policy: Policy
  /** An artefact by its path under `/v1/artefacts/`; null if there is none. */
  artefact(path: string): Promise<Artefact | null>
  /** To be called after a status or the used entries of a visa of this list changed. */
  statusChanged(listUri: string): void
  /** What the server knows: the same artefacts through the same checks, and the ledger itself. */
  knowledge(): Promise<Knowledge>
}

export interface Artefact {
  readonly contentType: string
  readonly body: string
  readonly etag: string
}

const POLICY_LIFE_SECONDS = 365 * 86_400
const STATUS_LIFE_SECONDS = 48 * 3600
// A list is signed anew when it changed, and this often when it did not: its age is how old a scanner's data is.
const STATUS_RESIGN_SECONDS = 300
const compress = promisify(deflate)

/** Signs the policy, checks every artefact as a scanner would, and throws if one would not be taken. */
export async function makePublisher(options: PublisherOptions): Promise<Publisher> {
  const { rootText, trustText, store, now } = options
  const fingerprint = await rootFingerprint(rootText)
  const root = await verifyPinnedRoot(rootText, fingerprint)
  if (!root.ok) throw new Error(`the root document is not usable: ${root.error}`)
  const trust = await verifyTrustList(trustText, root.value, checkByNode)
  if (!trust.ok) throw new Error(`the trust list is not usable: ${trust.error}`)
  const contentHash = createHash('sha256').update(JSON.stringify(options.policy)).digest('base64url')
  const version = await store.versionOf('policy', contentHash)
  const iat = now()
  const policyJws = await options.signPolicy(POLICY_TYP, {
    ...options.policy,
    version,
    iat,
    exp: iat + POLICY_LIFE_SECONDS,
  })
  const policy = await verifyPolicy(policyJws, trust.value)
  if (!policy.ok) throw new Error(`the policy is not usable: ${policy.error}; compare it with fixtures/policy.json`)

  const fixed: ReadonlyMap<string, Artefact> = new Map([
    ['root/1', artefactOf('application/jose+json', rootText)],
    ['trust', artefactOf('application/jose+json', trustText)],
    ['policy', artefactOf('application/jwt', policyJws)],
  ])
  const lists = statusLists(store, options.signStatus, now)
  const first = await lists.artefact('status/0')
  const taken = await verifyStatusList(first?.body ?? '', trust.value, inflateBytes)
  if (!taken.ok) throw new Error(`the status lists are not usable: ${taken.error}`)
  return {
    rootFingerprint: fingerprint,
    policy: policy.value,
    artefact: async (path) => fixed.get(path) ?? (await lists.artefact(path)),
    statusChanged: lists.changed,
    knowledge: async () => {
      const statusListsByUri = await lists.current()
      const known = { trust: trust.value, policy: policy.value, snapshot: null, statusLists: statusListsByUri }
      return {
        ...NOTHING_KNOWN,
        ...known,
        ledger: { asOf: now(), eventsOf: (visaNumber) => store.eventsOf(visaNumber) },
        timeFloor: highestSignedTime(known),
        timeZoneDataIsCurrent: timeZoneDataIsCurrent(),
        online: true,
      }
    },
  }
}

function statusLists(store: Store, sign: Sign, now: () => EpochSeconds) {
  const bytes = new Map<string, Promise<Uint8Array>>()
  const signed = new Map<string, { readonly artefact: Promise<Artefact>; readonly iat: EpochSeconds }>()

  // The promise is kept, not its value: what was asked for before a change can never overwrite what came after it.
  const bytesOf = (uri: string): Promise<Uint8Array> => {
    const held = bytes.get(uri)
    if (held !== undefined) return held
    const made = store.statusesOf(Number(uri.slice(STATUS_LIST_URN.length))).then(statusBytes)
    return keepUnlessFailed(bytes, uri, made, made)
  }
  const signList = async (uri: string, iat: EpochSeconds): Promise<Artefact> => {
    // Read anew: an old list under a new time would tell every scanner that nothing was revoked meanwhile.
    bytes.delete(uri)
    const lst = (await compress(await bytesOf(uri), { level: 9 })).toString('base64url')
    const payload = { sub: uri, iat, exp: iat + STATUS_LIFE_SECONDS, status_list: { bits: 2, lst } }
    return artefactOf('application/statuslist+jwt', await sign(STATUS_LIST_TYP, payload))
  }
  const countLists = async () => Math.floor((await store.countVisas()) / VISAS_ISSUED_A_LIST) + 1

  return {
    changed: (uri: string) => {
      bytes.delete(uri)
      signed.delete(uri)
    },
    current: async (): Promise<Map<string, StatusList>> => {
      const iat = now()
      const count = await countLists()
      const current = new Map<string, StatusList>()
      for (let list = 0; list < count; list++) {
        const uri = `${STATUS_LIST_URN}${list}`
        current.set(uri, { uri, iat, exp: iat + STATUS_LIFE_SECONDS, bytes: await bytesOf(uri) })
      }
      return current
    },
    artefact: async (path: string): Promise<Artefact | null> => {
      const [, number] = /^status\/(0|[1-9][0-9]{0,4})$/.exec(path) ?? []
      if (number === undefined || Number(number) >= (await countLists())) return null
      const uri = `${STATUS_LIST_URN}${number}`
      const held = signed.get(uri)
      const iat = now()
      if (held !== undefined && iat - held.iat < STATUS_RESIGN_SECONDS) return held.artefact
      const artefact = signList(uri, iat)
      return keepUnlessFailed(signed, uri, { artefact, iat }, artefact)
    },
  }
}

// A failure is told to those who asked and not kept: the next one asks anew.
function keepUnlessFailed<K, V, T>(kept: Map<K, V>, key: K, value: V, made: Promise<T>): Promise<T> {
  kept.set(key, value)
  made.catch(() => {
    if (kept.get(key) === value) kept.delete(key)
  })
  return made
}

function artefactOf(contentType: string, body: string): Artefact {
  return { contentType, body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
}
