/** The life of a key: announced, active, retired; compromised from any of them. Pure: no files, no clock. */
import type { EpochSeconds } from '#evisa/civil-date.ts'
import { fail, ok, type Result } from '#evisa/result.ts'
import { ALGORITHM } from '#evisa/root.ts'
import type { KeyState, TrustedKeyDocument } from '#evisa/trust-list.ts'

/** Every key that this authority ever had, as the next trust list will show it. */
export type Keyring = readonly TrustedKeyDocument[]

/** What the world has been told: the keys of the published trust list. */
export interface Published {
  readonly keys: Keyring
}

export type NewKey = Pick<TrustedKeyDocument, 'kid' | 'jwk' | 'purpose'>
export type Terms = Pick<TrustedKeyDocument, 'active_from' | 'sign_until' | 'verify_until'>

export type RotationFaultCode =
  | 'rotation/known-key'
  | 'rotation/full'
  | 'rotation/unknown-key'
  | 'rotation/compromised'
  | 'rotation/not-announced'
  | 'rotation/not-published'
  | 'rotation/too-early'
  | 'rotation/run-out'
  | 'rotation/already-retired'
  | 'rotation/last-active'
  | 'rotation/in-future'

export interface RotationFault {
  readonly code: RotationFaultCode
  /** From when on the same would be done, where that is known. */
  readonly possibleAt?: EpochSeconds
}

export type Rotated = Result<Keyring, RotationFault>

/** A trust list holds no more keys. */
export const MAX_KEYS = 1024
const YEAR_SECONDS = 365 * 86_400
const SIGN_SECONDS = YEAR_SECONDS
const VERIFY_AFTER_SIGNING_SECONDS = 2 * YEAR_SECONDS
const STATES: readonly KeyState[] = ['announced', 'active', 'retired', 'compromised']

/** A key signs for a year, and what it signed verifies for two more. */
export function termsFrom(active_from: EpochSeconds): Terms {
  const sign_until = active_from + SIGN_SECONDS
  return { active_from, sign_until, verify_until: sign_until + VERIFY_AFTER_SIGNING_SECONDS }
}

/** Adds a key that signs when every scanner, however long cut off, has heard of it. */
export function announce(keyring: Keyring, key: NewKey, now: EpochSeconds, windowSeconds: number): Rotated {
  if (keyring.some(({ kid }) => kid === key.kid)) return fail({ code: 'rotation/known-key' })
  if (keyring.length >= MAX_KEYS) return fail({ code: 'rotation/full' })
  return ok([...keyring, { ...key, alg: ALGORITHM, state: 'announced', ...termsFrom(now + windowSeconds) }])
}

/** Lets an announced key sign, once the window since its first publication is over; at once if it is forced. */
export function activate(
  keyring: Keyring,
  published: Published,
  kid: string,
  now: EpochSeconds,
  force = false,
): Rotated {
  return change(keyring, kid, (key) => {
    if (key.state !== 'announced') return fail({ code: 'rotation/not-announced' })
    const told = published.keys.find((one) => one.kid === kid && one.state === 'announced')
    // What was published counts: the world goes by it.
    const { active_from, sign_until, verify_until } = told ?? key
    if (now > sign_until) return fail({ code: 'rotation/run-out' })
    if (!force && told === undefined) return fail({ code: 'rotation/not-published' })
    if (!force && now < active_from) return fail({ code: 'rotation/too-early', possibleAt: active_from })
    return ok({ ...key, state: 'active', active_from: Math.min(active_from, now), sign_until, verify_until })
  })
}

/** Ends the signing of an active key, or withdraws an announced one. What it signed still verifies. */
export function retire(keyring: Keyring, kid: string, now: EpochSeconds, force = false): Rotated {
  return change(keyring, kid, (key) => {
    if (key.state === 'retired') return fail({ code: 'rotation/already-retired' })
    const isOther = (one: TrustedKeyDocument) => one.kid !== kid && one.purpose === key.purpose && signsAt(one, now)
    if (key.state === 'active' && !force && !keyring.some(isOther)) return fail({ code: 'rotation/last-active' })
    return ok({ ...key, state: 'retired', sign_until: Math.min(key.sign_until, now) })
  })
}

/** Marks a key as stolen or misused since a moment. It stays so for ever. */
export function compromise(keyring: Keyring, kid: string, since: EpochSeconds, now: EpochSeconds): Rotated {
  return change(keyring, kid, (key) =>
    since > now ? fail({ code: 'rotation/in-future' }) : ok({ ...key, state: 'compromised', compromised_at: since }),
  )
}

/**
 * What publishing does to announced keys: one that the world has not heard of yet waits the whole window from now on;
 * one that it has heard of keeps the dates that were published.
 */
export function scheduleAnnounced(
  keyring: Keyring,
  published: Published,
  now: EpochSeconds,
  windowSeconds: number,
): Keyring {
  return keyring.map((key) => {
    if (key.state !== 'announced') return key
    const told = published.keys.find(({ kid }) => kid === key.kid)
    if (told === undefined) return { ...key, ...termsFrom(Math.max(key.active_from, now + windowSeconds)) }
    const { active_from, sign_until, verify_until } = told
    return { ...key, active_from, sign_until, verify_until }
  })
}

/** The published keys that this keyring does not know, or knows in an earlier state: it is not the newest one. */
export function forgottenKeys(keyring: Keyring, published: Published): Keyring {
  const states = new Map(keyring.map(({ kid, state }) => [kid, STATES.indexOf(state)]))
  return published.keys.filter(({ kid, state }) => (states.get(kid) ?? -1) < STATES.indexOf(state))
}

/** Whether this key signs at this moment. */
export function signsAt(key: Terms & Pick<TrustedKeyDocument, 'state'>, now: EpochSeconds): boolean {
  return key.state === 'active' && now >= key.active_from && now <= key.sign_until
}

function change(
  keyring: Keyring,
  kid: string,
  step: (key: TrustedKeyDocument) => Result<TrustedKeyDocument, RotationFault>,
): Rotated {
  const at = keyring.findIndex((key) => key.kid === kid)
  const key = keyring[at]
  if (key === undefined) return fail({ code: 'rotation/unknown-key' })
  if (key.state === 'compromised') return fail({ code: 'rotation/compromised' })
  const changed = step(key)
  return changed.ok ? ok(keyring.with(at, changed.value)) : changed
}
