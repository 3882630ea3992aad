/** What each program of a demonstration is told. What the environment says by itself goes before. */
import { join, resolve } from 'node:path'
import { authorityTokenFile } from '../platform/authority-token-file.ts'
import { knownPort, portBeside } from './ports.ts'
import type { Environment } from './run-part.ts'

type Settings<Name extends string> = Readonly<Record<Name, string>>

const ABOVE = { portal: 1, console: 2, acquirer: 10, mailbox: 11, demonstration: 12 } as const
const MAIL_FROM = 'evisa@evisa.example'
/** Whoever tries it reads addresses in the terminal, and not each question of the made officers. */
const LOG_LEVEL = 'warn'

/** Null where the server has an acquirer of its own. */
export async function acquirerSettings(
  env: Environment,
  dataDir: string,
): Promise<Settings<'ACQUIRER_PORT' | 'ACQUIRER_DATA_DIR' | 'ACQUIRER_SECRET_FILE'> | null> {
  if (env.EVISA_ACQUIRER_URL) return null
  const folder = join(dataDir, 'acquirer')
  return {
    ACQUIRER_PORT: env.ACQUIRER_PORT ?? (await portBeside(env.EVISA_PORT, ABOVE.acquirer)),
    ACQUIRER_DATA_DIR: env.ACQUIRER_DATA_DIR ?? folder,
    ACQUIRER_SECRET_FILE: env.ACQUIRER_SECRET_FILE ?? join(folder, 'secret'),
  }
}

/** Null where the server has a mail server of its own. */
export async function mailboxSettings(
  env: Environment,
  dataDir: string,
): Promise<Settings<'MAILBOX_PORT' | 'MAILBOX_DATA_DIR'> | null> {
  if (env.EVISA_SMTP_URL) return null
  return {
    MAILBOX_PORT: env.MAILBOX_PORT ?? (await portBeside(env.EVISA_PORT, ABOVE.mailbox)),
    MAILBOX_DATA_DIR: env.MAILBOX_DATA_DIR ?? join(dataDir, 'mailbox'),
  }
}

export async function portalSettings(
  env: Environment,
  dataDir: string,
): Promise<Settings<'PORTAL_PORT' | 'PORTAL_DATA_DIR' | 'PORTAL_DEMONSTRATION' | 'PORTAL_LOG_LEVEL'>> {
  return {
    PORTAL_PORT: await knownPort(env.PORTAL_PORT ?? (await portBeside(env.EVISA_PORT, ABOVE.portal))),
    PORTAL_DATA_DIR: env.PORTAL_DATA_DIR ?? join(dataDir, 'portal'),
    PORTAL_DEMONSTRATION: env.PORTAL_DEMONSTRATION ?? 'on',
    PORTAL_LOG_LEVEL: env.PORTAL_LOG_LEVEL ?? LOG_LEVEL,
  }
}

export async function consoleSettings(
  env: Environment,
  dataDir: string,
): Promise<Settings<'CONSOLE_PORT' | 'CONSOLE_DATA_DIR' | 'CONSOLE_DEMONSTRATION' | 'CONSOLE_LOG_LEVEL'>> {
  return {
    CONSOLE_PORT: await knownPort(env.CONSOLE_PORT ?? (await portBeside(env.EVISA_PORT, ABOVE.console))),
    CONSOLE_DATA_DIR: env.CONSOLE_DATA_DIR ?? join(dataDir, 'console'),
    CONSOLE_DEMONSTRATION: env.CONSOLE_DEMONSTRATION ?? 'on',
    CONSOLE_LOG_LEVEL: env.CONSOLE_LOG_LEVEL ?? LOG_LEVEL,
  }
}

/** Where the others of a demonstration are that it works with, and leads to. */
export interface AroundDemonstration {
  /** The server as it is reached from here. */
  readonly server: string
  /** The server as browsers know it. */
  readonly publicUrl: string
  readonly portalUrl: string
  /** Null where mail goes elsewhere. */
  readonly mailboxUrl: string | null
}

export async function demonstrationSettings(
  env: Environment,
  dataDir: string,
  { server, publicUrl, portalUrl, mailboxUrl }: AroundDemonstration,
): Promise<Settings<string>> {
  return {
    DEMONSTRATION_PORT: env.DEMONSTRATION_PORT ?? (await portBeside(env.EVISA_PORT, ABOVE.demonstration)),
    DEMONSTRATION_DATA_DIR: env.DEMONSTRATION_DATA_DIR ?? join(dataDir, 'demonstration'),
    DEMONSTRATION_SERVER_URL: env.DEMONSTRATION_SERVER_URL ?? server,
    DEMONSTRATION_TOKEN_FILE: env.DEMONSTRATION_TOKEN_FILE ?? resolve(authorityTokenFile(dataDir)),
    DEMONSTRATION_PORTAL_URL: env.DEMONSTRATION_PORTAL_URL ?? portalUrl,
    DEMONSTRATION_MAILBOX_URL: env.DEMONSTRATION_MAILBOX_URL ?? mailboxUrl ?? '',
    DEMONSTRATION_SCAN_URL: env.DEMONSTRATION_SCAN_URL ?? `${publicUrl}/scan/`,
    DEMONSTRATION_WELCOME_URL: env.DEMONSTRATION_WELCOME_URL ?? `${publicUrl}/`,
  }
}

/** How the server reaches those that run; null for one that does not. */
export function serverSettings(
  env: Environment,
  others: {
    readonly acquirer: { readonly url: string; readonly secretFile: string } | null
    /** Where it takes mail. */
    readonly smtpUrl: string | null
    readonly portal: Settings<'PORTAL_PORT'>
    readonly console: Settings<'CONSOLE_PORT'>
  },
): Settings<'EVISA_PORTAL_URL' | 'EVISA_CONSOLE_URL' | 'EVISA_LOG_LEVEL'> & Partial<Settings<string>> {
  const { acquirer, smtpUrl, portal, console } = others
  return {
    ...(acquirer && { EVISA_ACQUIRER_URL: acquirer.url, EVISA_ACQUIRER_SECRET_FILE: acquirer.secretFile }),
    ...(smtpUrl && { EVISA_SMTP_URL: smtpUrl, EVISA_MAIL_FROM: env.EVISA_MAIL_FROM || MAIL_FROM }),
    EVISA_LOG_LEVEL: env.EVISA_LOG_LEVEL ?? LOG_LEVEL,
    // By name: a key of a person belongs to a domain, and no IP address is one.
    EVISA_CONSOLE_URL: env.EVISA_CONSOLE_URL || env.CONSOLE_PUBLIC_URL || `http://localhost:${console.CONSOLE_PORT}`,
    EVISA_PORTAL_URL: env.EVISA_PORTAL_URL || env.PORTAL_PUBLIC_URL || `http://127.0.0.1:${portal.PORTAL_PORT}`,
  }
}
