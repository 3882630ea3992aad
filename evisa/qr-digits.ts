/**
 * Bytes as decimal digits, for the numeric mode of a QR code: every 7 bytes become 17 digits, a tail of 1 to 6 bytes
 * becomes 3, 5, 8, 10, 13 or 15. Digits survive every keyboard layout and every URL.
 */
const DIGITS_OF_TAIL = [0, 3, 5, 8, 10, 13, 15, 17] as const

export function digitsOfBytes(bytes: Uint8Array): string {
  let digits = ''
  for (let at = 0; at < bytes.length; at += 7) {
    const group = bytes.subarray(at, at + 7)
    let value = 0n
    for (const byte of group) value = (value << 8n) | BigInt(byte)
    digits += value.toString().padStart(DIGITS_OF_TAIL[group.length] ?? 0, '0')
  }
  return digits
}

/** The bytes again; null for a text that `digitsOfBytes` cannot have written. The caller has bounded its length. */
export function bytesOfDigits(digits: string): Uint8Array | null {
  const tail = DIGITS_OF_TAIL.indexOf((digits.length % 17) as 0)
  if (tail < 0 || !/^[0-9]*$/.test(digits)) return null
  const groups = Math.floor(digits.length / 17)
  const bytes = new Uint8Array(groups * 7 + tail)
  for (let group = 0; group <= groups; group++) {
    const width = group < groups ? 7 : tail
    const text = digits.slice(group * 17, group * 17 + 17)
    if (text === '') break
    const value = BigInt(text)
    if (value >> BigInt(width * 8) !== 0n) return null
    // Two halves: BigInt arithmetic a byte at a time would cost more than the rest of the reading.
    const high = Number(value >> 32n)
    const low = Number(value & 0xffff_ffffn)
    for (let at = 0; at < width; at++) {
      const shift = (width - 1 - at) * 8
      bytes[group * 7 + at] = shift >= 32 ? (high >>> (shift - 32)) & 0xff : (low >>> shift) & 0xff
    }
  }
  return bytes
}
