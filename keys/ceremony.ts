/** What custodians do: make the keys, publish the trust list; and what the server may: open the keys in use. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { ALGORITHM } from '#evisa/root.ts'
import type { KeyPurpose, TrustedKeyDocument, TrustListDocument } from '#evisa/trust-list.ts'
import type { KeysConfig } from './config.ts'
import { KeyError } from './key-error.ts'
import { type KeyPair, makeKeyPair } from './key-pair.ts'
import {
  assertNoStore,
  createKeyStore,
  type KeyFile,
  keyFile,
  listRootKeys,
  openKey,
  readKeyring,
  readPublished,
  rootKeyFile,
  writeKey,
  writeKeyring,
  writePublished,
} from './key-store.ts'
import { encryptPkcs8 } from './pkcs8.ts'
import { type Signer, signerOfKey } from './signer.ts'
import { checkRoot, checkTrustList, signRoot, signTrustList } from './trust-documents.ts'

const DAY_SECONDS = 86_400
const YEAR_SECONDS = 365 * DAY_SECONDS
const SIGN_SECONDS = YEAR_SECONDS
const VERIFY_AFTER_SIGNING_SECONDS = 2 * YEAR_SECONDS
const ROOT_LIFE_SECONDS = 5 * YEAR_SECONDS
const TRUST_LIST_LIFE_SECONDS = 90 * DAY_SECONDS
const MAX_ROOT_KEYS = 16
const PURPOSES: readonly KeyPurpose[] = ['visa', 'policy', 'status', 'snapshot']

/** Which store, and what opens its keys. */
export type KeysAccess = KeysConfig

export interface InitOptions extends KeysAccess {
  readonly now: EpochSeconds
  /** How many root keys are made: 1 to 16; 3 unless told. */
  readonly rootKeys?: number
  /** How many of them must sign; 2 unless told. */
  readonly threshold?: number
}

export interface MadeKeys {
  readonly rootFingerprint: string
  /** The root keys' files in the store. */
  readonly rootFiles: readonly KeyFile[]
  readonly keys: readonly TrustedKeyDocument[]
}

/**
 * Makes the root keys, a key for each purpose, the root document and the first trust list. All of it is signed and
 * checked before anything is written. Throws `root/threshold`, `store/not-empty`, `file/permissions`.
 */
export async function initKeys(options: InitOptions): Promise<MadeKeys> {
  const { dir, passphrase, now, rootKeys = 3, threshold = 2 } = options
  if (!(threshold >= 1 && threshold <= rootKeys && rootKeys <= MAX_ROOT_KEYS)) {
    throw new KeyError('root/threshold', `no ${threshold} of ${rootKeys} root keys can sign: at most ${MAX_ROOT_KEYS}`)
  }
  assertNoStore(dir)
  const roots = await Promise.all(Array.from({ length: rootKeys }, () => makeKeyPair()))
  const signers = roots.map(rootSigner)
  const made = await Promise.all(PURPOSES.map(async (purpose) => ({ purpose, pair: await makeKeyPair() })))
  const keys = made.map(({ purpose, pair }) => activeKey(pair, purpose, now))
  const { text, fingerprint, root } = await signRoot(signers, {
    version: 1,
    iat: now,
    exp: now + ROOT_LIFE_SECONDS,
    threshold,
    keys: roots.map(({ jwk }) => jwk),
  })
  const trustText = await signTrustList(signers, trustList(1, now, keys), root)

  const rootParts = roots.map((pair, at) => ({ file: rootKeyFile(at + 1, pair.kid), pair }))
  const parts = made.map(({ purpose, pair }) => ({ file: keyFile({ purpose, kid: pair.kid }), pair }))
  const files = [...rootParts, ...parts].map(({ file, pair }) => ({
    file,
    pem: encryptPkcs8(pair.privateKey, passphrase),
  }))

  // From here on only files are written: an init that is cut off leaves no keyring, and is told apart by that.
  createKeyStore(dir)
  for (const { file, pem } of files) writeKey(dir, file, pem)
  writePublished(dir, 'root-1.json', text)
  writePublished(dir, 'trust.json', trustText)
  writeKeyring(dir, keys)
  return { rootFingerprint: fingerprint, rootFiles: rootParts.map(({ file }) => file), keys }
}

/**
 * Signs the keyring as the next version of the trust list, with a fresh expiry, by root keys that lie in `root/`. Throws
 * `root/threshold` if too few of them do, `published/unverified`, and what opening a key throws.
 */
export async function publishTrustList(options: KeysAccess & { now: EpochSeconds }): Promise<TrustListDocument> {
  const { dir, passphrase, now } = options
  const { root } = await checkRoot(readPublished(dir, 'root-1.json'))
  const published = await checkTrustList(readPublished(dir, 'trust.json'), root)
  const held = listRootKeys(dir).filter(({ kid }) => root.keys.has(kid))
  if (held.length < root.threshold) {
    const message = `${dir}/root holds ${held.length} root keys; ${root.threshold} are needed to publish: copy them back`
    throw new KeyError('root/threshold', message)
  }
  const signers: Signer[] = []
  for (const { file, kid } of held.slice(0, root.threshold)) {
    signers.push(rootSigner(await openKey(dir, file, kid, passphrase)))
  }
  const document = trustList(published.version + 1, now, readKeyring(dir))
  writePublished(dir, 'trust.json', await signTrustList(signers, document, root))
  return document
}

/**
 * Opens the active key of each purpose, for the server; never a root key. A purpose without an active key is not in
 * the map; of several the newest is. Throws what opening a key throws.
 */
export async function openSigners({ dir, passphrase }: KeysAccess): Promise<ReadonlyMap<KeyPurpose, Signer>> {
  const active = readKeyring(dir).filter(({ state }) => state === 'active')
  const newest = new Map(active.toSorted((a, b) => a.active_from - b.active_from).map((key) => [key.purpose, key]))
  const signers = new Map<KeyPurpose, Signer>()
  for (const [purpose, key] of newest) {
    const { privateKey } = await openKey(dir, keyFile(key), key.kid, passphrase)
    signers.set(purpose, signerOfKey(key.kid, purpose, privateKey))
  }
  return signers
}

function rootSigner({ kid, privateKey }: KeyPair): Signer {
  return signerOfKey(kid, 'root', privateKey)
}

function activeKey({ kid, jwk }: KeyPair, purpose: KeyPurpose, now: EpochSeconds): TrustedKeyDocument {
  const sign_until = now + SIGN_SECONDS
  const verify_until = sign_until + VERIFY_AFTER_SIGNING_SECONDS
  return { kid, jwk, purpose, alg: ALGORITHM, state: 'active', active_from: now, sign_until, verify_until }
}

function trustList(version: number, now: EpochSeconds, keys: readonly TrustedKeyDocument[]): TrustListDocument {
  return { version, iat: now, exp: now + TRUST_LIST_LIFE_SECONDS, keys: [...keys] }
}
