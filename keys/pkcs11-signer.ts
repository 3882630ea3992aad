/**
 * Keys that never leave a token (a hardware security module, a smart card): the second way in which a signer is had.
 * PKCS#11 is spoken by `node-webcrypto-p11`, which compiles when it is installed and so is not installed by default.
 */
import { kidOfJwk, type PublicJwk } from '#evisa/root.ts'
import { toLowS } from '#evisa/verify-jws.ts'
import { type InTurn, takeTurns } from '../platform/in-turn.ts'
import type { Pkcs11Config } from './config.ts'
import { KeyError } from './key-error.ts'
import { isEasyToName } from './key-pair.ts'
import type { Signer, SignerPurpose } from './signer.ts'

/** An open token. Its keys sign one after the other: a session does one thing at a time. */
export interface Token {
  /** Makes a key that cannot be read out, named by its kid. Throws `pkcs11/token`. */
  makeKey(): Promise<{ readonly kid: string; readonly jwk: PublicJwk }>
  /** The key of this kid; null if the token has none. Throws `pkcs11/token`. */
  findSigner(kid: string, purpose: SignerPurpose): Promise<Signer | null>
  close(): void
}

/** What is used of `node-webcrypto-p11` 2.8. */
export interface Pkcs11Package {
  readonly Crypto: new (options: { library: string; slot: number; pin: string; readWrite: boolean }) => TokenCrypto
}

interface TokenCrypto {
  readonly subtle: {
    generateKey(algorithm: object, extractable: boolean, usages: string[]): Promise<TokenKeyPair>
    exportKey(format: 'jwk', key: TokenKey): Promise<{ x?: string; y?: string }>
    sign(algorithm: object, key: TokenKey, data: Uint8Array): Promise<ArrayBuffer>
  }
  readonly keyStorage: {
    /** Such as `private-HANDLE-ID`, both in hexadecimal. */
    keys(): Promise<string[]>
    getItem(name: string): Promise<TokenKey>
  }
  close(): void
}

interface TokenKey {
  readonly key: { setAttribute(template: { label: string; id: Buffer }): void; destroy(): void }
}

interface TokenKeyPair {
  readonly privateKey: TokenKey
  readonly publicKey: TokenKey
}

const INSTALL = 'npm install --no-save node-webcrypto-p11@2.8.0'
const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
// PKCS #11, section "Return values": CKR_PIN_INCORRECT, _INVALID, _LEN_RANGE, _EXPIRED, _LOCKED.
const PIN_FAULTS = [0xa0, 0xa1, 0xa2, 0xa3, 0xa4]

/** Opens the token. Throws `pkcs11/not-installed`, `pkcs11/module`, `pkcs11/slot`, `pkcs11/pin`, `pkcs11/token`. */
export async function openToken(config: Pkcs11Config, load: () => Promise<Pkcs11Package> = loadPkcs11): Promise<Token> {
  const crypto = openCrypto(await load(), config)
  const turns = takeTurns()
  const inTurn: InTurn = (act) => turns(act).catch(refuse)
  return {
    makeKey: () => inTurn(() => makeKey(crypto)),
    findSigner: async (kid, purpose) => {
      const key = await inTurn(() => findKey(crypto, kid))
      if (key === null) return null
      const sign = (data: Uint8Array) => inTurn(async () => toSignature(await crypto.subtle.sign(ES256, key, data)))
      return Object.freeze({ kid, purpose, sign })
    },
    close: () => crypto.close(),
  }
}

/** Loads `node-webcrypto-p11`, or whatever stands in its place. Throws `pkcs11/not-installed`. */
export async function loadPkcs11(name = 'node-webcrypto-p11'): Promise<Pkcs11Package> {
  try {
    return await import(name)
  } catch (cause) {
    const message = `${name} is not installed or not built: run ${INSTALL} (it compiles: needs Python, make and a C++ compiler)`
    throw new KeyError('pkcs11/not-installed', message, { cause })
  }
}

function openCrypto({ Crypto }: Pkcs11Package, { module, slot, pin }: Pkcs11Config): TokenCrypto {
  try {
    return new Crypto({ library: module, slot, pin, readWrite: true })
  } catch (cause) {
    throw openingError(cause, module, slot)
  }
}

function openingError(cause: unknown, module: string, slot: number): KeyError {
  const { code, message } = cause as Error & { code?: unknown }
  if (PIN_FAULTS.includes(code as number)) {
    const warning = 'the PIN of EVISA_PKCS11_PIN_FILE is not taken; a token locks itself after a few wrong ones'
    return new KeyError('pkcs11/pin', `${warning} (${message})`, { cause })
  }
  if (typeof code === 'number') return new KeyError('pkcs11/token', `the token does not open: ${message}`, { cause })
  // The package's own faults are of this class; a library that cannot be loaded gives a plain Error.
  if ((cause as Error).constructor.name === 'CryptoError') {
    return new KeyError('pkcs11/slot', `EVISA_PKCS11_SLOT: there is no token at place ${slot} of ${module}`, { cause })
  }
  return new KeyError('pkcs11/module', `EVISA_PKCS11_MODULE: ${module} cannot be loaded: ${message}`, { cause })
}

async function makeKey(crypto: TokenCrypto): Promise<{ kid: string; jwk: PublicJwk }> {
  const options = { ...ES256, token: true, sensitive: true, label: 'evisa-new' }
  const { privateKey, publicKey } = await crypto.subtle.generateKey(options, false, ['sign', 'verify'])
  const halves = [privateKey.key, publicKey.key]
  let named = false
  try {
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', publicKey)
    const jwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
    const kid = await kidOfJwk(jwk)
    if (!isEasyToName(kid)) return await makeKey(crypto)
    // The token's own tools find both halves by the kid, too.
    for (const half of halves) half.setAttribute({ label: kid, id: idOf(kid) })
    named = true
    return { kid, jwk }
  } finally {
    if (!named) for (const half of halves) half.destroy()
  }
}

async function findKey(crypto: TokenCrypto, kid: string): Promise<TokenKey | null> {
  const ending = `-${idOf(kid).toString('hex')}`
  const name = (await crypto.keyStorage.keys()).find((one) => one.startsWith('private-') && one.endsWith(ending))
  return name === undefined ? null : crypto.keyStorage.getItem(name)
}

function idOf(kid: string): Buffer {
  return Buffer.from(kid, 'base64url')
}

function toSignature(signature: ArrayBuffer): Uint8Array {
  if (signature.byteLength === 64) return toLowS(new Uint8Array(signature))
  throw new KeyError('pkcs11/token', `the token made a signature of ${signature.byteLength} bytes; 64 were expected`)
}

function refuse(cause: unknown): never {
  if (cause instanceof KeyError) throw cause
  throw new KeyError('pkcs11/token', `the token failed: ${(cause as Error).message}`, { cause })
}
