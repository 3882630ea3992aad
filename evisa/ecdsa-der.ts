/**
 * A P-256 signature in its two forms: the 64 bytes of a JWS (RFC 7518, JSON Web Algorithms, 3.4) and the DER that OpenSSL
 * and authenticators write (SEC 1, "Elliptic Curve Cryptography", ECDSA-Sig-Value). OpenSSL's own conversion costs half as
 * much again as a check, and as much again as a signature.
 */

const INTEGER_BYTES = 32
const SEQUENCE = 0x30
const INTEGER = 0x02
const LONGEST_DER = 72

/** The DER of 64 bytes r and s; null for any other number of bytes, which are no signature. */
export function derOfRaw(raw: Uint8Array): Uint8Array | null {
  if (raw.length !== 2 * INTEGER_BYTES) return null
  const der = new Uint8Array(LONGEST_DER)
  const end = writeInteger(der, writeInteger(der, 2, raw, 0), raw, INTEGER_BYTES)
  der[0] = SEQUENCE
  der[1] = end - 2
  return der.subarray(0, end)
}

/** The 64 bytes r and s of a DER that is written to the letter; null for anything else. */
export function rawOfDer(der: Uint8Array): Uint8Array | null {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) return null
  const raw = new Uint8Array(2 * INTEGER_BYTES)
  const middle = readInteger(der, 2, raw, 0)
  const end = middle === null ? null : readInteger(der, middle, raw, INTEGER_BYTES)
  return end === der.length ? raw : null
}

/** Writes a positive INTEGER, with a zero before it only where its first bit would make it negative; gives where it ends. */
function writeInteger(der: Uint8Array, at: number, raw: Uint8Array, from: number): number {
  let first = from
  while (first < from + INTEGER_BYTES - 1 && raw[first] === 0) first++
  const zero = startsNegative(raw[first]) ? 1 : 0
  const length = from + INTEGER_BYTES - first + zero
  der[at] = INTEGER
  der[at + 1] = length
  der.set(raw.subarray(first, from + INTEGER_BYTES), at + 2 + zero)
  return at + 2 + length
}

/** Reads a positive INTEGER right-aligned into 32 bytes of `raw`; gives where it ends, or null. */
function readInteger(der: Uint8Array, at: number, raw: Uint8Array, into: number): number | null {
  const length = der[at + 1] ?? 0
  const end = at + 2 + length
  if (der[at] !== INTEGER || length === 0 || end > der.length || startsNegative(der[at + 2])) return null
  const hasZero = length > 1 && der[at + 2] === 0
  if (hasZero && !startsNegative(der[at + 3])) return null
  const value = der.subarray(hasZero ? at + 3 : at + 2, end)
  if (value.length > INTEGER_BYTES) return null
  raw.set(value, into + INTEGER_BYTES - value.length)
  return end
}

function startsNegative(byte: number | undefined): boolean {
  return (byte ?? 0) >= 0x80
}
