/** The portal's settings: read from the environment once, checked, frozen, passed in. */
import { resolve } from 'node:path'
import proxyAddr from '@fastify/proxy-addr'

export interface PortalConfig {
  readonly host: string
  readonly port: number
  /** Where its key lies, by which the server knows it. */
  readonly dataDir: string
  /** A file with the code of `authority enrol portal`, for the first start; null where it is enrolled. */
  readonly enrolmentCodeFile: string | null
  /** The address that browsers know it by; null on one's own machine. */
  readonly publicUrl: string | null
  /** The proxies in front that are believed where a request comes from, by commas; false for none. */
  readonly trustProxy: string | false
  readonly isDemonstration: boolean
  /** Where a demonstration's letters are read. */
  readonly mailboxUrl: string | null
  /** Where anybody can check an e-visa: the server's address as the world knows it; null where it is not to be told. */
  readonly checkUrl: string | null
  /** Where a demonstration's people are. */
  readonly demonstrationUrl: string | null
  readonly logLevel: string
}

export class PortalConfigError extends Error {
  override name = 'PortalConfigError'
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

/** Throws `PortalConfigError` for a setting that cannot be used, also for one that does not exist. */
export function readPortalConfig(env: Readonly<Record<string, string | undefined>>): PortalConfig {
  const known = new Set<string>()
  const setting = (name: string, fallback: string, takes: string, accepts: (value: string) => boolean) => {
    known.add(name)
    const value = env[name] ?? fallback
    if (!accepts(value)) throw new PortalConfigError(`${name} is "${value}"; it takes ${takes}`)
    return value
  }
  const isPort = (value: string) => /^[0-9]{1,5}$/.test(value) && Number(value) <= 65_535
  const isSwitch = (value: string) => ['on', 'off'].includes(value)
  const isDemonstration = setting('PORTAL_DEMONSTRATION', 'off', 'on or off', isSwitch) === 'on'
  const takesUrl = 'an address such as https://portal.example, without a slash at its end'
  const publicUrl = setting('PORTAL_PUBLIC_URL', '', takesUrl, isUrl) || null
  const config = Object.freeze({
    host: setting('PORTAL_HOST', '127.0.0.1', 'an address to listen on, such as 127.0.0.1', isSaid),
    port: Number(setting('PORTAL_PORT', '8081', 'a port from 0 to 65535; 0 picks a free one', isPort)),
    dataDir: resolve(setting('PORTAL_DATA_DIR', 'data/portal', 'a folder', isSaid)),
    enrolmentCodeFile: setting('PORTAL_ENROLMENT_CODE_FILE', '', 'a file', () => true) || null,
    publicUrl,
    trustProxy:
      setting('PORTAL_TRUST_PROXY', '', 'addresses of proxies, such as 127.0.0.1,10.0.0.0/8', areProxies) || false,
    isDemonstration,
    mailboxUrl: setting('PORTAL_MAILBOX_URL', '', takesUrl, isUrl) || null,
    checkUrl: setting('PORTAL_CHECK_URL', '', takesUrl, isUrl) || null,
    demonstrationUrl: setting('PORTAL_DEMONSTRATION_URL', '', takesUrl, isUrl) || null,
    logLevel: setting('PORTAL_LOG_LEVEL', 'info', LOG_LEVELS.join(', '), (value) => LOG_LEVELS.includes(value)),
  } as const)
  const unknown = Object.keys(env).find((name) => name.startsWith('PORTAL_') && !known.has(name))
  if (unknown !== undefined)
    throw new PortalConfigError(`${unknown} is no setting; there are ${[...known].sort().join(', ')}`)
  // Passports and sessions of people go over this line.
  if (!isDemonstration && !publicUrl?.startsWith('https://'))
    throw new PortalConfigError(
      'PORTAL_PUBLIC_URL has to be an address that begins with https://, but for a demonstration',
    )
  // HTTPS is brought by something in front. Guesses and codes are counted by where people are: whoever tried them all would keep out everybody.
  if (!isDemonstration && config.trustProxy === false)
    throw new PortalConfigError(
      'PORTAL_TRUST_PROXY has to name what brings HTTPS to the portal, such as 127.0.0.1: all people would be counted as one',
    )
  return config
}

function areProxies(value: string): boolean {
  if (value === '') return true
  try {
    proxyAddr.compile(value.split(','))
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

const isSaid = (value: string) => value.trim() !== ''
const isUrl = (value: string) => value === '' || (/^https?:/.test(value) && URL.parse(value)?.origin === value)
