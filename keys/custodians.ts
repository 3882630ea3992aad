/** Where root keys lie: each in a folder of its own, with a custodian of its own, and back together only for a ceremony. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { RootPassphrases } from './config.ts'
import { KeyError } from './key-error.ts'
import type { KeyPair } from './key-pair.ts'
import { openKeyFile } from './key-store.ts'
import { encryptPkcs8 } from './pkcs8.ts'
import { assertPrivateFolder, writeNewFile } from './private-file.ts'
import { type Signer, signerOfKey } from './signer.ts'

/** Where root keys may be found, and what may open them. */
export interface RootAccess extends Partial<RootPassphrases> {
  readonly dir: string
  /** Folders to look in, instead of the store's own `root/` and the folders in it. */
  readonly rootFolders?: readonly string[]
}

export interface RootKeyFile {
  readonly path: string
  readonly kid: string
}

/** A root key on its way to a custodian: encrypted, not yet written. */
export interface SealedRootKey extends RootKeyFile {
  readonly folder: string
  readonly pem: string
}

const ROOT_KEY_FILE = /^root-[0-9]{1,2}-([A-Za-z0-9_-]{11})\.pem$/

/** The folders of the custodians inside a store, for those who name none. */
export function defaultCustodians(dir: string): string[] {
  return [1, 2, 3].map((number) => join(dir, 'root', `custodian-${number}`))
}

/**
 * Encrypts a root key for each custodian, by the passphrase of that custodian if they have their own. Throws
 * `root/custodians` unless each key gets a folder of its own, `config/invalid`, `file/permissions`; writes nothing.
 */
export function sealRootKeys(
  pairs: readonly KeyPair[],
  custodians: readonly string[],
  { dir, custodianPassphrases = [], passphrase }: RootAccess,
): SealedRootKey[] {
  const folders = custodians.map((folder) => resolve(folder))
  if (new Set([resolve(dir), ...folders]).size !== folders.length + 1 || folders.length !== pairs.length) {
    throw new KeyError('root/custodians', 'each root key needs a custodian folder of its own, outside the other keys')
  }
  for (const folder of folders.filter((one) => existsSync(one))) assertPrivateFolder(folder)
  return pairs.map(({ kid, privateKey }, at) => {
    const own = custodianPassphrases.length === 0 ? passphrase : custodianPassphrases[at]
    if (own === undefined) {
      const has = `${custodianPassphrases.length} passphrases are set for ${pairs.length} custodians`
      throw new KeyError('config/invalid', `${has}: EVISA_CUSTODIAN_PASSPHRASE_FILES takes a file for each, in order`)
    }
    const folder = folders[at] as string
    const path = join(folder, `root-${at + 1}-${kid}.pem`)
    return { folder, path, kid, pem: encryptPkcs8(privateKey, own) }
  })
}

/** Gives each custodian the key. Throws `file/exists`, `file/permissions`. */
export function handOver(sealed: readonly SealedRootKey[]): void {
  for (const { folder, path, pem } of sealed) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    assertPrivateFolder(folder)
    writeNewFile(path, pem, 0o600)
  }
}

/** The root keys that lie in these folders, or in the store itself; there should be none there most of the time. */
export function findRootKeys({ dir, rootFolders }: RootAccess): RootKeyFile[] {
  const own = join(dir, 'root')
  const folders = rootFolders ?? [own, ...namesIn(own).map((name) => join(own, name))]
  const files = folders.flatMap((folder) =>
    namesIn(folder).flatMap((name) => {
      const [, kid] = ROOT_KEY_FILE.exec(name) ?? []
      return kid === undefined ? [] : [{ path: join(folder, name), kid }]
    }),
  )
  return files.filter(({ kid }, at) => files.findIndex((one) => one.kid === kid) === at)
}

/**
 * Opens as many root keys of these kids as are needed, in the order of the kids. Throws `root/threshold` if too few lie
 * there, `pem/passphrase` if too few can be opened, and what opening a key throws.
 */
export async function openRootKeys(access: RootAccess, kids: readonly string[], count: number): Promise<Signer[]> {
  const found = findRootKeys(access)
  const held = kids.flatMap((kid) => found.filter((one) => one.kid === kid))
  const signers: Signer[] = []
  let refused: unknown
  for (const file of held) {
    if (signers.length === count) break
    const opened = await openByAny(file, access)
    if (opened.pair !== null) signers.push(rootSigner(opened.pair))
    else refused ??= opened.refused
  }
  if (signers.length === count) return signers
  if (refused !== undefined) throw refused
  const where = access.rootFolders?.join(', ') ?? join(access.dir, 'root')
  const message = `${where} holds ${held.length} root keys that count; ${count} are needed: name their folders by --root`
  throw new KeyError('root/threshold', message)
}

export function rootSigner({ kid, privateKey }: KeyPair): Signer {
  return signerOfKey(kid, 'root', privateKey)
}

async function openByAny({ path, kid }: RootKeyFile, { custodianPassphrases = [], passphrase }: RootAccess) {
  const passphrases = passphrase === undefined ? custodianPassphrases : [...custodianPassphrases, passphrase]
  let refused: unknown
  for (const one of passphrases) {
    try {
      return { pair: await openKeyFile(path, kid, one) }
    } catch (error) {
      if (!(error instanceof KeyError && error.code === 'pem/passphrase')) throw error
      refused = error
    }
  }
  return { pair: null, refused }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
    return []
  }
}
