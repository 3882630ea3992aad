/** The ceremony that makes the next root: keys of the previous one hand over, its own take over. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { TrustListDocument } from '#evisa/trust-list.ts'
import { assertThreshold, ROOT_LIFE_SECONDS } from './ceremony.ts'
import { DEFAULT_WINDOW_SECONDS } from './config.ts'
import { handOver, openRootKeys, type RootAccess, type RootKeyFile, rootSigner, sealRootKeys } from './custodians.ts'
import { recordAct } from './journal.ts'
import { KeyError } from './key-error.ts'
import { makeKeyPair } from './key-pair.ts'
import { readKeyring, replaceKeyring, writePublished } from './key-store.ts'
import { nextTrustList } from './next-trust-list.ts'
import { readPublishedDocuments } from './published-documents.ts'
import { publishTrustLists, type SignedRoot, signNextRoot, signTrustLists } from './trust-documents.ts'

export interface RotateRootOptions extends RootAccess {
  readonly now: EpochSeconds
  /** A folder for each new root key. */
  readonly custodians: readonly string[]
  /** The kids of the root keys that new ones take the place of; all unless told. */
  readonly replace?: readonly string[]
  /** How many root keys must sign from now on; as before unless told. */
  readonly threshold?: number
  readonly reason?: string | null
  readonly windowSeconds?: number
}

export interface RotatedRoot {
  readonly root: SignedRoot
  readonly rootFiles: readonly RootKeyFile[]
  readonly trustList: TrustListDocument
}

// A root document holds no more signatures.
const MAX_SIGNATURES = 16

/**
 * Makes the next root document and signs the trust list anew by it. All of it is signed and checked before anything is
 * written: first the custodians' keys, then the root, then the trust list. Cut off before the root is written, it is
 * done again; after, `publishTrustList` by the new keys goes on. Throws `root/threshold`, `root/custodians`,
 * `root/unknown-key`, and what `publishTrustList` throws.
 */
export async function rotateRoot(options: RotateRootOptions): Promise<RotatedRoot> {
  const { dir, now, custodians, reason = null, windowSeconds = DEFAULT_WINDOW_SECONDS } = options
  const { root: previous, trust } = await readPublishedDocuments(dir)
  const kids = [...previous.root.keys.keys()]
  const { replace = kids, threshold = previous.root.threshold } = options
  const kept = kids.filter((kid) => !replace.includes(kid))
  assertReplaceable(options, kids, kept.length)
  assertThreshold(threshold, kept.length + custodians.length)
  const pairs = await Promise.all(custodians.map(() => makeKeyPair()))
  const sealed = sealRootKeys(pairs, custodians, options)

  // Those that stay sign first: a key is replaced because it is lost, or better not used again.
  const needed = Math.max(previous.root.threshold, threshold - pairs.length)
  const old = await openRootKeys(options, [...kept, ...kids.filter((kid) => !kept.includes(kid))], needed)
  const own = [...pairs.map(rootSigner), ...old.filter(({ kid }) => kept.includes(kid))]
  const signers = [...new Set([...old, ...own])].slice(0, MAX_SIGNATURES)
  const keptKeys = previous.document.keys.filter((_, at) => kept.includes(kids[at] ?? ''))
  const document = {
    version: previous.root.version + 1,
    iat: now,
    exp: now + ROOT_LIFE_SECONDS,
    threshold,
    keys: [...keptKeys, ...pairs.map(({ jwk }) => jwk)],
  }
  const root = await signNextRoot(signers, document, previous.root)
  const before = readKeyring(dir)
  const next = nextTrustList(before, trust.document, now, windowSeconds)
  const signed = await signTrustLists(own.slice(0, threshold), next.document, root.root)

  handOver(sealed)
  const { version } = document
  for (const { kid } of pairs) recordAct(dir, { at: now, act: 'rotate-root', kid, purpose: 'root', reason, version })
  writePublished(dir, `root-${version}.json`, root.text)
  recordAct(dir, { at: now, act: 'publish', kid: null, purpose: null, reason, version: next.document.version })
  replaceKeyring(dir, before, next.keyring)
  publishTrustLists(dir, signed)
  return { root, rootFiles: sealed.map(({ path, kid }) => ({ path, kid })), trustList: signed.whole.document }
}

function assertReplaceable(
  { replace, custodians }: RotateRootOptions,
  kids: readonly string[],
  keptCount: number,
): void {
  if (replace === undefined) return
  const unknown = replace.find((kid) => !kids.includes(kid))
  if (unknown !== undefined) {
    throw new KeyError('root/unknown-key', `${unknown} is no key of the newest root: they are ${kids.join(', ')}`)
  }
  const replaced = kids.length - keptCount
  if (replaced === custodians.length) return
  const message = `${replaced} root keys are replaced, so ${replaced} --custodian folders are needed, one for each`
  throw new KeyError('root/custodians', message)
}
