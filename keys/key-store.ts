/**
 * Where keys are kept: a folder of mode 0700 with one encrypted file a key (mode 0600), the public keyring, and what was
 * published. Read at the start and in ceremonies only, so plain synchronous calls do.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { TrustedKeyDocument } from '#evisa/trust-list.ts'
import { KeyError } from './key-error.ts'
import { type KeyPair, keyPairOf } from './key-pair.ts'
import { decryptPkcs8 } from './pkcs8.ts'
import { assertPrivateFolder, readPrivateFile, replaceFile, writeNewFile } from './private-file.ts'

/** A key's file inside the store, such as `visa-k0N1dK0N1dA.pem` or `root/root-1-k0N1dK0N1dA.pem`. */
export type KeyFile = string
export type PublishedFile = 'root-1.json' | 'trust.json'
export type Keyring = readonly TrustedKeyDocument[]

const KEYRING = 'keyring.json'
const keyringSchema = Compile(Type.Array(TrustedKeyDocument, { maxItems: 1024 }))
const ROOT_KEY_FILE = /^root-[0-9]{1,2}-([A-Za-z0-9_-]{11})\.pem$/

export function keyFile({ purpose, kid }: Pick<TrustedKeyDocument, 'purpose' | 'kid'>): KeyFile {
  return `${purpose}-${kid}.pem`
}

export function rootKeyFile(number: number, kid: string): KeyFile {
  return `root/root-${number}-${kid}.pem`
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
  mkdirSync(join(dir, 'root'), { mode: 0o700 })
  mkdirSync(join(dir, 'published'))
}

/** Writes an encrypted key into a file of its own. Throws `file/exists`. */
export function writeKey(dir: string, file: KeyFile, pem: string): void {
  writeNewFile(join(dir, file), pem, 0o600)
}

/**
 * Opens the key in a file. Throws `file/missing`, `file/permissions`, what `decryptPkcs8` throws, and `key/mismatch` if
 * it is another key than its kid says.
 */
export async function openKey(dir: string, file: KeyFile, kid: string, passphrase: string): Promise<KeyPair> {
  assertStore(dir)
  const path = join(dir, file)
  const pair = await keyPairOf(namingFile(path, () => decryptPkcs8(readPrivateFile(path), passphrase)))
  if (pair.kid !== kid) throw new KeyError('key/mismatch', `${path} holds the key ${pair.kid}, not ${kid}`)
  return pair
}

/** The root keys that lie in this store, in their order; most of the time there should be none. */
export function listRootKeys(dir: string): { readonly file: KeyFile; readonly kid: string }[] {
  assertStore(dir)
  const names = ifThere(() => readdirSync(join(dir, 'root'))) ?? []
  return names.sort().flatMap((name) => {
    const [, kid] = ROOT_KEY_FILE.exec(name) ?? []
    return kid === undefined ? [] : [{ file: `root/${name}`, kid }]
  })
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
    throw new KeyError('keyring/malformed', `${file} is no JSON`, { cause })
  }
  if (keyringSchema.Check(keyring)) return keyring
  const [fault] = keyringSchema.Errors(keyring)
  throw new KeyError('keyring/malformed', `${file} is no keyring: ${fault?.instancePath} ${fault?.message}`)
}

export function writeKeyring(dir: string, keyring: Keyring): void {
  replaceFile(join(dir, KEYRING), `${JSON.stringify(keyring, null, 2)}\n`, 0o644)
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
