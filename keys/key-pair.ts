/** A P-256 key pair with the names that the trust list and the root know it by. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { kidOfJwk, type PublicJwk } from '#evisa/root.ts'
import { assertP256 } from './pkcs8.ts'

export interface KeyPair {
  readonly kid: string
  readonly jwk: PublicJwk
  readonly privateKey: KeyObject
}

/** Makes a new key pair. */
export async function makeKeyPair(): Promise<KeyPair> {
  const pair = await keyPairOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)
  return isEasyToName(pair.kid) ? pair : makeKeyPair()
}

/** Whether a kid can be typed after a command: one that begins with a hyphen looks like an option. */
export function isEasyToName(kid: string): boolean {
  return !kid.startsWith('-')
}

/** A private key with the public half that follows from it. Throws `key/not-p256`. */
export async function keyPairOf(privateKey: KeyObject): Promise<KeyPair> {
  assertP256(privateKey)
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
  return { kid: await kidOfJwk(jwk), jwk, privateKey }
}
