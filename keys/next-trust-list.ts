/** What publishing makes of the keyring: the next version of the trust list, and the dates that it fixes. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { RootDocument } from '#evisa/root.ts'
import type { TrustListDocument } from '#evisa/trust-list.ts'
import { KeyError } from './key-error.ts'
import { forgottenKeys, type Keyring, scheduleAnnounced } from './rotation.ts'

const TRUST_LIST_LIFE_SECONDS = 90 * 86_400

export interface NextTrustList {
  /** The keyring with the dates of the announced keys as they are published. */
  readonly keyring: Keyring
  readonly document: TrustListDocument
}

/**
 * Makes the trust list that follows the published one. Throws `keyring/behind` if that knows of a key or a state that
 * the keyring does not: a compromised key would come back to life.
 */
export function nextTrustList(
  before: Keyring,
  published: TrustListDocument,
  now: EpochSeconds,
  windowSeconds: number,
): NextTrustList {
  const [forgotten] = forgottenKeys(before, published)
  if (forgotten !== undefined) {
    const { kid, state } = forgotten
    const message = `the published trust list has the key ${kid} as ${state}, keyring.json has not: restore the newest one`
    throw new KeyError('keyring/behind', message)
  }
  const keyring = scheduleAnnounced(before, published, now, windowSeconds)
  return { keyring, document: trustListDocument(published.version + 1, now, keyring) }
}

/** A trust list of these keys, good for 90 days. */
export function trustListDocument(version: number, now: EpochSeconds, keys: Keyring): TrustListDocument {
  return { version, iat: now, exp: now + TRUST_LIST_LIFE_SECONDS, keys: [...keys] }
}

/** Throws `root/expired`: nobody would believe what this root signs now. */
export function assertRootLasts({ version, exp }: Pick<RootDocument, 'version' | 'exp'>, now: EpochSeconds): void {
  if (now <= exp) return
  throw new KeyError(
    'root/expired',
    `the root ${version} has run out: make the next one by npm run keys -- rotate-root`,
  )
}
