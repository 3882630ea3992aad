/** Reading, the gate before the rules: from a scanned text to claims that are proven to be the authority's. */
import { civilDateAt, type EpochSeconds } from './civil-date.ts'
import { registerHolds } from './issuance-register.ts'
import { earliestNow, isClockBehind, type Knowledge } from './knowledge.ts'
import { policyOn } from './policy.ts'
import { parsedJwsOfText } from './qr-text.ts'
import { type Finding, outcomeOf, type Reason } from './reasons.ts'
import { fail, ok, type Result } from './result.ts'
import type { Audience } from './situation.ts'
import { keyIsInUse, type TrustedKey } from './trust-list.ts'
import { type ParsedJws, signatureIsValid } from './verify-jws.ts'
import { parseVisaClaims, type VisaClaims } from './visa-claims.ts'

/** A proven credential: its claims are the authority's, signed by the key of this kid. */
export interface Credential {
  readonly claims: VisaClaims
  readonly kid: string
}

const SUPPORTED_ALGORITHM = 'ES256'
const DEFAULT_TRUST_REFRESH_SECONDS = 24 * 3600

/**
 * Reads a QR text (or a compact JWS) step by step in the order of the table; the first failure ends it. A key's window
 * is judged by no clock that is not believed, but by signed time; where that alone makes a key unknown or too early, the clock leads.
 */
export async function readCredential(
  text: string,
  audience: Audience,
  knowledge: Knowledge,
  now: EpochSeconds,
): Promise<Result<Credential, Finding>> {
  const stop = (reason: Reason, outcome = outcomeOf(reason, audience) ?? 'refer') => fail<Finding>({ reason, outcome })

  const parsed = parsedJwsOfText(text)
  if (!parsed.ok) return stop(parsed.error)
  const { alg, kid, payloadText } = parsed.value
  if (alg !== SUPPORTED_ALGORITHM) return stop('credential/algorithm')

  const { trust } = knowledge
  if (trust === null) return stop('data/none')
  const surelyNow = Math.max(earliestNow(knowledge, now), knowledge.timeFloor)
  const isBehind = isClockBehind(knowledge, now)
  const key = trust.keys.get(kid)
  if (key === undefined || key.purpose !== 'visa') {
    const policy = knowledge.policy && policyOn(knowledge.policy, civilDateAt(surelyNow))
    const refreshAge = policy?.limits.trust_refresh_seconds ?? DEFAULT_TRUST_REFRESH_SECONDS
    if (surelyNow - trust.asOf > refreshAge) return stop('key/unknown', 'refer')
    // By such a clock the list may be older, and a newer one may name the key.
    return stop(isBehind ? 'clock/behind' : 'key/unknown')
  }
  if (key.alg !== alg) return stop('credential/algorithm')
  if (!keyIsInUse(key, surelyNow))
    return stop(isBehind && surelyNow < key.active_from ? 'clock/behind' : 'key/not-active')
  const kept = await compromiseFinding(key, parsed.value, knowledge)
  if (kept !== null) return stop('key/compromised', kept === 'unknown' ? 'refer' : undefined)
  if (!(await signatureIsValid(parsed.value, key))) return stop('signature/invalid')

  const claims = parseVisaClaims(payloadText)
  return claims.ok ? ok({ claims: claims.value, kid }) : stop(claims.error)
}

/** Null where nothing speaks against the key: it is sound, or the register of what it truly issued holds this visa. */
async function compromiseFinding(
  key: TrustedKey,
  jws: ParsedJws,
  knowledge: Knowledge,
): Promise<'forged' | 'unknown' | null> {
  if (key.state !== 'compromised') return null
  const register = knowledge.registers.get(key.kid)
  if (register === undefined) return 'unknown'
  return (await registerHolds(register, jws.payloadText)) ? null : 'forged'
}
