/** SHA-256 by WebCrypto, which every runtime that we serve has as a global. */

declare const crypto: {
  readonly subtle: { digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer> }
}

/** The digest of an ASCII text, 32 bytes. */
export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(
    await crypto.subtle.digest(
      'SHA-256',
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
    ),
  )
}
