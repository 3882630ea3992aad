/** Bytes as text where all are ASCII, as all signed JSON here is. */

/** The text; empty, which is no JSON, if a byte is beyond ASCII. */
export function asciiText(bytes: Uint8Array): string {
  let value = ''
  for (let at = 0; at < bytes.length; at += 8192) value += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return BEYOND_ASCII.test(value) ? '' : value
}

const BEYOND_ASCII = /[^\0-\x7f]/
