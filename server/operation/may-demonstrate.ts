/** Whether a server runs as a demonstration: with no settings at all, and never where it looks like a real authority. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'

/**
 * Whether to run as a demonstration: no setting speaks of keys, and the data folder is new or a demonstration's. Throws
 * where it looks like a real authority whose settings went missing: real scanners would refuse what demo keys sign.
 */
export function mayDemonstrate(env: Readonly<Record<string, string | undefined>>, dataDir: string): boolean {
  if (env.EVISA_KEYS_PASSPHRASE !== undefined || env.EVISA_KEYS_PASSPHRASE_FILE !== undefined) return false
  const isReal =
    env.EVISA_KEYS_DIR !== undefined ||
    env.EVISA_PKCS11_MODULE !== undefined ||
    existsSync(join(dataDir, 'keys', 'keyring.json')) ||
    (existsSync(join(dataDir, 'authority.db')) && !existsSync(join(dataDir, 'demo-keys')))
  if (!isReal) return true
  throw new ConfigError(
    'there are keys or data of a real authority, but neither EVISA_KEYS_PASSPHRASE_FILE nor EVISA_KEYS_PASSPHRASE is ' +
      'set: set one; for a demonstration name another folder by EVISA_DATA_DIR',
  )
}
