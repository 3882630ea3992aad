import { generateKeyPairSync } from 'node:crypto'
import { compactVerify } from 'jose'
import t from 'tap'
import { VISA_TYP, visaHeader } from '#evisa/qr-layout.ts'
import { readStrictJson } from '#evisa/strict-json.ts'
import { toLowS } from '#evisa/verify-jws.ts'
import { signCompact, signerOfKey, signGeneral } from '../../keys/signer.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signer = signerOfKey('k0N1dK0N1dA', 'visa', privateKey)
const textOf = (part = '') => Buffer.from(part, 'base64url').toString('latin1')

t.test('signs 64 bytes whose s is always low', async (t) => {
  const signatures = await Promise.all(Array.from({ length: 64 }, (_, at) => signer.sign(new Uint8Array([at]))))
  t.ok(signatures.every((signature) => signature.length === 64 && toLowS(signature) === signature))
})

t.test('makes a compact JWS that jose verifies', async (t) => {
  const { payload, protectedHeader } = await compactVerify(await signCompact(signer, 'evisa+jwt', { a: 1 }), publicKey)
  t.equal(Buffer.from(payload).toString(), '{"a":1}')
  t.same(protectedHeader, { alg: 'ES256', kid: 'k0N1dK0N1dA', typ: 'evisa+jwt' })
})

t.test('writes the header that the QR code rebuilds, and each typ its own', async (t) => {
  const header = async (typ: string) => textOf((await signCompact(signer, typ, {})).split('.')[0])
  t.equal(await header(VISA_TYP), visaHeader('k0N1dK0N1dA'))
  t.equal(await header('statuslist+jwt'), '{"alg":"ES256","kid":"k0N1dK0N1dA","typ":"statuslist+jwt"}')
  t.equal(await header(VISA_TYP), visaHeader('k0N1dK0N1dA'))
})

t.test('writes letters beyond ASCII as strict JSON has them', async (t) => {
  const [, payload] = (await signCompact(signer, 'evisa+jwt', { name: 'Қ' })).split('.')
  t.equal(textOf(payload), '{"name":"\\u049a"}')
})

t.test('makes a general JWS that is strict JSON, with a signature of each key', async (t) => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signers = [signer, signerOfKey('0therK3y0th', 'root', other.privateKey)]
  const document = readStrictJson(await signGeneral(signers, 'evisa-trust+json', { version: 1 })) as {
    payload: string
    signatures: { protected: string; signature: string }[]
  }
  t.same(Object.keys(document), ['payload', 'signatures'])
  const keys = [publicKey, other.publicKey]
  t.equal(document.signatures.length, 2)
  for (const [at, one] of document.signatures.entries()) {
    const compact = `${one.protected}.${document.payload}.${one.signature}`
    await t.resolves(compactVerify(compact, keys[at] as typeof publicKey))
  }
})

t.test('does not show its key', async (t) => {
  t.same(Object.keys(signer), ['kid', 'purpose', 'sign'])
  t.throws(() => signerOfKey('k0N1dK0N1dA', 'visa', publicKey), { code: 'key/not-p256' })
})
