/** What a restored store needs that no backup holds: named in each one, so that somebody looks after it in time. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { authorityTokenFile } from '../../platform/authority-token-file.ts'
import type { ServerConfig } from '../config.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the keys lie of the authority that works in this data folder. */
export function keysFolder(dataDir: string, env: Environment): string {
  const demo = join(dataDir, 'demo-keys')
  if (env.EVISA_KEYS_DIR === undefined && existsSync(demo)) return demo
  return resolve(env.EVISA_KEYS_DIR ?? 'data/keys')
}

/** Names and paths; never what they hold. */
export function besideBackup(
  {
    dataDir,
    policyFile,
    termsFile,
    fileKeyFile,
  }: Pick<ServerConfig, 'dataDir' | 'policyFile' | 'termsFile' | 'fileKeyFile'>,
  env: Environment,
): { readonly what: string; readonly path: string }[] {
  const keys = keysFolder(dataDir, env)
  const passphrase =
    keys === join(dataDir, 'demo-keys') ? join(dataDir, 'demo-keys.passphrase') : env.EVISA_KEYS_PASSPHRASE_FILE
  return [
    { what: 'signing keys', path: keys },
    ...(passphrase ? [{ what: 'passphrase of the keys', path: resolve(passphrase) }] : []),
    { what: "the authority's token", path: authorityTokenFile(dataDir) },
    { what: 'keys that copies of passports are encrypted by', path: fileKeyFile },
    { what: 'policy of the settings', path: policyFile },
    { what: 'terms of the settings', path: termsFile },
  ]
}
