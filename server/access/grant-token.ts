/** A token for a device that says who it is by an assertion, and proves by the same key that it makes the request. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import type { DeviceStore } from '../store/device-store.ts'
import { deviceOfAssertion } from './client-assertion.ts'
import type { DpopProofs, ProofFault, ProofOf } from './dpop-proofs.ts'
import type { OnceOnly } from './once-only.ts'
import { hashToken, makeToken } from './token-text.ts'

export const TOKEN_LIFE_SECONDS = 300

export interface TokenRequest {
  readonly assertion: string
  /** What was sent as the proof, and what it must be of. */
  readonly proof: string | undefined
  readonly of: ProofOf
}

export interface GrantContext {
  readonly store: Pick<DeviceStore, 'findDevice' | 'saveAccessToken'>
  readonly proofs: Pick<DpopProofs, 'verify'>
  /** The assertions that were taken. */
  readonly used: OnceOnly
  /** The address that devices know this server by. */
  readonly issuer: string
}

/** The token, bound to the key of the device. */
export async function grantToken(
  { assertion, proof: text, of }: TokenRequest,
  { store, proofs, used, issuer }: GrantContext,
  now: EpochSeconds,
): Promise<Result<string, ProofFault | 'unknown-device'>> {
  const proof = await proofs.verify(text, of, null, now)
  if (!proof.ok) return proof
  const { jkt, jwk } = proof.value
  const device = await deviceOfAssertion(assertion, issuer, store, used, now)
  if (device === null || device.jwk.x !== jwk.x || device.jwk.y !== jwk.y) return fail('unknown-device')
  const token = makeToken()
  const expiresAt = now + TOKEN_LIFE_SECONDS
  await store.saveAccessToken({ tokenHash: hashToken(token), device: device.id, jkt, expiresAt }, now)
  return ok(token)
}
