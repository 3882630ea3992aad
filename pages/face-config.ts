/** The settings of a face: read from the environment once, checked, frozen, passed in. */
import { resolve } from 'node:path'
import proxyAddr from '@fastify/proxy-addr'

export interface FaceConfig {
  readonly host: string
  readonly port: number
  /** Where its key lies, by which the server knows it. */
  readonly dataDir: string
  /** A file with the code of `authority enrol`, for the first start; null where it is enrolled. */
  readonly enrolmentCodeFile: string | null
  /** The address that browsers know it by; null on one's own machine. */
  readonly publicUrl: string | null
  /** The proxies in front that are believed where a request comes from, by commas; false for none. */
  readonly trustProxy: string | false
  readonly isDemonstration: boolean
  readonly logLevel: string
}

/** What differs from face to face. */
export interface FaceKind<Url extends string> {
  /** What its settings begin with, such as `PORTAL`. */
  readonly prefix: string
  readonly is: string
  readonly port: number
  readonly folder: string
  /** Further settings that take an address, or nothing. */
  readonly urls: readonly Url[]
}

/** A setting that cannot be used. The message names it and says what it takes. */
export class FaceConfigError extends Error {
  override name = 'FaceConfigError'
}

export type Environment = Readonly<Record<string, string | undefined>>
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

/** Throws `FaceConfigError` for a setting that cannot be used, also for one that does not exist. `urls`: by their names, null where not said. */
export function readFaceConfig<Url extends string>(
  env: Environment,
  { prefix, is, port, folder, urls }: FaceKind<Url>,
): FaceConfig & { readonly urls: Readonly<Record<Url, string | null>> } {
  const known = new Set<string>()
  const setting = (given: string, fallback: string, takes: string, accepts: (value: string) => boolean) => {
    const name = `${prefix}_${given}`
    known.add(name)
    const value = env[name] ?? fallback
    if (!accepts(value)) throw new FaceConfigError(`${name} is "${value}"; it takes ${takes}`)
    return value
  }
  const isPort = (value: string) => /^[0-9]{1,5}$/.test(value) && Number(value) <= 65_535
  const isSwitch = (value: string) => ['on', 'off'].includes(value)
  const isDemonstration = setting('DEMONSTRATION', 'off', 'on or off', isSwitch) === 'on'
  const url = (name: string) =>
    setting(name, '', `an address such as https://${folder}.example, without a slash at its end`, isUrl) || null
  const publicUrl = url('PUBLIC_URL')
  const config = Object.freeze({
    host: setting('HOST', '127.0.0.1', 'an address to listen on, such as 127.0.0.1', isSaid),
    port: Number(setting('PORT', String(port), 'a port from 0 to 65535; 0 picks a free one', isPort)),
    dataDir: resolve(setting('DATA_DIR', `data/${folder}`, 'a folder', isSaid)),
    enrolmentCodeFile: setting('ENROLMENT_CODE_FILE', '', 'a file', () => true) || null,
    publicUrl,
    trustProxy: setting('TRUST_PROXY', '', 'addresses of proxies, such as 127.0.0.1,10.0.0.0/8', areProxies) || false,
    isDemonstration,
    urls: Object.fromEntries(urls.map((name) => [name, url(name)])) as Record<Url, string | null>,
    logLevel: setting('LOG_LEVEL', 'info', LOG_LEVELS.join(', '), (value) => LOG_LEVELS.includes(value)),
  } as const)
  const unknown = Object.keys(env).find((name) => name.startsWith(`${prefix}_`) && !known.has(name))
  if (unknown !== undefined)
    throw new FaceConfigError(`${unknown} is no setting; there are ${[...known].sort().join(', ')}`)
  // Passports and sessions of people go over this line.
  if (!isDemonstration && !publicUrl?.startsWith('https://'))
    throw new FaceConfigError(
      `${prefix}_PUBLIC_URL has to be an address that begins with https://, but for a demonstration`,
    )
  // HTTPS is brought by something in front. Guesses and codes are counted by where people are: whoever tried them all would keep out everybody.
  if (!isDemonstration && config.trustProxy === false)
    throw new FaceConfigError(
      `${prefix}_TRUST_PROXY has to name what brings HTTPS to ${is}, such as 127.0.0.1: all people would be counted as one`,
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
