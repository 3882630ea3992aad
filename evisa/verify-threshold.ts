/** How an artefact that a threshold of root keys signs is verified, and the faults that any artefact can have. */
import type Type from 'typebox'
import type { Validator } from 'typebox/schema'
import { isCanonicalBase64url, textOfBase64url } from './base64url-text.ts'
import { fail, ok, type Result } from './result.ts'
import { readStrictJson } from './strict-json.ts'
import { parseJws, signatureIsValid, type VerificationKey } from './verify-jws.ts'

/** Why an artefact was not taken. The knowledge held before stays as it is. */
export type ArtefactFault =
  | 'artefact/missing'
  | 'artefact/too-large'
  | 'artefact/format'
  | 'artefact/header'
  | 'artefact/key-unknown'
  | 'artefact/key-purpose'
  | 'artefact/key-compromised'
  | 'artefact/key-not-active'
  | 'artefact/signature'
  | 'artefact/signed-twice'
  | 'artefact/threshold'
  | 'artefact/schema'
  | 'artefact/root-gap'
  | 'artefact/hash'
  | 'artefact/mixed'
  | 'artefact/rollback'
  | 'artefact/conflict'
  | 'artefact/fast-forward'
  | 'artefact/frozen'
  | 'artefact/expired'

/** What is expected of it: its `typ`, its schema and its largest size. */
export interface ThresholdKind<S extends Type.TSchema> {
  readonly typ: string
  readonly schema: Validator<S>
  readonly maxCharacters: number
}

/**
 * Verifies a JWS in general JSON serialization (RFC 7515, JSON Web Signature, section 7.2.1) against a threshold of
 * keys. Each signature is checked on its own and distinct keys are counted: one that signs twice fails it.
 */
export async function verifyThreshold<S extends Type.TSchema>(
  text: string,
  kind: ThresholdKind<S>,
  keys: ReadonlyMap<string, VerificationKey>,
  threshold: number,
): Promise<Result<Type.Static<S>, ArtefactFault>> {
  if (text.length > kind.maxCharacters) return fail('artefact/too-large')
  const document = readStrictJson(text)
  if (!isGeneralJws(document)) return fail('artefact/format')
  const signers = new Set<string>()
  for (const signature of document.signatures) {
    const parsed = parseJws({ ...signature, payload: document.payload }, kind.typ)
    if (!parsed.ok) return fail(parsed.error === 'credential/format' ? 'artefact/format' : 'artefact/header')
    const key = keys.get(parsed.value.kid)
    if (key === undefined) continue
    if (signers.has(key.kid)) return fail('artefact/signed-twice')
    if (!(await signatureIsValid(parsed.value, key))) return fail('artefact/signature')
    signers.add(key.kid)
  }
  if (threshold < 1 || signers.size < threshold) return fail('artefact/threshold')
  return checkSchema(textOfBase64url(document.payload), kind.schema)
}

interface GeneralJws {
  readonly payload: string
  readonly signatures: readonly { readonly protected: string; readonly signature: string }[]
}

const MAX_SIGNATURES = 16

function isGeneralJws(value: unknown): value is GeneralJws {
  const { payload, signatures } = (value ?? {}) as Partial<GeneralJws>
  return (
    typeof payload === 'string' &&
    isCanonicalBase64url(payload) &&
    Array.isArray(signatures) &&
    signatures.length <= MAX_SIGNATURES &&
    signatures.every((one) => typeof one?.protected === 'string' && typeof one?.signature === 'string')
  )
}

/** The payload as its schema has it. */
export function checkSchema<S extends Type.TSchema>(
  payloadText: string,
  schema: Validator<S>,
): Result<Type.Static<S>, ArtefactFault> {
  const payload = readStrictJson(payloadText)
  return schema.Check(payload) ? ok(payload as Type.Static<S>) : fail('artefact/schema')
}
