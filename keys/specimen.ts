/** The keys of a demonstration: their trust list says that what they sign is a specimen. No command makes such keys. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { ALGORITHM } from '#evisa/root.ts'
import { SPECIMEN_JWK, SPECIMEN_KID } from '#evisa/specimen.ts'
import type { TrustedKeyDocument } from '#evisa/trust-list.ts'
import { recordAct } from './journal.ts'
import { readKeyring, replaceKeyring } from './key-store.ts'
import type { Keyring } from './rotation.ts'

// Retired before it ever was in use, so that a scanner that does not know it takes the list and goes by the other keys.
export const SPECIMEN_MARK: TrustedKeyDocument = {
  kid: SPECIMEN_KID,
  jwk: SPECIMEN_JWK,
  purpose: 'policy',
  alg: ALGORITHM,
  state: 'retired',
  active_from: 0,
  sign_until: 0,
  verify_until: 0,
}

/** Whether these are the keys of a demonstration. */
export function isMarked(keys: Keyring): boolean {
  return keys.some(({ kid }) => kid === SPECIMEN_KID)
}

/** Makes these keys those of a demonstration. Once it is published that is for ever: a keyring never forgets a key that was. */
export function markAsSpecimen(dir: string, now: EpochSeconds): void {
  const keyring = readKeyring(dir)
  if (isMarked(keyring)) return
  const { kid, purpose } = SPECIMEN_MARK
  recordAct(dir, { at: now, act: 'mark', kid, purpose, reason: 'a demonstration' })
  replaceKeyring(dir, keyring, [...keyring, SPECIMEN_MARK])
}
