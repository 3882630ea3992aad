/** The settings of the key store: read from the environment once, checked, frozen, passed in. */
import { resolve } from 'node:path'
import { KeyError } from './key-error.ts'
import { readPrivateFile } from './private-file.ts'

export interface KeysConfig {
  readonly dir: string
  readonly passphrase: string
}

type Environment = Readonly<Record<string, string | undefined>>

const MIN_PASSPHRASE_CHARACTERS = 12
// Node takes no longer one to open a key with.
const MAX_PASSPHRASE_BYTES = 1024
const FILE = 'EVISA_KEYS_PASSPHRASE_FILE'
const TEXT = 'EVISA_KEYS_PASSPHRASE'
const TAKES = `${FILE} takes a file of mode 0600 that holds the passphrase; ${TEXT} takes the passphrase itself`

/** Reads `EVISA_KEYS_DIR`, and the passphrase from one of its two settings. Throws `config/invalid`. */
export function readKeysConfig(env: Environment): KeysConfig {
  return Object.freeze({ dir: readKeysDir(env), passphrase: readPassphrase(env) })
}

/** The folder alone, for what needs no private key. Throws `config/invalid`. */
export function readKeysDir(env: Environment): string {
  const dir = env.EVISA_KEYS_DIR ?? 'data/keys'
  if (dir.trim() === '') throw new KeyError('config/invalid', 'EVISA_KEYS_DIR is empty; it takes a folder')
  return resolve(dir)
}

function readPassphrase(env: Environment): string {
  const { [FILE]: file = '', [TEXT]: text = '' } = env
  if (file !== '' && text !== '') throw new KeyError('config/invalid', `set only one of two: ${TAKES}`)
  if (file === '' && text === '') throw new KeyError('config/invalid', `no passphrase is set: ${TAKES}`)
  const setting = file === '' ? TEXT : FILE
  const passphrase = file === '' ? text : readPassphraseFile(file)
  if ([...passphrase].length < MIN_PASSPHRASE_CHARACTERS || Buffer.byteLength(passphrase) > MAX_PASSPHRASE_BYTES) {
    const takes = `at least ${MIN_PASSPHRASE_CHARACTERS} characters and at most ${MAX_PASSPHRASE_BYTES} bytes`
    throw new KeyError('config/invalid', `the passphrase of ${setting} is too short or too long; it takes ${takes}`)
  }
  return passphrase
}

function readPassphraseFile(file: string): string {
  try {
    return readPrivateFile(file).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new KeyError('config/invalid', `${FILE}: ${(cause as Error).message}`, { cause })
  }
}
