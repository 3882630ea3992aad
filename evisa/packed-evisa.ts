/** An e-visa as events carry it: packed as in its QR code, base64url. */
import { base64url } from 'jose'
import { isCanonicalBase64url } from './base64url-text.ts'
import { packJws, unpackJws } from './qr-layout.ts'

/** Longest text that is looked at, in characters: more than the longest names need. */
export const MAX_PACKED_EVISA = 400

/** Packs the compact JWS of an e-visa; null for any that would not come back to the letter. */
export function packEvisa(jws: string): string | null {
  const packed = packJws(jws)
  return packed.ok ? base64url.encode(packed.value) : null
}

/** The compact JWS that was packed, of which nothing is verified yet; null for a text that `packEvisa` cannot have written. */
export function unpackEvisa(text: string): string | null {
  if (text.length > MAX_PACKED_EVISA || !isCanonicalBase64url(text)) return null
  return unpackJws(base64url.decode(text))
}
