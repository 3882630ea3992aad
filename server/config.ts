/** The server's settings: read from the environment once, checked, frozen, passed in. */
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { LANGUAGES, type Language } from '#evisa/language.ts'
import { readVisaDesk, type VisaDeskPlace } from '#evisa/visa-desk.ts'
import { type MailConfig, readMailConfig } from './delivery/mail-settings.ts'
import { fileKeyFile } from './passport-copies/file-key.ts'
import { type ClamavAddress, readClamavAddress } from './passport-copies/malware-scan.ts'
import { type AcquirerConfig, readAcquirerSettings } from './payments/acquirer-settings.ts'

export interface ServerConfig {
  readonly host: string
  readonly port: number
  readonly dataDir: string
  readonly policyFile: string
  readonly termsFile: string
  /** `postgres://...`; null for SQLite in the data folder. */
  readonly databaseUrl: string | null
  /** What stands before the digits of a QR code. */
  readonly qrPrefix: string
  /** Where the keys lie that copies of passports are wrapped by. */
  readonly fileKeyFile: string
  /** The ClamAV that looks at copies of passports; null where none is set. */
  readonly clamav: ClamavAddress | null
  readonly logLevel: string
  /** The address that scanners know this server by; null: the one that it listens on. */
  readonly publicUrl: string | null
  /** The address of the portal, which letters to people lead to; null where there is none. */
  readonly portalUrl: string | null
  /** The address of the console, where people prove by a key who they are; null where there is none. */
  readonly consoleUrl: string | null
  /** The domain that keys of people belong to; null for the console's own. */
  readonly rpId: string | null
  /** In which letters to the people who decide are written. */
  readonly officeLanguage: Language
  readonly callsPerMinute: { readonly device: number; readonly stranger: number }
  /** The proxies in front that are believed where a request comes from: addresses or networks, by commas; false for none. */
  readonly trustProxy: string | false
  /** Whom a gate calls; null where none is named. */
  readonly visaDesk: VisaDeskPlace | null
  /** Whether the first version of the wire is served though no device needs it. */
  readonly firstWire: boolean
  /** Null where no mail server is named: then deliveries wait. */
  readonly mail: MailConfig | null
  /** Null where no acquirer is named: then nothing can be paid. */
  readonly acquirer: AcquirerConfig | null
}

