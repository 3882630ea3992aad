/** A private key as `openssl pkcs8 -topk8 -scrypt` writes it: as safe, and three times as fast to open in tests. */
import { createCipheriv, type KeyObject, randomBytes, scryptSync } from 'node:crypto'
import { Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js'

const PBES2 = '1.2.840.113549.1.5.13'
const SCRYPT = '1.3.6.1.4.1.11591.4.11'
const AES_256_CBC = '2.16.840.1.101.3.4.1.42'

export function encryptByScrypt(privateKey: KeyObject, passphrase: string): string {
  const [salt, iv] = [randomBytes(16), randomBytes(16)]
  const [N, r, p] = [16_384, 8, 1]
  const cipher = createCipheriv('aes-256-cbc', scryptSync(passphrase, salt, 32, { N, r, p }), iv)
  const clear = privateKey.export({ type: 'pkcs8', format: 'der' })
  const encrypted = Buffer.concat([cipher.update(clear), cipher.final()])
  const settings = sequence(octets(salt), integer(N), integer(r), integer(p))
  const scheme = sequence(sequence(oid(SCRYPT), settings), sequence(oid(AES_256_CBC), octets(iv)))
  const der = Buffer.from(sequence(sequence(oid(PBES2), scheme), octets(encrypted)).toBER())
  const lines = der.toString('base64').replace(/.{1,64}/g, '$&\n')
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${lines}-----END ENCRYPTED PRIVATE KEY-----\n`
}

const sequence = (...value: (Sequence | ObjectIdentifier | OctetString | Integer)[]) => new Sequence({ value })
const oid = (value: string) => new ObjectIdentifier({ value })
const octets = (bytes: Uint8Array) => new OctetString({ valueHex: bytes })
const integer = (value: number) => new Integer({ value })
