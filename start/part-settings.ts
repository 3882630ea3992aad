/** What each program of a demonstration is told. What the environment says by itself goes before. */
import { join } from 'node:path'
import { knownPort, portBeside } from './ports.ts'
import type { Environment } from './run-part.ts'

type Settings<Name extends string> = Readonly<Record<Name, string>>

const ABOVE = { portal: 1, acquirer: 10, mailbox: 11 } as const
const MAIL_FROM = 'evisa@evisa.example'

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
): Promise<Settings<'PORTAL_PORT' | 'PORTAL_DATA_DIR' | 'PORTAL_DEMONSTRATION'>> {
  return {
    PORTAL_PORT: await knownPort(env.PORTAL_PORT ?? (await portBeside(env.EVISA_PORT, ABOVE.portal))),
    PORTAL_DATA_DIR: env.PORTAL_DATA_DIR ?? join(dataDir, 'portal'),
    PORTAL_DEMONSTRATION: env.PORTAL_DEMONSTRATION ?? 'on',
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
  },
): Settings<string> {
  const { acquirer, smtpUrl, portal } = others
  return {
    ...(acquirer && { EVISA_ACQUIRER_URL: acquirer.url, EVISA_ACQUIRER_SECRET_FILE: acquirer.secretFile }),
    ...(smtpUrl && { EVISA_SMTP_URL: smtpUrl, EVISA_MAIL_FROM: env.EVISA_MAIL_FROM || MAIL_FROM }),
    EVISA_PORTAL_URL: env.EVISA_PORTAL_URL || env.PORTAL_PUBLIC_URL || `http://127.0.0.1:${portal.PORTAL_PORT}`,
  }
}
