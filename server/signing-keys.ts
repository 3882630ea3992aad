/** The port to the keys: what their custodians published, and what signs. The server never sees a private key. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import type { KeyPurpose } from '#evisa/trust-list.ts'

/** Signs a payload as a compact JWS of a `typ`. */
export type Sign = (typ: string, payload: unknown) => Promise<string>

export interface SigningKey {
  readonly kid: string
  readonly signUntil: EpochSeconds
  /** What it signed is believed until then, and no longer. */
  readonly verifyUntil: EpochSeconds
  readonly sign: Sign
}

export interface SigningKeys {
  /** The root documents, version 1 first. */
  readonly roots: readonly string[]
  readonly trustText: string
  /** What scanners of wire version 1 take in its place; null where it is the same. */
  readonly firstTrustText: string | null
  /** Whether they are a demonstration's: all that they sign is a specimen, and says so. */
  readonly isSpecimen: boolean
  /** Why what the custodians last put in place is not used, in one line; null where it is. */
  readonly fault: string | null
  /** The key that signs for a purpose at a moment, by the published trust list; null if none may. */
  key(purpose: KeyPurpose, now: EpochSeconds): SigningKey | null
}

/** Asked anew for every use: custodians rotate keys while the server runs. */
export type KeySource = () => Promise<SigningKeys>

/** No key of this purpose may sign: the custodians let it run out, or have announced a new one and not activated it. */
export class NoSigningKey extends Error {
  override name = 'NoSigningKey'
}

export function keyFor(keys: SigningKeys, purpose: KeyPurpose, now: EpochSeconds): SigningKey {
  const key = keys.key(purpose, now)
  if (key === null) throw new NoSigningKey(`no ${purpose} key may sign now: see keys/README.md`)
  return key
}
