/**
 * The packing table: how a signed e-visa is laid into the bytes of its QR code and rebuilt from them, to the letter.
 * Rows stand in the order in which the payload's JSON names its members.
 */
import { base64url } from 'jose'
import { base64urlOfText, isCanonicalBase64url } from './base64url-text.ts'
import { bitReader, bitWriter } from './bit-string.ts'
import {
  birthDate,
  type Codec,
  category,
  constant,
  day,
  LETTERS,
  numbered,
  oneOf,
  state,
  text,
  unsigned,
  visaNumber,
} from './qr-codec.ts'
import { fail, ok, type Result } from './result.ts'
import { readStrictJson } from './strict-json.ts'
import { type ParsedJws, parseCompactJws } from './verify-jws.ts'
import { ENTER_BY, ISSUING_STATE, STATUS_LIST_URN } from './visa-claims.ts'

export const VISA_TYP = 'evisa+jwt'
const VISA_ALGORITHM = 'ES256'
const KID_BYTES = 8
const SIGNATURE_BYTES = 64
const LAYOUT = 1

const LAYOUT_1: readonly { readonly claim: string; readonly codec: Codec }[] = [
  { claim: 'iss', codec: constant(ISSUING_STATE) },
  { claim: 'jti', codec: visaNumber },
  { claim: 'iat', codec: unsigned(32) },
  { claim: 'category', codec: category },
  { claim: 'entries', codec: oneOf(2, [1, 2, 'multiple']) },
  { claim: 'valid_from', codec: day },
  { claim: 'valid_until', codec: day },
  { claim: 'stay_days', codec: unsigned(10) },
  { claim: 'enter_by', codec: constant(ENTER_BY) },
  { claim: 'holder.surname', codec: text(5, `${LETTERS} `, 80) },
  { claim: 'holder.given_names', codec: text(5, `${LETTERS} `, 80) },
  { claim: 'holder.sex', codec: oneOf(2, ['F', 'M', 'X']) },
  { claim: 'holder.birth_date', codec: birthDate },
  { claim: 'holder.nationality', codec: state },
  { claim: 'passport.number', codec: text(6, `${LETTERS}0123456789`, 22) },
  { claim: 'passport.issuer', codec: state },
  { claim: 'passport.expires', codec: day },
  { claim: 'status.status_list.idx', codec: unsigned(17) },
  { claim: 'status.status_list.uri', codec: numbered(STATUS_LIST_URN) },
]
const ROWS = LAYOUT_1.map(({ claim, codec }) => ({ path: claim.split('.'), codec }))

/** The protected header of an e-visa, in its one spelling. */
export function visaHeader(kid: string): string {
  return JSON.stringify({ alg: VISA_ALGORITHM, kid, typ: VISA_TYP })
}

/**
 * Packs a compact JWS. Fails, saying why, for any that `unpackJws` would not bring back byte for byte: such a visa
 * cannot be printed and must not be issued.
 */
export function packJws(jws: string): Result<Uint8Array, string> {
  const packed = packUnproven(jws)
  if (!packed.ok || unpackJws(packed.value) === jws) return packed
  return fail('the visa does not come back identical from its own QR code')
}

/** The same for a caller that reads what was packed back, from the text that is printed. */
export function packUnproven(jws: string): Result<Uint8Array, string> {
  const parsed = parseCompactJws(jws, VISA_TYP)
  if (!parsed.ok) return fail(`the JWS has not the form of an e-visa: ${parsed.error}`)
  const { kid, payloadText, signature } = parsed.value
  const claims = readStrictJson(payloadText)
  if (!isCanonicalBase64url(kid) || claims === undefined)
    return fail('the kid or the payload is not in its one spelling')
  const out = bitWriter()
  out.write(LAYOUT, 8)
  out.writeBytes(base64url.decode(kid))
  for (const { path, codec } of ROWS) {
    const value = path.reduce((at: unknown, name) => (at as Record<string, unknown> | undefined)?.[name], claims)
    if (value === undefined) return fail(`the claim ${path.join('.')} is missing`)
    codec.write(out, value as never)
  }
  out.align()
  out.writeBytes(base64url.decode(signature))
  return ok(out.bytes())
}

/** The compact JWS that was packed; null for bytes that `packJws` cannot have written. Never throws. */
export function unpackJws(bytes: Uint8Array): string | null {
  const parts = unpackParts(bytes)
  return parts && compactOf(parts)
}

/** The compact form of a JWS in parts. */
export function compactOf({ protected: header, payload, signature }: ParsedJws): string {
  return `${header}.${payload}.${signature}`
}

/** The JWS that was packed, in its parts: canonical, since they are written here. */
export function unpackParts(bytes: Uint8Array): ParsedJws | null {
  const from = bitReader(bytes)
  if (from.read(8) !== LAYOUT) return null
  const kid = base64url.encode(from.readBytes(KID_BYTES))
  const claims: Record<string, unknown> = {}
  for (const { path, codec } of ROWS) {
    const value = codec.read(from)
    if (value === undefined || from.overrun()) return null
    let at = claims
    for (const name of path.slice(0, -1)) {
      at[name] ??= {}
      at = at[name] as Record<string, unknown>
    }
    at[path.at(-1) as string] = value
  }
  if (!from.align()) return null
  const signature = from.readBytes(SIGNATURE_BYTES)
  if (!from.atEnd()) return null
  const payloadText = JSON.stringify(claims)
  return {
    protected: base64urlOfText(visaHeader(kid)),
    payload: base64urlOfText(payloadText),
    signature: base64url.encode(signature),
    alg: VISA_ALGORITHM,
    kid,
    payloadText,
  }
}
