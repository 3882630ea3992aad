/**
 * Where keys are kept: a folder of mode 0700 with one encrypted file a key (mode 0600), the public keyring, and what was
 * published. It is read at the start and in ceremonies only, so plain synchronous calls do.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { KEY_PURPOSES, type KeyPurpose, TrustedKeyDocument } from '#evisa/trust-list.ts'
import { KeyError } from './key-error.ts'
import { type KeyPair, keyPairOf } from './key-pair.ts'
import { decryptPkcs8 } from './pkcs8.ts'
import { assertPrivateFolder, readPrivateFile, replaceFile, writeNewFile } from './private-file.ts'
import { type Keyring, MAX_KEYS } from './rotation.ts'

/** A key's file inside the store, such as `visa-k0N1dK0N1dA.pem`. */
export type KeyFile = string
/** `first-trust-N.json` is what scanners of wire version 1 take in the place of the `trust.json` of version N. */
export type PublishedFile = 'trust.json' | `first-trust-${number}.json` | `root-${number}.json`

const KEYRING = 'keyring.json'
// Unlike a published list, which may be a later program's, it has no purpose that is not known here.
const OwnKey = Type.Object(
  { ...TrustedKeyDocument.properties, purpose: Type.Unsafe<KeyPurpose>({ type: 'string', enum: KEY_PURPOSES }) },
  { additionalProperties: false },
)
const keyringSchema = Compile(Type.Array(OwnKey, { maxItems: MAX_KEYS }))

export function keyFile({ purpose, kid }: Pick<TrustedKeyDocument, 'purpose' | 'kid'>): KeyFile {
  return `${purpose}-${kid}.pem`
}

/** Throws `store/not-empty` unless this folder is empty or is not there yet. */
export function assertNoStore(dir: string): void {
  const [found] = ifThere(() => readdirSync(dir)) ?? []
  if (found === undefined) return
  throw new KeyError('store/not-empty', `${dir} already holds ${found}: keys are made in an empty folder only`)
}

/** Makes an empty store. Throws `store/not-empty`, `file/permissions`. */
export function createKeyStore(dir: string): void {
  assertNoStore(dir)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  assertPrivateFolder(dir)
  mkdirSync(join(dir, 'published'))
}

/** Writes an encrypted key into a file of its own. Throws `file/exists`. */
export function writeKey(dir: string, file: KeyFile, pem: string): void {
  writeNewFile(join(dir, file), pem, 0o600)
}

/** Whether this store has a file of this name; a key without one may be in a token. */
export function holdsKey(dir: string, file: KeyFile): boolean {
  return existsSync(join(dir, file))
}

/** Opens the key in a file of this store. Throws what `openKeyFile` throws, and `store/missing`. */
export async function openKey(dir: string, file: KeyFile, kid: string, passphrase: string): Promise<KeyPair> {
  assertStore(dir)
  return openKeyFile(join(dir, file), kid, passphrase)
}

/**
 * Opens the key in a file. Throws `file/missing`, `file/permissions`, what `decryptPkcs8` throws, and `key/mismatch` if
 * it is another key than its kid says.
 */
export async function openKeyFile(path: string, kid: string, passphrase: string): Promise<KeyPair> {
  const pair = await keyPairOf(namingFile(path, () => decryptPkcs8(readPrivateFile(path), passphrase)))
  if (pair.kid !== kid) throw new KeyError('key/mismatch', `${path} holds the key ${pair.kid}, not ${kid}`)
  return pair
}

/** Reads the public keyring. Throws `store/missing`, `file/permissions`, `keyring/malformed`. */
export function readKeyring(dir: string): Keyring {
  assertStore(dir)
  const file = join(dir, KEYRING)
  const text = readPublicFile(file)
  let keyring: unknown
  try {
    keyring = JSON.parse(text)
  } catch (cause) {
    throw new KeyError('keyring/malformed', `${file} is no JSON: put the newest copy of it in its place`, { cause })
  }
  if (keyringSchema.Check(keyring)) return keyring
  const [, [fault]] = keyringSchema.Errors(keyring)
  throw new KeyError(
    'keyring/malformed',
    `${file} is no keyring (${fault?.instancePath} ${fault?.message}): put the newest copy of it in its place`,
  )
}

export function writeKeyring(dir: string, keyring: Keyring): void {
  replaceFile(join(dir, KEYRING), `${JSON.stringify(keyring, null, 2)}\n`, 0o644)
}

/** Writes the keyring that follows the one that was read. Throws `store/changed` if that is not there any more. */
export function replaceKeyring(dir: string, before: Keyring, after: Keyring): void {
  if (!isDeepStrictEqual(readKeyring(dir), before)) {
    throw new KeyError('store/changed', `another command changed ${KEYRING} meanwhile: run this one again`)
  }
  writeKeyring(dir, after)
}

/** The versions of the root documents that were published, in their order. */
export function publishedRoots(dir: string): number[] {
  assertStore(dir)
  const names = ifThere(() => readdirSync(join(dir, 'published'))) ?? []
  const versions = names.flatMap((name) => /^root-([1-9][0-9]{0,8})\.json$/.exec(name)?.[1] ?? [])
  return versions.map(Number).sort((a, b) => a - b)
}

/** Reads a published document. Throws `store/missing`, `file/missing`, `file/permissions`. */
export function readPublished(dir: string, file: PublishedFile): string {
  assertStore(dir)
  return readPublicFile(join(dir, 'published', file))
}

export function writePublished(dir: string, file: PublishedFile, text: string): void {
  replaceFile(join(dir, 'published', file), text, 0o644)
}

/** The keyring is written last, so a folder without one holds no keys, or the remains of an init that was cut off. */
function assertStore(dir: string): void {
  const names = ifThere(() => readdirSync(dir)) ?? []
  if (!names.includes(KEYRING)) {
    const mend =
      names.length === 0 ? 'run npm run keys -- init' : 'an init was cut off, or it was moved; see keys/README.md'
    throw new KeyError('store/missing', `there is no ${KEYRING} in ${dir}: ${mend}`)
  }
  assertPrivateFolder(dir)
}

function readPublicFile(file: string): string {
  const text = ifThere(() => readFileSync(file, 'utf8'))
  if (text !== undefined) return text
  throw new KeyError('file/missing', `there is no file ${file}`)
}

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

function namingFile<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof KeyError) || error.message.includes(path)) throw error
    throw new KeyError(error.code, `${path}: ${error.message}`, { cause: error })
  }
}
