/** How a device signs in: an assertion by its own key (RFC 7523, JWT Profile for OAuth 2.0 Client Authentication). */
import { decodeJwt, errors, importJWK, type JWTPayload, jwtVerify } from 'jose'
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { ALGORITHM } from '#evisa/root.ts'
import type { Device, DeviceStore } from '../store/device-store.ts'
import type { OnceOnly } from './once-only.ts'

const LIFE_SECONDS = 300
const CLOCK_TOLERANCE_SECONDS = 60
const MAX_CHARACTERS = 2048

/** The enrolled device that made an assertion for this server; null where it proves none, or one that was revoked. */
export async function deviceOfAssertion(
  assertion: string,
  issuer: string,
  { findDevice }: Pick<DeviceStore, 'findDevice'>,
  used: OnceOnly,
  now: EpochSeconds,
): Promise<Device | null> {
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
    return isShort(payload) && used.use(`${device.id} ${payload.jti}`, now) === 'first' ? device : null
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}

// One that is good for long would have to be remembered for long; and it is for this server alone.
function isShort({ exp = 0, iat = 0, jti, aud }: JWTPayload): boolean {
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
