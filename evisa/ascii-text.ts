/** Bytes as text where all are ASCII, as all signed JSON here is. */

/** The text; empty, which is no JSON, if a byte is beyond ASCII. */
export function asciiText(bytes: Uint8Array): string {
  let value = ''
  for (let at = 0; at < bytes.length; at += 8192) {
    const chunk = bytes.subarray(at, at + 8192)
    if (chunk.some((byte) => byte > 0x7f)) return ''
    value += String.fromCharCode(...chunk)
  }
  return value
}
