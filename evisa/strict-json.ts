/**
 * JSON with one spelling only. What is signed is written in ASCII, without white space, and read back only if writing it
 * again gives the very same text: so there is no duplicate member, no second number format and no byte-order mark.
 */

const BEYOND_ASCII = /[\u007f-\uffff]/

/** Writes a value as ASCII JSON: letters beyond ASCII become `\uXXXX`. */
export function writeStrictJson(value: unknown): string {
  const json = JSON.stringify(value)
  if (!BEYOND_ASCII.test(json)) return json
  return json.replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Reads a text that `writeStrictJson` may have written; `undefined` for any other. Never throws. */
export function readStrictJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return writeStrictJson(value) === text ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined
    throw error
  }
}
