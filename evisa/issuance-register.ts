/**
 * The issuance register of a compromised key: what it truly signed, as sorted 16-byte hashes of the payloads. Whoever
 * holds a stolen key chooses the time of issue that he writes, so nothing else tells a true visa from a forged one.
 */
import { base64url } from 'jose'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import type { ArtefactFault } from '#evisa/verify-threshold.ts'
import { isCanonicalBase64url } from './base64url-text.ts'
import { fail, ok, type Result } from './result.ts'
import { Instant } from './root.ts'
import { sha256 } from './sha256.ts'
import type { TrustList } from './trust-list.ts'
import { verifyArtefact } from './verify-artefact.ts'

export const REGISTER_TYP = 'evisa-register+jwt'
// With 8 bytes a thief who may choose among a million hashes would hit one of them within an hour.
export const HASH_BYTES = 16

export const RegisterDocument = Type.Object(
  {
    kid: Type.String({ pattern: '^[A-Za-z0-9_-]{11}$' }),
    iat: Instant,
    hashes: Type.String({ description: 'Sorted 16-byte SHA-256 prefixes of the payloads, base64url' }),
  },
  { additionalProperties: false, $id: 'issuance-register', title: 'Issuance register' },
)

export interface IssuanceRegister {
  readonly kid: string
  readonly iat: number
  readonly hashes: Uint8Array
}

export const MAX_REGISTER_CHARACTERS = 256 * 1024 * 1024
const kind = {
  typ: REGISTER_TYP,
  purpose: 'status',
  schema: Compile(RegisterDocument),
  maxCharacters: MAX_REGISTER_CHARACTERS,
} as const

export async function verifyRegister(jws: string, trust: TrustList): Promise<Result<IssuanceRegister, ArtefactFault>> {
  const verified = await verifyArtefact(jws, kind, trust)
  if (!verified.ok) return verified
  const { kid, iat, hashes } = verified.value.payload
  if (hashes !== '' && !isCanonicalBase64url(hashes)) return fail('artefact/schema')
  const bytes = base64url.decode(hashes)
  return bytes.length % HASH_BYTES === 0 ? ok({ kid, iat, hashes: bytes }) : fail('artefact/schema')
}

/** The hash under which the register holds a payload. */
export async function registerHash(payloadText: string): Promise<Uint8Array> {
  return (await sha256(payloadText)).subarray(0, HASH_BYTES)
}

/** Whether the register holds this payload: a binary search. */
export async function registerHolds(register: IssuanceRegister, payloadText: string): Promise<boolean> {
  const wanted = await registerHash(payloadText)
  let low = 0
  let high = register.hashes.length / HASH_BYTES - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const order = compareHashes(register.hashes, middle * HASH_BYTES, wanted)
    if (order === 0) return true
    if (order < 0) low = middle + 1
    else high = middle - 1
  }
  return false
}

function compareHashes(hashes: Uint8Array, offset: number, wanted: Uint8Array): number {
  for (let at = 0; at < HASH_BYTES; at++) {
    const difference = (hashes[offset + at] ?? 0) - (wanted[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
