/**
 * The text of an e-visa's QR code and back: a prefix, then decimal digits. A scanner takes the digits and ignores what
 * stands around them: a keyboard wedge under a foreign layout garbles the prefix, and readers add signs of their own at
 * both ends. It never follows the prefix as an address.
 */
import { bytesOfDigits, digitsOfBytes } from './qr-digits.ts'
import { compactOf, packUnproven, unpackParts, VISA_TYP } from './qr-layout.ts'
import { fail, ok, type Result } from './result.ts'
import { type FormFault, type ParsedJws, parseCompactJws } from './verify-jws.ts'

/** Longest text that is looked at, in UTF-16 code units; the gate stands before anything parses. */
export const MAX_TEXT_LENGTH = 2048
export const DEFAULT_PREFIX = 'EV1:'

export type QrReason = 'qr/unreadable' | 'qr/too-long' | 'qr/not-an-evisa' | 'qr/malformed'

// `EV1:` as it was printed, in any letter case, or with its letters as another keyboard layout types them.
const OWN_PREFIX = /^.{2}1\D$/u
// Digits alone: of a bag tag or an article number, unless there are more than any such code holds.
const MIN_BARE_DIGITS = 100
const ANOTHER = new RegExp(`${DEFAULT_PREFIX}|[0-9]{${MIN_BARE_DIGITS}}`)
const OWN_URL = /^https?:\/\/[^\s#]+\/q#$/i
// A recovered JWS as any library writes it, white space and marks included: the credential's own gate judges those.
const LOOKS_LIKE_JWS = /^[\s\0\ufeff]*eyJ[^.]*\./

/** The text to print for a compact JWS. Fails, saying why, where the code could not bring it back. */
export function qrTextOfJws(jws: string, prefix: string = DEFAULT_PREFIX): Result<string, string> {
  const packed = packUnproven(jws)
  if (!packed.ok) return packed
  const text = prefix + digitsOfBytes(packed.value)
  if (text.length > MAX_TEXT_LENGTH) return fail(`the QR text would have over ${MAX_TEXT_LENGTH} characters`)
  const read = jwsOfText(text)
  return read.ok && read.value === jws ? ok(text) : fail(`behind the prefix ${prefix} the digits are not found again`)
}

/** The compact JWS in a scanned text, or in a text that is itself a JWS. Nothing of it is verified yet. */
export function jwsOfText(text: string): Result<string, QrReason> {
  const found = findJws(text)
  if (!found.ok) return found
  return ok(typeof found.value === 'string' ? found.value : compactOf(found.value))
}

/** The same in its parts: what was unpacked here is canonical, and is not parsed again. */
export function parsedJwsOfText(text: string): Result<ParsedJws, QrReason | FormFault> {
  const found = findJws(text)
  if (!found.ok) return found
  return typeof found.value === 'string' ? parseCompactJws(found.value, VISA_TYP) : ok(found.value)
}

/** A JWS as somebody wrote it, or the parts of one that was unpacked. */
function findJws(text: string): Result<string | ParsedJws, QrReason> {
  if (text.length > MAX_TEXT_LENGTH) return fail('qr/too-long')
  const scanned = text.trim()
  if (scanned === '') return fail('qr/unreadable')
  if (LOOKS_LIKE_JWS.test(text)) return ok(text)
  const shown = withoutSigns(scanned)
  const { prefix, digits } = splitTrailingDigits(shown)
  for (const run of [digits, longestDigits(scanned)]) {
    const jws = unpackDigits(run)
    // Of two in one text nobody knows whose is asked about: the one that answers would hide the other.
    if (jws !== null) return holdsAnother(scanned, run) ? fail('qr/malformed') : ok(jws)
  }
  const ours = digits !== '' && (OWN_PREFIX.test(prefix) || OWN_URL.test(prefix))
  const bare = prefix === '' && digits.length >= MIN_BARE_DIGITS
  return fail(ours || bare || /^EV1\b/i.test(shown) ? 'qr/malformed' : 'qr/not-an-evisa')
}

function unpackDigits(digits: string): ParsedJws | null {
  const bytes = digits === '' ? null : bytesOfDigits(digits)
  return bytes === null ? null : unpackParts(bytes)
}

/** Whether there is another e-visa, or a part of one, beside these digits. The same one, read twice, is no other. */
function holdsAnother(text: string, digits: string): boolean {
  const rest = text.toUpperCase().replaceAll(`${DEFAULT_PREFIX}${digits}`, ' ').replaceAll(digits, ' ')
  return ANOTHER.test(rest)
}

/** Without what readers put around a code: framing, and the three characters by which they name its kind (ISO/IEC 15424). */
function withoutSigns(text: string): string {
  let end = text.length
  while (end > 0 && !/[\p{L}\p{N}]/u.test(text[end - 1] ?? '')) end--
  return text
    .slice(0, end)
    .replace(/^[^\p{L}\p{N}\]]+/u, '')
    .replace(/^\][A-Z][0-9a-z]/i, '')
}

function longestDigits(text: string): string {
  return (text.match(/[0-9]+/g) ?? []).reduce((longest, run) => (run.length > longest.length ? run : longest), '')
}

// By hand, from the end: a regular expression would take a hostile text's length squared.
function splitTrailingDigits(text: string): { prefix: string; digits: string } {
  let at = text.length
  while (at > 0 && text.charCodeAt(at - 1) >= 0x30 && text.charCodeAt(at - 1) <= 0x39) at--
  return { prefix: text.slice(0, at), digits: text.slice(at) }
}
