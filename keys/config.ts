/** The settings of the key store: read from the environment once, checked, frozen, passed in. */
import { delimiter, resolve } from 'node:path'
import { KeyError } from './key-error.ts'
import { readPrivateFile } from './private-file.ts'

export interface KeysConfig {
  readonly dir: string
  readonly passphrase: string
  /** The token that may hold keys; null where none is set. */
  readonly pkcs11: Pkcs11Config | null
}

export interface Pkcs11Config {
  /** The token's library, such as `/usr/lib/softhsm/libsofthsm2.so`. */
  readonly module: string
  /** Which of the slots that hold a token, counted from 0. */
  readonly slot: number
  readonly pin: string
}

export interface RootPassphrases {
  /** A passphrase for each custodian, in their order; empty where one serves all. */
  readonly custodianPassphrases: readonly string[]
  readonly passphrase?: string
}

export type Environment = Readonly<Record<string, string | undefined>>

export const DEFAULT_WINDOW_SECONDS = 48 * 3600
const MAX_OFFLINE_HOURS = 2160
const MIN_PASSPHRASE_CHARACTERS = 12
// Node opens no key by a longer one.
const MAX_PASSPHRASE_BYTES = 1024
const FILE = 'EVISA_KEYS_PASSPHRASE_FILE'
const TEXT = 'EVISA_KEYS_PASSPHRASE'
const CUSTODIANS = 'EVISA_CUSTODIAN_PASSPHRASE_FILES'
const TAKES = `${FILE} takes a file of mode 0600 that holds the passphrase; ${TEXT} takes the passphrase itself`

/** Reads where the keys are and what opens them. Throws `config/invalid`. */
export function readKeysConfig(env: Environment): KeysConfig {
  const passphrase = readPassphrase(env)
  if (passphrase === null) throw wrong(`no passphrase is set: ${TAKES}`)
  return Object.freeze({ dir: readKeysDir(env), passphrase, pkcs11: readPkcs11Config(env) })
}

/** The folder alone, for what needs no private key. Throws `config/invalid`. */
export function readKeysDir(env: Environment): string {
  const dir = env.EVISA_KEYS_DIR ?? 'data/keys'
  if (dir.trim() === '') throw wrong('EVISA_KEYS_DIR is empty; it takes a folder')
  return resolve(dir)
}

/** What opens and encrypts root keys: the custodians' own passphrases, or the store's. Throws `config/invalid`. */
export function readRootPassphrases(env: Environment): RootPassphrases {
  const files = (env[CUSTODIANS] ?? '').split(delimiter).filter((file) => file !== '')
  const custodianPassphrases = files.map((file) => checked(readSecretFile(CUSTODIANS, file), `${CUSTODIANS} (${file})`))
  const passphrase = readPassphrase(env)
  if (passphrase !== null) return Object.freeze({ custodianPassphrases, passphrase })
  if (files.length > 0) return Object.freeze({ custodianPassphrases })
  throw wrong(`no passphrase is set: ${TAKES}; ${CUSTODIANS} takes a file a custodian, with ${delimiter} between them`)
}

/** The longest that a scanner may be without a network, in seconds: how long a key is announced. Throws `config/invalid`. */
export function readWindowSeconds({ EVISA_MAX_OFFLINE_HOURS: hours }: Environment): number {
  if (hours === undefined) return DEFAULT_WINDOW_SECONDS
  if (/^[1-9][0-9]{0,3}$/.test(hours) && Number(hours) <= MAX_OFFLINE_HOURS) return Number(hours) * 3600
  throw wrong(`EVISA_MAX_OFFLINE_HOURS is "${hours}"; it takes whole hours from 1 to ${MAX_OFFLINE_HOURS}`)
}

/** The token and its PIN; null where `EVISA_PKCS11_MODULE` is not set. Throws `config/invalid`. */
export function readPkcs11Config(env: Environment): Pkcs11Config | null {
  const { EVISA_PKCS11_MODULE: module, EVISA_PKCS11_SLOT: slot = '0', EVISA_PKCS11_PIN_FILE: pinFile = '' } = env
  if (module === undefined) return null
  if (module.trim() === '') throw wrong("EVISA_PKCS11_MODULE is empty; it takes the token's library")
  if (!/^(0|[1-9][0-9]{0,3})$/.test(slot)) {
    throw wrong(`EVISA_PKCS11_SLOT is "${slot}"; it takes the place of the token among those there, counted from 0`)
  }
  if (pinFile === '') throw wrong('EVISA_PKCS11_PIN_FILE is not set; it takes a file of mode 0600 that holds the PIN')
  const pin = readSecretFile('EVISA_PKCS11_PIN_FILE', pinFile)
  if (pin === '') throw wrong(`EVISA_PKCS11_PIN_FILE: ${pinFile} is empty`)
  return Object.freeze({ module: resolve(module), slot: Number(slot), pin })
}

function readPassphrase(env: Environment): string | null {
  const { [FILE]: file = '', [TEXT]: text = '' } = env
  if (file !== '' && text !== '') throw wrong(`set only one of two: ${TAKES}`)
  if (file !== '') return checked(readSecretFile(FILE, file), FILE)
  return text === '' ? null : checked(text, TEXT)
}

function checked(passphrase: string, setting: string): string {
  if ([...passphrase].length >= MIN_PASSPHRASE_CHARACTERS && Buffer.byteLength(passphrase) <= MAX_PASSPHRASE_BYTES) {
    return passphrase
  }
  const takes = `at least ${MIN_PASSPHRASE_CHARACTERS} characters and at most ${MAX_PASSPHRASE_BYTES} bytes`
  throw wrong(`the passphrase of ${setting} is too short or too long; it takes ${takes}`)
}

function readSecretFile(setting: string, file: string): string {
  try {
    return readPrivateFile(file).replace(/\r?\n$/, '')
  } catch (cause) {
    throw new KeyError('config/invalid', `${setting}: ${(cause as Error).message}`, { cause })
  }
}

function wrong(message: string): KeyError {
  return new KeyError('config/invalid', message)
}
