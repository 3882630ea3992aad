/** The device's key as a station keeps it: PKCS#8 in its owner-only file, and from there on a key that cannot be read out. */
import type { CryptoKeyPair } from '../offline/scanner-store.ts'

/** Both halves, base64. */
export interface KeptKey {
  /** PKCS#8. */
  readonly privateKey: string
  /** The raw point. */
  readonly publicKey: string
}

const ES256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** Takes a pair whose private half can be read out. */
export async function keepKey({ privateKey, publicKey }: CryptoKeyPair): Promise<KeptKey> {
  const { subtle } = crypto
  return {
    privateKey: Buffer.from(await subtle.exportKey('pkcs8', privateKey)).toString('base64'),
    publicKey: Buffer.from(await subtle.exportKey('raw', publicKey)).toString('base64'),
  }
}

/** The pair for use: the private half signs and cannot be read out any more. */
export async function readKey(kept: KeptKey): Promise<CryptoKeyPair> {
  const { subtle } = crypto
  const bytes = (text: string) => Buffer.from(text, 'base64')
  return {
    privateKey: await subtle.importKey('pkcs8', bytes(kept.privateKey), ES256, false, ['sign']),
    publicKey: await subtle.importKey('raw', bytes(kept.publicKey), ES256, true, ['verify']),
  }
}
