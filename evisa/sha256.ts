/** SHA-256 by WebCrypto, which every runtime that we serve has as a global. */
import { base64url } from 'jose'

declare const crypto: {
  readonly subtle: { digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer> }
}
declare const TextEncoder: new () => { encode(text: string): Uint8Array }

const encoder = new TextEncoder()

/** The digest of a text in UTF-8, 32 bytes. */
export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)))
}

/** The same as base64url, 43 characters: how an artefact is named by its content. */
export async function sha256Base64url(text: string): Promise<string> {
  return base64url.encode(await sha256(text))
}
