/** Base64url (RFC 4648) in its one spelling, to and from ASCII text, as all signed JSON here is. */

// Every runtime that we serve has them, and they are several times faster than going through bytes.
declare const atob: (base64: string) => string
declare const btoa: (text: string) => string

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const BASE64URL = /^[A-Za-z0-9_-]+$/
const BEYOND_ASCII = /[^\0-\x7f]/

/** Whether it has no padding and its unused last bits are zero, so that it is the one spelling of its bytes. */
export function isCanonicalBase64url(text: string): boolean {
  const rest = text.length % 4
  if (rest === 1 || !BASE64URL.test(text)) return false
  const last = ALPHABET.indexOf(text.at(-1) ?? '')
  return rest === 0 || (rest === 2 ? last % 16 === 0 : last % 4 === 0)
}

/** The text behind a base64url part; empty, which is no JSON, if it is not canonical or a byte is beyond ASCII. */
export function textOfBase64url(part: string): string {
  if (!isCanonicalBase64url(part)) return ''
  const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
  return BEYOND_ASCII.test(text) ? '' : text
}

/** The base64url of an ASCII text. */
export function base64urlOfText(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
