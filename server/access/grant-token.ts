/** A token for a device that says who it is by an assertion, and proves by the same key that it makes the request. */
import type { AccessRefusal } from '#evisa/access-refusal.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { type Allowance, allowance } from '../../platform/allowance.ts'
import { hashToken, makeToken } from '../../platform/token-text.ts'
import type { DeviceStore } from '../store/device-store.ts'
import type { RecoveryStore } from '../store/recovery-store.ts'
import { proveAssertion } from './client-assertion.ts'
import type { DpopProofs, ProofFault, ProofOf } from './dpop-proofs.ts'
import type { OnceOnly } from './once-only.ts'

export const TOKEN_LIFE_SECONDS = 300
/** A token lasts for minutes. What starts anew asks anew: a page that is loaded again, or a command of a station. */
export const TOKENS_A_MINUTE = 120

/** How often a device may ask. */
export function tokenAllowance(): Allowance {
  return allowance(TOKENS_A_MINUTE, 60)
}

export interface TokenRequest {
  readonly assertion: string
  /** Who it is said to be beside the assertion, if that is said: it must be the same device (RFC 7521, section 4.2). */
  readonly clientId: string | undefined
  /** What was sent as the proof, and what it must be of. */
  readonly proof: string | undefined
  readonly of: ProofOf
}

export interface GrantContext {
  readonly store: Pick<DeviceStore & RecoveryStore, 'findDevice' | 'saveAccessToken' | 'isInDoubt'>
  readonly proofs: Pick<DpopProofs, 'verify'>
  /** The assertions that were taken. */
  readonly used: OnceOnly
  readonly allowed: Allowance
  /** The address that devices know this server by. */
  readonly issuer: string
}

/** proof/busy: nothing more can be remembered now, be it proofs or assertions. */
export type GrantFault = ProofFault | 'unknown-device' | 'in-doubt' | 'too-many-tokens'

/** The device proved itself, and is to be told why it gets none. */
export interface Refused extends Pick<AccessRefusal, 'because' | 'device' | 'nonce'> {
  readonly kind: 'refused'
}

/** The token, bound to the key of the device. */
export async function grantToken(
  { assertion, clientId, proof: text, of }: TokenRequest,
  { store, proofs, used, allowed, issuer }: GrantContext,
  now: EpochSeconds,
): Promise<Result<string, GrantFault | Refused>> {
  const proof = await proofs.verify(text, of, null, now)
  if (!proof.ok) return proof
  const { jkt, jwk } = proof.value
  const proven = await proveAssertion(assertion, issuer, store, now)
  if (proven === null) return fail('unknown-device')
  const { device, jti, refused } = proven
  const isItself = device.jwk.x === jwk.x && device.jwk.y === jwk.y && (clientId ?? device.id) === device.id
  if (!isItself) return fail('unknown-device')
  if (refused !== null) return fail({ kind: 'refused', because: refused, device: device.id, nonce: jti })
  // It may have been revoked since the backup that was restored was made.
  if (await store.isInDoubt('device', device.id)) return fail('in-doubt')
  // Only now, and by its own key alone: nobody else uses up what a device may ask for, nor its assertions.
  if (allowed.take(device.id, now) === null) return fail('too-many-tokens')
  const first = used.use(`${device.id} ${jti}`, now)
  if (first !== 'first') return fail(first === 'again' ? 'unknown-device' : 'proof/busy')
  const token = makeToken()
  const expiresAt = now + TOKEN_LIFE_SECONDS
  await store.saveAccessToken({ tokenHash: hashToken(token), device: device.id, jkt, expiresAt }, now)
  return ok(token)
}
