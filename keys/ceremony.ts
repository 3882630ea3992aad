/** The ceremonies of every authority: making its keys, and publishing its trust list. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { ALGORITHM } from '#evisa/root.ts'
import { KEY_PURPOSES, type KeyPurpose, type TrustedKeyDocument, type TrustListDocument } from '#evisa/trust-list.ts'
import { DEFAULT_WINDOW_SECONDS, type KeysConfig, type RootPassphrases } from './config.ts'
import {
  defaultCustodians,
  handOver,
  openRootKeys,
  type RootAccess,
  type RootKeyFile,
  rootSigner,
  sealRootKeys,
} from './custodians.ts'
import { recordAct } from './journal.ts'
import { KeyError } from './key-error.ts'
import { type KeyPair, makeKeyPair } from './key-pair.ts'
import {
  assertNoStore,
  createKeyStore,
  keyFile,
  readKeyring,
  replaceKeyring,
  writeKey,
  writeKeyring,
  writePublished,
} from './key-store.ts'
import { assertRootLasts, nextTrustList, trustListDocument } from './next-trust-list.ts'
import { encryptPkcs8 } from './pkcs8.ts'
import { readPublishedDocuments } from './published-documents.ts'
import { makeRecoveryToken } from './recovery-token.ts'
import { termsFrom } from './rotation.ts'
import { SPECIMEN_MARK } from './specimen.ts'
import { publishTrustLists, signRoot, signTrustLists } from './trust-documents.ts'

export const ROOT_LIFE_SECONDS = 5 * 365 * 86_400
const MAX_ROOT_KEYS = 16

/** Which store, and what opens its keys. */
export interface KeysAccess extends Pick<KeysConfig, 'dir' | 'passphrase'>, Partial<Pick<KeysConfig, 'pkcs11'>> {}

export interface InitOptions extends KeysAccess, Partial<Pick<RootPassphrases, 'custodianPassphrases'>> {
  readonly now: EpochSeconds
  /** A folder for each root key, 1 to 16; three inside the store unless told. */
  readonly custodians?: readonly string[]
  /** How many root keys must sign; 2 unless told. */
  readonly threshold?: number
  /** Makes the keys of a demonstration. No command asks for it: an authority's own keys never sign specimens. */
  readonly specimen?: true
}

export interface MadeKeys {
  readonly rootFingerprint: string
  readonly rootFiles: readonly RootKeyFile[]
  readonly keys: readonly TrustedKeyDocument[]
  /** By which somebody says later that a backup was restored: to be kept offline, and told nowhere else. */
  readonly recoveryToken: string
}

export interface PublishOptions extends RootAccess {
  readonly now: EpochSeconds
  /** How long a new key is announced before it may sign; 48 hours unless told. */
  readonly windowSeconds?: number
}

/**
 * Makes the root keys, a key for each purpose, the root document and the first trust list. All of it is signed and
 * checked before anything is written. Throws `root/threshold`, `root/custodians`, `store/not-empty`, `file/permissions`,
 * `config/invalid`.
 */
export async function initKeys(options: InitOptions): Promise<MadeKeys> {
  const { dir, passphrase, now, custodians = defaultCustodians(dir), threshold = 2, specimen } = options
  assertThreshold(threshold, custodians.length)
  assertNoStore(dir)
  const roots = await Promise.all(custodians.map(() => makeKeyPair()))
  const sealed = sealRootKeys(roots, custodians, options)
  const signers = roots.map(rootSigner)
  const made = await Promise.all(KEY_PURPOSES.map(async (purpose) => ({ purpose, pair: await makeKeyPair() })))
  const keys = made.map(({ purpose, pair }) => activeKey(pair, purpose, now))
  if (specimen) keys.push(SPECIMEN_MARK)
  const root = await signRoot(signers, {
    version: 1,
    iat: now,
    exp: now + ROOT_LIFE_SECONDS,
    threshold,
    keys: roots.map(({ jwk }) => jwk),
  })
  const trust = await signTrustLists(signers, trustListDocument(1, now, keys), root.root)
  const files = made.map(({ purpose, pair }) => ({
    file: keyFile({ purpose, kid: pair.kid }),
    pem: encryptPkcs8(pair.privateKey, passphrase),
  }))

  // From here on only files are written: an init that is cut off leaves no keyring, and is told apart by that.
  createKeyStore(dir)
  handOver(sealed)
  for (const { file, pem } of files) writeKey(dir, file, pem)
  for (const { kid } of roots) recordAct(dir, { at: now, act: 'init', kid, purpose: 'root', reason: null })
  for (const { kid, purpose } of keys) recordAct(dir, { at: now, act: 'init', kid, purpose, reason: null })
  writePublished(dir, 'root-1.json', root.text)
  publishTrustLists(dir, trust)
  writeKeyring(dir, keys)
  const rootFiles = sealed.map(({ path, kid }) => ({ path, kid }))
  return { rootFingerprint: root.fingerprint, rootFiles, keys, recoveryToken: makeRecoveryToken(dir, now) }
}

/**
 * Signs the keyring as the next version of the trust list, with a fresh expiry, by keys of the newest root. An announced
 * key's window begins with its first publication. Throws `root/threshold`, `root/expired`, `keyring/behind`,
 * `published/unverified`, and what opening a key throws.
 */
export async function publishTrustList(options: PublishOptions): Promise<TrustListDocument> {
  const { dir, now, windowSeconds = DEFAULT_WINDOW_SECONDS } = options
  const { root, trust } = await readPublishedDocuments(dir)
  assertRootLasts(root.root, now)
  const before = readKeyring(dir)
  const next = nextTrustList(before, trust.document, now, windowSeconds)
  const signers = await openRootKeys(options, [...root.root.keys.keys()], root.root.threshold)
  const signed = await signTrustLists(signers, next.document, root.root)

  // The keyring is written first: what is cut off after it announces later than it could, never earlier than scanners heard.
  recordAct(dir, { at: now, act: 'publish', kid: null, purpose: null, reason: null, version: next.document.version })
  replaceKeyring(dir, before, next.keyring)
  publishTrustLists(dir, signed)
  return signed.whole.document
}

/** Throws `root/threshold` for one that could never be met. */
export function assertThreshold(threshold: number, rootKeys: number): void {
  if (threshold >= 1 && threshold <= rootKeys && rootKeys <= MAX_ROOT_KEYS) return
  throw new KeyError('root/threshold', `no ${threshold} of ${rootKeys} root keys can sign: at most ${MAX_ROOT_KEYS}`)
}

function activeKey({ kid, jwk }: KeyPair, purpose: KeyPurpose, now: EpochSeconds): TrustedKeyDocument {
  return { kid, jwk, purpose, alg: ALGORITHM, state: 'active', ...termsFrom(now) }
}
