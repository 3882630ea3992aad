import { webcrypto } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import t from 'tap'
import { kidOfJwk } from '#evisa/root.ts'
import { toLowS } from '#evisa/verify-jws.ts'
import { loadPkcs11, openToken, type Pkcs11Package } from '../../keys/pkcs11-signer.ts'
import { signCompact } from '../../keys/signer.ts'

const CONFIG = { module: '/lib/token.so', slot: 0, pin: '123456' }
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** A token of real keys behind the interface of the package: busy while it works, and every s that it gives is high. */
function madeToken() {
  const objects = new Map<string, { type: string; label: string; id: string; cryptoKey: webcrypto.CryptoKey }>()
  let handles = 0
  let busy = false
  let signatureBytes = 64
  const alone = async <T>(act: () => Promise<T>): Promise<T> => {
    if (busy) throw new Error('CKR_OPERATION_ACTIVE')
    busy = true
    try {
      return await act()
    } finally {
      busy = false
    }
  }
  const objectOf = (type: string, cryptoKey: webcrypto.CryptoKey) => {
    const handle = `${handles++}`
    const object = { type, label: '', id: '', cryptoKey }
    objects.set(handle, object)
    const key = {
      setAttribute: ({ label, id }: { label: string; id: Buffer }) =>
        Object.assign(object, { label, id: id.toString('hex') }),
      destroy: () => void objects.delete(handle),
    }
    return { key, object }
  }
  const { subtle } = webcrypto
  class Crypto {
    subtle = {
      generateKey: (algorithm: object, extractable: boolean, usages: string[]) =>
        alone(async () => {
          if (extractable || !(algorithm as { token?: boolean; sensitive?: boolean }).sensitive) throw new Error('weak')
          const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, usages as ['sign'])
          return { privateKey: objectOf('private', pair.privateKey), publicKey: objectOf('public', pair.publicKey) }
        }),
      exportKey: (_: 'jwk', key: unknown) =>
        alone(() => subtle.exportKey('jwk', (key as ReturnType<typeof objectOf>).object.cryptoKey)),
      sign: (_: object, key: unknown, data: Uint8Array) =>
        alone(async () => {
          const { cryptoKey } = (key as ReturnType<typeof objectOf>).object
          const made = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, cryptoKey, Buffer.from(data))
          return toHighS(new Uint8Array(made)).buffer.slice(0, signatureBytes) as ArrayBuffer
        }),
    }
    keyStorage = {
      keys: () => alone(async () => [...objects].map(([handle, { type, id }]) => `${type}-${handle}-${id}`)),
      getItem: (name: string) =>
        alone(async () => {
          const object = objects.get(name.split('-')[1] ?? '')
          if (object === undefined) throw new Error('not found')
          return { object } as unknown as ReturnType<typeof objectOf>
        }),
    }
    close() {}
  }
  const signShort = () => {
    signatureBytes = 63
  }
  return { objects, signShort, load: async (): Promise<Pkcs11Package> => ({ Crypto }) }
}

function toHighS(signature: Uint8Array): Uint8Array {
  if (toLowS(signature) !== signature) return signature
  const s = P256_ORDER - BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`)
  return Uint8Array.from([...signature.subarray(0, 32), ...Buffer.from(s.toString(16).padStart(64, '0'), 'hex')])
}

t.test('makes a key named by its kid, finds it again, and signs what jose verifies, with a low s', async (t) => {
  const { objects, load } = madeToken()
  const token = await openToken(CONFIG, load)
  const { kid, jwk } = await token.makeKey()
  t.equal(kid, await kidOfJwk(jwk))
  const id = Buffer.from(kid, 'base64url').toString('hex')
  t.match(
    [...objects.values()],
    [
      { type: 'private', label: kid, id },
      { type: 'public', label: kid, id },
    ],
  )
  const signer = await token.findSigner(kid, 'visa')
  if (signer === null) throw new Error('it was just made')
  t.match(signer, { kid, purpose: 'visa' })
  const jws = await signCompact(signer, 'evisa+jwt', { a: 1 })
  const verified = await compactVerify(jws, await importJWK(jwk, 'ES256'))
  t.same(verified.protectedHeader, { alg: 'ES256', kid, typ: 'evisa+jwt' })
  const signature = Buffer.from(jws.split('.')[2] ?? '', 'base64url')
  t.equal(toLowS(signature), signature)
  t.equal(await token.findSigner('notAKeyHere', 'visa'), null)
})

t.test('many sign at once, though a session does one thing at a time; one fault does not stop the rest', async (t) => {
  const { load, signShort } = madeToken()
  const token = await openToken(CONFIG, load)
  const { kid } = await token.makeKey()
  const signer = await token.findSigner(kid, 'visa')
  const texts = Array.from({ length: 40 }, (_, at) => Buffer.from(`visa ${at}`))
  const signatures = await Promise.all(texts.map((text) => signer?.sign(text)))
  t.equal(new Set(signatures.map((signature) => Buffer.from(signature ?? []).toString('hex'))).size, 40)
  signShort()
  const refused = { code: 'pkcs11/token', message: /63 bytes; 64 were expected/ }
  await t.rejects(Promise.resolve(signer?.sign(Buffer.from('short'))), refused)
  t.equal(await token.findSigner('notAKeyHere', 'visa'), null)
})

t.test('no key is made whose name a command would take for an option', async (t) => {
  const { objects, load } = madeToken()
  const token = await openToken(CONFIG, load)
  for (let made = 0; made < 200; made++) t.notOk((await token.makeKey()).kid.startsWith('-'))
  t.equal(objects.size, 400, 'and what was thrown away is gone from the token')
})

t.test('what hinders the opening is told apart, with the setting that mends it', async (t) => {
  class CryptoError extends Error {}
  const pinFault = Object.assign(new Error('CKR_PIN_INCORRECT'), { code: 0xa0 })
  const tokenFault = Object.assign(new Error('CKR_DEVICE_REMOVED'), { code: 0x32 })
  const faults = [
    [new Error('no such file'), 'pkcs11/module', /EVISA_PKCS11_MODULE: .*token\.so cannot be loaded: no such file/],
    [new CryptoError('Slot by index 0 is not found'), 'pkcs11/slot', /EVISA_PKCS11_SLOT: .* at place 0 /],
    [pinFault, 'pkcs11/pin', /EVISA_PKCS11_PIN_FILE .*CKR_PIN_INCORRECT/],
    [tokenFault, 'pkcs11/token', /CKR_DEVICE_REMOVED/],
  ] as const
  for (const [fault, code, message] of faults) {
    const Crypto = class {
      constructor() {
        throw fault
      }
    } as unknown as Pkcs11Package['Crypto']
    await t.rejects(
      openToken(CONFIG, async () => ({ Crypto })),
      { code, message },
    )
  }
})

t.test('says what to install where the package is not there', async (t) => {
  const message = /run npm install --no-save node-webcrypto-p11@\d/
  await t.rejects(loadPkcs11('node-webcrypto-p11-not-there'), { code: 'pkcs11/not-installed', message })
})
