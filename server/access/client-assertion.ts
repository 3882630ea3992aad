/** How a device signs in: an assertion by its own key (RFC 7523, JWT Profile for OAuth 2.0 Client Authentication). */
import { decodeJwt, errors, importJWK, type JWTPayload, jwtVerify } from 'jose'
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
}

/** What an assertion for this server proves; null where that is nothing, or its device was revoked. */
export async function proveAssertion(
  assertion: string,
  issuer: string,
  { findDevice }: Pick<DeviceStore, 'findDevice'>,
  now: EpochSeconds,
): Promise<ProvenAssertion | null> {
  const claimed = assertion.length > MAX_CHARACTERS ? null : peek(assertion)
  const device = claimed?.iss === undefined ? null : await findDevice(claimed.iss)
  if (device === null || device.revokedAt !== null) return null
  try {
    const { payload } = await jwtVerify(assertion, await importJWK({ ...device.jwk }, ALGORITHM), {
      algorithms: [ALGORITHM],
      issuer: device.id,
      subject: device.id,
      audience: issuer,
      requiredClaims: ['exp', 'iat', 'jti'],
      maxTokenAge: LIFE_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now * 1000),
    })
    return isShort(payload) ? { device, jti: payload.jti } : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
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
