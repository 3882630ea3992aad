/** The commands that need root keys: `init`, `publish`, `rotate-root`. */
import type { Command } from 'commander'
import { initKeys, publishTrustList } from './ceremony.ts'
import { addCommand, answer, collect, countOfKeys, type Edge, type Output } from './command-line.ts'
import { readKeysConfig, readKeysDir, readRootPassphrases, readWindowSeconds } from './config.ts'
import { describeMadeKeys, describePublished, describeRotatedRoot } from './key-report.ts'
import { rotateRoot } from './root-rotation.ts'

interface InitOptions extends Output {
  readonly custodian?: readonly string[]
  readonly threshold?: number
}

interface PublishOptions extends Output {
  readonly root?: readonly string[]
}

interface RotateRootOptions extends InitOptions, PublishOptions {
  readonly custodian: readonly string[]
  readonly replace?: readonly string[]
  readonly reason?: string
}

const CUSTODIAN = '--custodian <folder>'
const ROOT = '--root <folder>'
const THRESHOLD = '--threshold <count>'

export function addCeremonyCommands(program: Command, edge: Edge): void {
  addCommand(program, 'init', 'make the root keys and a key for each purpose, and sign the first trust list')
    .option(CUSTODIAN, 'where a root key goes; repeat it, one for each (three folders in the store)', collect)
    .option(THRESHOLD, 'how many root keys must sign (2)', countOfKeys)
    .action((options: InitOptions) => init(edge, options))

  addCommand(program, 'publish', 'sign the keyring as the next version of the trust list; needs root keys')
    .option(ROOT, 'where root keys lie; repeat it (the folder root in the store, and those in it)', collect)
    .action((options: PublishOptions) => publish(edge, options))

  addCommand(program, 'rotate-root', 'make the next root, with new keys, and sign the trust list by it')
    .requiredOption(CUSTODIAN, 'where a new root key goes; repeat it, one for each', collect)
    .option(ROOT, 'where present root keys lie; repeat it (the folder root in the store)', collect)
    .option('--replace <kid>', 'a root key that a new one takes the place of; repeat it (all of them)', collect)
    .option(THRESHOLD, 'how many root keys must sign from now on (as before)', countOfKeys)
    .option('--reason <text>', 'why, for the journal')
    .action((options: RotateRootOptions) => rotate(edge, options))
}

async function init(edge: Edge, options: InitOptions): Promise<void> {
  const { custodian: custodians, threshold } = options
  const config = readKeysConfig(edge.env)
  const { custodianPassphrases } = readRootPassphrases(edge.env)
  const { rootFingerprint, rootFiles, keys, recoveryToken } = await initKeys({
    ...config,
    custodianPassphrases,
    now: edge.now(),
    ...(custodians && { custodians }),
    ...(threshold && { threshold }),
  })
  const paths = rootFiles.map(({ path }) => path)
  const json = {
    dir: config.dir,
    root_fingerprint: rootFingerprint,
    root_files: paths,
    keys,
    recovery_token: recoveryToken,
  }
  answer(edge, options, json, describeMadeKeys(config.dir, rootFingerprint, paths, keys, recoveryToken))
}

async function publish(edge: Edge, options: PublishOptions): Promise<void> {
  const { version, exp, keys } = await publishTrustList({ ...rootAccess(edge, options), now: edge.now() })
  answer(edge, options, { trust_list: { version, exp }, keys }, describePublished({ version, exp }))
}

async function rotate(edge: Edge, options: RotateRootOptions): Promise<void> {
  const { custodian: custodians, replace, threshold, reason = null } = options
  const { root, rootFiles, trustList } = await rotateRoot({
    ...rootAccess(edge, options),
    now: edge.now(),
    custodians,
    reason,
    ...(replace && { replace }),
    ...(threshold && { threshold }),
  })
  const { version, exp } = trustList
  const paths = rootFiles.map(({ path }) => path)
  const json = {
    root: { version: root.root.version, exp: root.root.exp, threshold: root.root.threshold },
    root_files: paths,
    trust_list: { version, exp },
  }
  answer(edge, options, json, describeRotatedRoot(root.root, paths, { version, exp }))
}

function rootAccess({ env }: Edge, { root }: PublishOptions) {
  const access = { dir: readKeysDir(env), ...readRootPassphrases(env), windowSeconds: readWindowSeconds(env) }
  return root === undefined ? access : { ...access, rootFolders: root }
}