/** A setting that cannot be used. The message names it and says what it takes. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']
const DEFAULT_POLICY_FILE = resolve(import.meta.dirname, '../fixtures/policy.json')
const DEFAULT_TERMS_FILE = resolve(import.meta.dirname, '../fixtures/terms.json')

// Settings of the other programs, which may stand in the same environment.
const OTHERS = [
  'EVISA_AUTHORITY_TOKEN',
  'EVISA_CUSTODIAN_PASSPHRASE_FILES',
  'EVISA_KEYS_DIR',
  'EVISA_KEYS_PASSPHRASE',
  'EVISA_KEYS_PASSPHRASE_FILE',
  'EVISA_MAX_OFFLINE_HOURS',
  'EVISA_OPERATOR',
  'EVISA_OPERATOR_TOKEN_FILE',
  'EVISA_PG_BIN',
  'EVISA_PKCS11_MODULE',
  'EVISA_PKCS11_PIN_FILE',
  'EVISA_PKCS11_SLOT',
  'EVISA_STATION_DIR',
  'EVISA_URL',
]

/** Reads the settings. Throws `ConfigError`, also for one that does not exist: a misspelt setting must not be ignored. */
export function readServerConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const known = new Set(OTHERS)
  const setting = (
    name: string,
    fallback: string,
    takes: string,
    accepts: (value: string) => boolean,
    isSecret = false,
  ) => {
    known.add(name)
    const value = env[name] ?? fallback
    if (!accepts(value)) throw new ConfigError(`${name} is "${isSecret ? '...' : value}"; it takes ${takes}`)
    return value
  }
  const notEmpty = (value: string) => value.trim() !== ''
  const isPort = (value: string) => /^[0-9]{1,5}$/.test(value) && Number(value) <= 65_535
  // As a browser writes it: the proofs of scanners name it in that spelling and no other.
  const isUrl = (value: string) =>
    value === '' ||
    (/^https?:/.test(value) && URL.parse(value)?.href.replace(/\/$/, '') === value && !/[?#]/.test(value))
  const isDomain = (value: string) => /^([a-z0-9-]+(\.[a-z0-9-]+)*)?$/.test(value)
  const isDatabase = (value: string) => value === '' || /^postgres(ql)?:\/\/\S+$/.test(value)
  const isCount = (value: string) => /^[1-9][0-9]{0,6}$/.test(value)
  const count = (name: string, fallback: string) =>
    Number(setting(name, fallback, 'a number from 1 to 9999999', isCount))
  const isLanguage = (value: string) => (LANGUAGES as readonly string[]).includes(value)
  const isClamav = (value: string) => value === '' || readClamavAddress(value) !== null
  const dataDir = resolve(setting('EVISA_DATA_DIR', 'data', 'a folder', notEmpty))
  const isPrefix = (value: string) => value === 'EV1:' || /^HTTPS:\/\/[A-Z0-9.:-]+\/Q#$/.test(value)
  const config = Object.freeze({
    host: setting('EVISA_HOST', '127.0.0.1', 'an address to listen on, such as 127.0.0.1', notEmpty),
    port: Number(setting('EVISA_PORT', '8080', 'a port from 0 to 65535; 0 picks a free one', isPort)),
    dataDir,
    databaseUrl: setting('DATABASE_URL', '', 'postgres://USER:PASSWORD@HOST/DATABASE', isDatabase, true) || null,
    policyFile: resolve(setting('EVISA_POLICY_FILE', DEFAULT_POLICY_FILE, 'a JSON file', notEmpty)),
    termsFile: resolve(setting('EVISA_TERMS_FILE', DEFAULT_TERMS_FILE, 'a JSON file', notEmpty)),
    qrPrefix: setting('EVISA_QR_PREFIX', 'EV1:', 'EV1: or HTTPS://HOST/Q# in capitals', isPrefix),
    publicUrl:
      setting('EVISA_PUBLIC_URL', '', 'an address such as https://evisa.example, without a slash at its end', isUrl) ||
      null,
    portalUrl: setting('EVISA_PORTAL_URL', '', 'the address of the portal, without a slash at its end', isUrl) || null,
    consoleUrl:
      setting('EVISA_CONSOLE_URL', '', 'the address of the console, without a slash at its end', isUrl) || null,
    rpId:
      setting('EVISA_RP_ID', '', 'a domain that console and scanner share, such as evisa.example', isDomain) || null,
    callsPerMinute: {
      device: count('EVISA_DEVICE_CALLS_PER_MINUTE', '1200'),
      stranger: count('EVISA_STRANGER_CALLS_PER_MINUTE', '300'),
    },
    trustProxy:
      setting('EVISA_TRUST_PROXY', '', 'addresses of proxies, such as 127.0.0.1,10.0.0.0/8', areProxies) || false,
    visaDesk: readVisaDesk(
      setting(
        'EVISA_VISA_DESK',
        '',
        'a number and the hours, such as +7 7172 720000, 08:00-20:00 (or 24/7)',
        (value) => value === '' || readVisaDesk(value) !== null,
      ),
    ),
    officeLanguage: setting('EVISA_OFFICE_LANGUAGE', 'kk', `one of ${LANGUAGES.join(', ')}`, isLanguage) as Language,
    firstWire: setting('EVISA_WIRE_1', 'on', 'on or off', (value) => ['on', 'off'].includes(value)) === 'on',
    mail: readMailConfig(setting),
    acquirer: readAcquirerSettings(setting),
    fileKeyFile: resolve(setting('EVISA_FILE_KEY_FILE', fileKeyFile(dataDir), 'a file', notEmpty)),
    clamav: readClamavAddress(setting('EVISA_CLAMAV', '', 'HOST:PORT of clamd, or the path of its socket', isClamav)),
    logLevel: setting('EVISA_LOG_LEVEL', 'info', LOG_LEVELS.join(', '), (value) => LOG_LEVELS.includes(value)),
  })
  const unknown = Object.keys(env).find((name) => name.startsWith('EVISA_') && !known.has(name))
  if (unknown !== undefined)
    throw new ConfigError(`${unknown} is no setting; there are ${[...known].sort().join(', ')}`)
  return config
}

// Anybody can write the header that names the caller: it is believed of these addresses and of no other.
function areProxies(value: string): boolean {
  return value === '' || value.split(',').every(isNetwork)
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return (
    bits === undefined || (/^[0-9]{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128))
  )
}
