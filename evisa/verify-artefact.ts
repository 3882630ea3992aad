/** How a signed artefact is verified: by one key of the trust list for its purpose, or by a threshold of root keys. */

import type Type from 'typebox'
import { fail, ok, type Result } from './result.ts'
import type { KeyPurpose, TrustList } from './trust-list.ts'
import { type ParsedJws, parseCompactJws, signatureIsValid } from './verify-jws.ts'
import { type ArtefactFault, checkSchema, type ThresholdKind } from './verify-threshold.ts'

/** What kind of artefact is expected: its key's purpose too. */
export interface ArtefactKind<S extends Type.TSchema> extends ThresholdKind<S> {
  readonly purpose: KeyPurpose | readonly KeyPurpose[]
}

export interface VerifiedArtefact<P> {
  readonly payload: P
  readonly kid: string
}

/** Verifies a compact JWS against the key that the trust list names for this purpose. */
export async function verifyArtefact<S extends Type.TSchema>(
  jws: string,
  kind: ArtefactKind<S>,
  trust: TrustList,
): Promise<Result<VerifiedArtefact<Type.Static<S>>, ArtefactFault>> {
  const parsed = parseArtefact(jws, kind)
  if (!parsed.ok) return parsed
  const key = trust.keys.get(parsed.value.kid)
  if (key === undefined) return fail('artefact/key-unknown')
  if (!(Array.isArray(kind.purpose) ? kind.purpose : [kind.purpose]).includes(key.purpose))
    return fail('artefact/key-purpose')
  if (key.state === 'compromised') return fail('artefact/key-compromised')
  if (!(await signatureIsValid(parsed.value, key))) return fail('artefact/signature')
  const payload = checkSchema(parsed.value.payloadText, kind.schema)
  // It is judged by the time at which it says it was signed: who lies about that makes it too old to be believed.
  if (!payload.ok) return payload
  const { iat } = payload.value as { iat: number }
  if (iat < key.active_from || iat > key.sign_until) return fail('artefact/key-not-active')
  return ok({ payload: payload.value, kid: key.kid })
}

/** The payload of an artefact that nothing proves yet, if it is of the right form and size. */
export function peekPayload<S extends Type.TSchema>(
  jws: string,
  kind: ArtefactKind<S>,
): Result<Type.Static<S>, ArtefactFault> {
  const parsed = parseArtefact(jws, kind)
  return parsed.ok ? checkSchema(parsed.value.payloadText, kind.schema) : parsed
}

function parseArtefact(
  jws: string,
  kind: Pick<ArtefactKind<Type.TSchema>, 'typ' | 'maxCharacters'>,
): Result<ParsedJws, ArtefactFault> {
  if (jws.length > kind.maxCharacters) return fail('artefact/too-large')
  const parsed = parseCompactJws(jws, kind.typ)
  return parsed.ok ? parsed : fail(parsed.error === 'credential/format' ? 'artefact/format' : 'artefact/header')
}
