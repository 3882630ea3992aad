/** What may be done to a signed text on its way, without any key. */
import { base64urlOfText, textOfBase64url } from '#evisa/base64url-text.ts'
import { writeStrictJson } from '#evisa/strict-json.ts'

/** Other content under the same signatures. */
export const altered = (text: string) =>
  inPayload(text, (payload) => {
    const content = JSON.parse(textOfBase64url(payload))
    return base64urlOfText(writeStrictJson({ ...content, iat: content.iat + 1 }))
  })

/** The header says that no algorithm is needed. */
export const unsigned = (text: string) =>
  inHeader(text, (header) => base64urlOfText(writeStrictJson({ ...JSON.parse(textOfBase64url(header)), alg: 'none' })))

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** The other signature that the mathematics of ECDSA lets stand for the same: (r, n - s). */
export const withHighS = (text: string) =>
  inSignature(text, (signature) => {
    const hex = Buffer.from(signature, 'base64url').toString('hex')
    const high = P256_ORDER - BigInt(`0x${hex.slice(64)}`)
    return Buffer.from(hex.slice(0, 64) + high.toString(16).padStart(64, '0'), 'hex').toString('base64url')
  })

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The same bytes in another spelling: of the last letter of 64 bytes four bits say nothing. */
export const respelt = (text: string) =>
  inSignature(text, (signature) => {
    const last = ALPHABET.indexOf(signature.at(-1) ?? '')
    return signature.slice(0, -1) + ALPHABET[last + 1]
  })

/** What has arrived when a transfer is given up. */
export const cutOff = (text: string) => text.slice(0, text.length / 2)

type Part = (text: string) => string

// Of a compact JWS the part; of one in general serialization that of its first signature.
function inPart(at: 0 | 1 | 2, name: 'protected' | 'payload' | 'signature') {
  return (text: string, change: Part): string => {
    if (!text.startsWith('{')) {
      const parts = text.split('.')
      return parts.with(at, change(parts[at] ?? '')).join('.')
    }
    const document = JSON.parse(text)
    if (name === 'payload') document.payload = change(document.payload)
    else document.signatures[0][name] = change(document.signatures[0][name])
    return JSON.stringify(document)
  }
}
const inHeader = inPart(0, 'protected')
const inPayload = inPart(1, 'payload')
const inSignature = inPart(2, 'signature')
