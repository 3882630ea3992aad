/** How a device signs in: an assertion by its own key (RFC 7523, JWT Profile for OAuth 2.0 Client Authentication). */
import { decodeJwt, errors, importJWK, type JWTPayload, jwtVerify } from 'jose'
import type { AccessRefusal } from '#evisa/access-refusal.ts'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { ALGORITHM } from '#evisa/root.ts'
import type { Device, DeviceStore } from '../store/device-store.ts'

const LIFE_SECONDS = 300
const CLOCK_TOLERANCE_SECONDS = 60
const MAX_CHARACTERS = 2048

export interface ProvenAssertion {
  /** The enrolled device that made it. */
  readonly device: Device
  /** Its name among those of its device: it may be used once. */
  readonly jti: string
  /** Why it gives no access, though the device made it. */
  readonly refused: AccessRefusal['because'] | null
}

/** What an assertion for this server proves; null where that is nothing. */
export async function proveAssertion(
  assertion: string,
  issuer: string,
  { findDevice }: Pick<DeviceStore, 'findDevice'>,
  now: EpochSeconds,
): Promise<ProvenAssertion | null> {
  const claimed = assertion.length > MAX_CHARACTERS ? null : peek(assertion)
  const device = claimed?.iss === undefined ? null : await findDevice(claimed.iss)
  if (device === null) return null
  const proven = ({ payload }: { readonly payload: JWTPayload }, refused: ProvenAssertion['refused']) =>
    isShort(payload) ? { device, jti: payload.jti, refused: device.revokedAt === null ? refused : 'revoked' } : null
  try {
    const verified = await jwtVerify(assertion, await importJWK({ ...device.jwk }, ALGORITHM), {
      algorithms: [ALGORITHM],
      issuer: device.id,
      subject: device.id,
      audience: issuer,
      requiredClaims: ['exp', 'iat', 'jti'],
      maxTokenAge: LIFE_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now * 1000),
    })
    return proven(verified, null)
  } catch (error) {
    if (isAboutTime(error)) return proven(error, 'time')
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

/** Whether nothing but its times is wrong with it: they are looked at last. */
function isAboutTime(error: unknown): error is errors.JWTExpired | errors.JWTClaimValidationFailed {
  if (error instanceof errors.JWTExpired) return true
  return (
    error instanceof errors.JWTClaimValidationFailed &&
    ['iat', 'nbf'].includes(error.claim) &&
    error.reason === 'check_failed'
  )
}

// One that is good for long would have to be remembered for long; and it is for this server alone.
function isShort(payload: JWTPayload): payload is JWTPayload & { readonly jti: string } {
  const { exp = 0, iat = 0, jti, aud } = payload
  return exp - iat <= LIFE_SECONDS && typeof aud === 'string' && typeof jti === 'string' && jti.length <= 128
}

function peek(assertion: string): JWTPayload | null {
  try {
    return decodeJwt(assertion)
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return null
    throw error
  }
}
