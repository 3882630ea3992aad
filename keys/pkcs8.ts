/**
 * Private keys as encrypted PKCS#8: EncryptedPrivateKeyInfo (RFC 5958, Asymmetric Key Packages) under PBES2 (RFC 8018,
 * PKCS #5: Password-Based Cryptography). Built here because Node's own export derives its key with only 2,048 rounds.
 */
import { createCipheriv, createPrivateKey, type KeyObject, pbkdf2Sync, randomBytes } from 'node:crypto'
import { type AsnType, fromBER, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { KeyError } from './key-error.ts'

export const PBKDF2_ROUNDS = 600_000
const MIN_SCRYPT_N = 2 ** 14
const MIN_SCRYPT_R = 8

const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'
const SCRYPT = '1.3.6.1.4.1.11591.4.11'
const AES_256_CBC = '2.16.840.1.101.3.4.1.42'
const HMAC_SHA_256 = '1.2.840.113549.2.9'
const HMAC_SHA_384 = '1.2.840.113549.2.10'
const HMAC_SHA_512 = '1.2.840.113549.2.11'
const STRONG_HMACS = [HMAC_SHA_256, HMAC_SHA_384, HMAC_SHA_512]

const BEGIN = '-----BEGIN ENCRYPTED PRIVATE KEY-----'
const END = '-----END ENCRYPTED PRIVATE KEY-----'

/**
 * Encrypts a P-256 private key: AES-256-CBC under PBKDF2-HMAC-SHA-256 with 600,000 rounds. Gives PEM, which `openssl
 * pkey` reads too. Throws `key/not-p256`.
 */
export function encryptPkcs8(privateKey: KeyObject, passphrase: string): string {
  assertP256(privateKey)
  const salt = randomBytes(16)
  const iv = randomBytes(16)
  const key = pbkdf2Sync(passphrase, salt, PBKDF2_ROUNDS, 32, 'sha256')
  const clear = privateKey.export({ type: 'pkcs8', format: 'der' })
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const encrypted = Buffer.concat([cipher.update(clear), cipher.final()])
  key.fill(0)
  clear.fill(0)

  const derivation = sequence(
    oid(PBKDF2),
    sequence(octets(salt), new Integer({ value: PBKDF2_ROUNDS }), sequence(oid(HMAC_SHA_256), new Null())),
  )
  const algorithm = sequence(oid(PBES2), sequence(derivation, sequence(oid(AES_256_CBC), octets(iv))))
  return toPem(Buffer.from(sequence(algorithm, octets(encrypted)).toBER()))
}

/**
 * Opens what `encryptPkcs8`, or `openssl pkcs8 -topk8 -scrypt`, made. Throws a `KeyError`: `pem/malformed` (not encrypted
 * PKCS#8), `pem/weak` (what it says about its own derivation would fall to guessing), `pem/passphrase`, `key/not-p256`.
 */
export function decryptPkcs8(pem: string, passphrase: string): KeyObject {
  const der = fromPem(pem)
  assertStrongEncryption(der)
  const key = open(der, passphrase)
  assertP256(key)
  return key
}

/** Throws `key/not-p256` for anything but a private key on the curve P-256. */
export function assertP256(key: KeyObject): void {
  const { type, asymmetricKeyType, asymmetricKeyDetails } = key
  if (type === 'private' && asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1') return
  throw new KeyError(
    'key/not-p256',
    `a P-256 private key was expected, not ${asymmetricKeyDetails?.namedCurve ?? asymmetricKeyType ?? type}`,
  )
}

function open(der: Buffer, passphrase: string): KeyObject {
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8', passphrase })
  } catch (cause) {
    // OpenSSL has no one code for this: a wrong passphrase decrypts, now and then, to rubbish with valid padding.
    throw new KeyError('pem/passphrase', 'the passphrase does not open this key, or the file is damaged', { cause })
  }
}

function assertStrongEncryption(der: Buffer): void {
  const [algorithm] = members(parse(der))
  const [scheme, parameters] = members(algorithm)
  const [derivation, cipher] = members(parameters)
  const [derivationName, settings] = members(derivation)
  if (oidOf(scheme) !== PBES2 || oidOf(members(cipher)[0]) !== AES_256_CBC) {
    throw new KeyError('pem/weak', 'the key is not encrypted with PBES2 and AES-256-CBC')
  }
  const check = DERIVATIONS[oidOf(derivationName)]
  if (check === undefined) throw new KeyError('pem/weak', "the key's derivation is neither PBKDF2 nor scrypt")
  check(members(settings))
}

const DERIVATIONS: Readonly<Record<string, (settings: readonly AsnType[]) => void>> = {
  [PBKDF2]: ([, rounds, ...optional]) => {
    const count = integerOf(rounds)
    if (count < PBKDF2_ROUNDS) {
      throw new KeyError(
        'pem/weak',
        `the key is derived with ${count} PBKDF2 rounds; at least ${PBKDF2_ROUNDS} are needed`,
      )
    }
    // A key length may stand before it. Without it PBKDF2 means HMAC-SHA-1.
    if (!STRONG_HMACS.includes(oidOf(members(optional.at(-1))[0]))) {
      throw new KeyError('pem/weak', 'the key is derived with a weaker hash than SHA-256')
    }
  },
  [SCRYPT]: ([, n, r]) => {
    if (integerOf(n) < MIN_SCRYPT_N || integerOf(r) < MIN_SCRYPT_R) {
      throw new KeyError('pem/weak', `scrypt needs N of at least ${MIN_SCRYPT_N} and r of at least ${MIN_SCRYPT_R}`)
    }
  },
}

function parse(der: Buffer): AsnType {
  const { offset, result } = fromBER(der)
  if (offset !== der.length) throw new KeyError('pem/malformed', 'the key file is cut short or damaged')
  return result
}

function fromPem(pem: string): Buffer {
  const text = pem.trimEnd()
  const within = text.slice(BEGIN.length, -END.length)
  if (text.startsWith(BEGIN) && text.endsWith(END) && /^\s[A-Za-z0-9+/=\s]*[A-Za-z0-9+/=]\s*$/.test(within))
    return Buffer.from(within, 'base64')
  throw new KeyError('pem/malformed', `not an encrypted key: ${BEGIN} was expected`)
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{1,64}/g, '$&\n')
  return `${BEGIN}\n${lines}${END}\n`
}

const sequence = (...value: AsnType[]) => new Sequence({ value })
const oid = (value: string) => new ObjectIdentifier({ value })
const octets = (bytes: Uint8Array) => new OctetString({ valueHex: bytes })

function members(block: AsnType | undefined): readonly AsnType[] {
  return block instanceof Sequence ? (block.valueBlock.value as AsnType[]) : []
}

function oidOf(block: AsnType | undefined): string {
  return block instanceof ObjectIdentifier ? block.valueBlock.toString() : ''
}

function integerOf(block: AsnType | undefined): bigint {
  return block instanceof Integer ? block.toBigInt() : 0n
}
