/** The trust list: every key in use, what it is for, and from when until when. Signed by a threshold of root keys. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { type ArtefactFault, verifyThreshold } from '#evisa/verify-threshold.ts'
import type { EpochSeconds } from './civil-date.ts'
import { Extensions } from './extensions.ts'
import { fail, ok, type Result } from './result.ts'
import { Instant, importVerificationKey, PublicJwk, type Root, Version } from './root.ts'
import type { CheckSignature, VerificationKey } from './verify-jws.ts'

export const TRUST_LIST_TYP = 'evisa-trust+json'

/** What keys are for. Scanners of wire version 1 know the first four, and refuse a list that names any other. */
export const KEY_PURPOSES = ['visa', 'policy', 'status', 'snapshot', 'receipt', 'roster'] as const
export type KeyPurpose = (typeof KEY_PURPOSES)[number]
export const FIRST_PURPOSES: readonly KeyPurpose[] = KEY_PURPOSES.slice(0, 4)
// One that is not known here is passed over: its key proves nothing to who does not know what it is for.
const Purpose = Type.Unsafe<KeyPurpose>(
  Type.String({
    pattern: '^[a-z][a-z-]{0,39}$',
    description: `${KEY_PURPOSES.join(', ')}, or what a later program knows`,
  }),
)

export const KeyState = Type.Union([
  Type.Literal('announced'),
  Type.Literal('active'),
  Type.Literal('retired'),
  Type.Literal('compromised'),
])
export type KeyState = Type.Static<typeof KeyState>

export const TrustedKeyDocument = Type.Object(
  {
    kid: Type.String({ pattern: '^[A-Za-z0-9_-]{11}$' }),
    jwk: PublicJwk,
    purpose: Purpose,
    alg: Type.Literal('ES256'),
    state: KeyState,
    active_from: Instant,
    sign_until: Instant,
    verify_until: Instant,
    compromised_at: Type.Optional(Instant),
  },
  { additionalProperties: false },
)
export type TrustedKeyDocument = Type.Static<typeof TrustedKeyDocument>

export const TrustListDocument = Type.Object(
  {
    version: Version,
    iat: Instant,
    exp: Instant,
    keys: Type.Array(TrustedKeyDocument, { maxItems: 1024 }),
    extensions: Type.Optional(Extensions),
  },
  { additionalProperties: false, $id: 'trust-list', title: 'Trust list' },
)
export type TrustListDocument = Type.Static<typeof TrustListDocument>

export type TrustedKey = Omit<TrustedKeyDocument, 'jwk'> & Pick<VerificationKey, 'check'>

export interface TrustList extends Omit<TrustListDocument, 'keys'> {
  /** Until when nothing newer was known: `iat`, or the time of a snapshot that names this very list. */
  readonly asOf: EpochSeconds
  /** The version of the root whose keys signed it. */
  readonly rootVersion: number
  readonly keys: ReadonlyMap<string, TrustedKey>
}

export const MAX_TRUST_LIST_CHARACTERS = 1_000_000
const kind = { typ: TRUST_LIST_TYP, schema: Compile(TrustListDocument), maxCharacters: MAX_TRUST_LIST_CHARACTERS }

/** Makes the platform's own check of a key. */
export type PlatformCheck = (jwk: PublicJwk) => CheckSignature

/**
 * Verifies a trust list against the root and imports its keys once. A kid that is not its key's own is refused.
 * Signatures are checked by jose unless the platform brings its own check.
 */
export async function verifyTrustList(
  text: string,
  root: Root,
  platformCheck?: PlatformCheck,
): Promise<Result<TrustList, ArtefactFault>> {
  const verified = await verifyThreshold(text, kind, root.keys, root.threshold)
  if (!verified.ok) return verified
  const keys = new Map<string, TrustedKey>()
  for (const { jwk, ...entry } of verified.value.keys) {
    const imported = await importVerificationKey(jwk)
    if (imported?.kid !== entry.kid || keys.has(entry.kid)) return fail('artefact/schema')
    keys.set(entry.kid, { ...entry, check: platformCheck?.(jwk) ?? imported.check })
  }
  const { version, iat, exp, extensions = [] } = verified.value
  // It is good for no longer than the root that it stands on.
  return ok({ version, iat, exp: Math.min(exp, root.exp), asOf: iat, rootVersion: root.version, keys, extensions })
}

/** Whether what this key signed may be believed at this instant, a compromise aside. */
export function keyIsInUse(key: TrustedKey, now: EpochSeconds): boolean {
  return now >= key.active_from && now <= key.verify_until
}
