/** The portal's settings: those of every face, and where the others of a demonstration are. */
import { type Environment, type FaceConfig, readFaceConfig } from '../pages/face-config.ts'

export interface PortalConfig extends FaceConfig {
  /** Where a demonstration's letters are read. */
  readonly mailboxUrl: string | null
  /** Where anybody can check an e-visa: the server's address as the world knows it; null where it is not to be told. */
  readonly checkUrl: string | null
  /** Where a demonstration's people are. */
  readonly demonstrationUrl: string | null
}

const PORTAL = {
  ...{ prefix: 'PORTAL', is: 'the portal', port: 8081, folder: 'portal' },
  urls: ['MAILBOX_URL', 'CHECK_URL', 'DEMONSTRATION_URL'],
} as const

/** Throws `FaceConfigError` for a setting that cannot be used, also for one that does not exist. */
export function readPortalConfig(env: Environment): PortalConfig {
  const { urls, ...config } = readFaceConfig(env, PORTAL)
  return Object.freeze({
    ...config,
    mailboxUrl: urls.MAILBOX_URL,
    checkUrl: urls.CHECK_URL,
    demonstrationUrl: urls.DEMONSTRATION_URL,
  })
}
