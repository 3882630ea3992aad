/** The settings of the demonstration: read from the environment once, checked, frozen. */
import { resolve } from 'node:path'
import { authorityTokenFile } from '../platform/authority-token-file.ts'

export interface DemonstrationConfig {
  /** Where its pages are. */
  readonly host: string
  readonly port: number
  readonly dataDir: string
  /** The server as it is reached from here, without a slash at its end. */
  readonly serverUrl: string
  /** With the authority's own token, by which the officers are given theirs. */
  readonly tokenFile: string
  readonly links: DemonstrationLinks
  readonly logLevel: string
}

/** Where its pages lead; null where there is no such thing. */
export interface DemonstrationLinks {
  readonly portal: string | null
  readonly mailbox: string | null
  readonly scan: string | null
  /** The server's first page, with e-visas that are issued already. */
  readonly welcome: string | null
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent']

/** Throws where one cannot be used; the message names it and says what it takes. */
export function readDemonstrationConfig(env: Readonly<Record<string, string | undefined>>): DemonstrationConfig {
  const setting = (name: string, fallback: string, takes: string, accepts: (value: string) => boolean) => {
    const value = env[name] ?? fallback
    if (!accepts(value)) throw new Error(`${name} is "${value}"; it takes ${takes}`)
    return value
  }
  const link = (name: string) => setting(name, '', 'an address such as http://127.0.0.1:8081', isLinkOrNone) || null
  const server = 'the address of the server, without a slash at its end'
  return Object.freeze({
    host: setting('DEMONSTRATION_HOST', '127.0.0.1', 'an address to listen on', isSaid),
    port: Number(setting('DEMONSTRATION_PORT', '8092', 'a port from 0 to 65535; 0 picks a free one', isPort)),
    dataDir: resolve(setting('DEMONSTRATION_DATA_DIR', 'data/demonstration', 'a folder', isSaid)),
    serverUrl: setting('DEMONSTRATION_SERVER_URL', 'http://127.0.0.1:8080', server, isOrigin),
    tokenFile: resolve(setting('DEMONSTRATION_TOKEN_FILE', authorityTokenFile('data'), 'a file', isSaid)),
    links: Object.freeze({
      portal: link('DEMONSTRATION_PORTAL_URL'),
      mailbox: link('DEMONSTRATION_MAILBOX_URL'),
      scan: link('DEMONSTRATION_SCAN_URL'),
      welcome: link('DEMONSTRATION_WELCOME_URL'),
    }),
    logLevel: setting('DEMONSTRATION_LOG_LEVEL', 'warn', LOG_LEVELS.join(', '), (value) => LOG_LEVELS.includes(value)),
  })
}

const isSaid = (value: string) => value.trim() !== ''
const isPort = (value: string) => /^[0-9]{1,5}$/.test(value) && Number(value) <= 65_535
const isOrigin = (value: string) => /^https?:/.test(value) && URL.parse(value)?.origin === value
const isLinkOrNone = (value: string) => value === '' || (/^https?:\/\//.test(value) && URL.canParse(value))
