import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import t from 'tap'
import { decryptPkcs8, encryptPkcs8 } from '../../keys/pkcs8.ts'
import { HMAC_SHA_1, OPENSSL_PASSPHRASE, P_384, SCRYPT, SCRYPT_8192, TRIPLE_DES } from './openssl-keys.ts'

const PASSPHRASE = 'қазақша пасс-фраза'
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = encryptPkcs8(privateKey, PASSPHRASE)

t.test('opens what it encrypted', async (t) => {
  t.ok(decryptPkcs8(pem, PASSPHRASE).equals(privateKey))
  t.ok(decryptPkcs8(pem.replaceAll('\n', '\r\n'), PASSPHRASE).equals(privateKey), 'line ends of Windows')
})

t.test('is opened by Node alone', async (t) => {
  t.ok(createPrivateKey({ key: pem, passphrase: PASSPHRASE }).equals(privateKey))
})

t.test('encrypts the same key differently each time', async (t) => {
  t.not(encryptPkcs8(privateKey, PASSPHRASE), pem)
})

t.test('opens a key that OpenSSL derived with scrypt', async (t) => {
  t.equal(decryptPkcs8(SCRYPT, OPENSSL_PASSPHRASE).asymmetricKeyType, 'ec')
})

t.test('refuses a wrong passphrase', async (t) => {
  t.throws(() => decryptPkcs8(pem, `${PASSPHRASE} `), { code: 'pem/passphrase' })
})

t.test('refuses a derivation that would fall to guessing', async (t) => {
  const ofNode = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
  t.throws(() => decryptPkcs8(String(ofNode), PASSPHRASE), { code: 'pem/weak', message: /2048 PBKDF2 rounds.*600000/ })
  for (const weak of [SCRYPT_8192, HMAC_SHA_1, TRIPLE_DES]) {
    t.throws(() => decryptPkcs8(weak, OPENSSL_PASSPHRASE), { code: 'pem/weak' })
  }
})

t.test('refuses what is no encrypted key', async (t) => {
  const lines = pem.split('\n')
  const refused = {
    'a key in the clear': String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    nothing: '',
    'a file cut short': lines.toSpliced(2, 1).join('\n'),
    'a second key': pem + pem,
  }
  for (const [what, text] of Object.entries(refused)) {
    t.throws(() => decryptPkcs8(text, PASSPHRASE), { code: 'pem/malformed' }, what)
  }
})

t.test('takes no key but a private one on P-256', async (t) => {
  const ed25519: KeyObject = generateKeyPairSync('ed25519').privateKey
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  t.throws(() => encryptPkcs8(ed25519, PASSPHRASE), { code: 'key/not-p256', message: /not ed25519/ })
  t.throws(() => encryptPkcs8(publicKey, PASSPHRASE), { code: 'key/not-p256' })
  t.throws(() => decryptPkcs8(P_384, OPENSSL_PASSPHRASE), { code: 'key/not-p256', message: /not secp384r1/ })
})
