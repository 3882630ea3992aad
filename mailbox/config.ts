/** The settings of the test mailbox: read from the environment once, checked, frozen. */
import { resolve } from 'node:path'

export interface MailboxConfig {
  /** Where its pages are. */
  readonly host: string
  readonly port: number
  /** Where it takes mail, on this machine alone. */
  readonly smtpPort: number
  readonly dataDir: string
}

/** Throws where one cannot be used; the message names it and says what it takes. */
export function readMailboxConfig(env: Readonly<Record<string, string | undefined>>): MailboxConfig {
  const setting = (name: string, fallback: string, takes: string, accepts: (value: string) => boolean) => {
    const value = env[name] ?? fallback
    if (!accepts(value)) throw new Error(`${name} is "${value}"; it takes ${takes}`)
    return value
  }
  const port = (name: string, fallback: string) =>
    Number(setting(name, fallback, 'a port from 0 to 65535; 0 picks a free one', isPort))
  return Object.freeze({
    host: setting('MAILBOX_HOST', '127.0.0.1', 'an address to listen on', isSaid),
    port: port('MAILBOX_PORT', '8091'),
    smtpPort: port('MAILBOX_SMTP_PORT', '0'),
    dataDir: resolve(setting('MAILBOX_DATA_DIR', 'data/mailbox', 'a folder', isSaid)),
  })
}

const isSaid = (value: string) => value.trim() !== ''
const isPort = (value: string) => /^[0-9]{1,5}$/.test(value) && Number(value) <= 65_535
