import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import t from 'tap'
import { checkHere, checkOnPool, rawSigned, signOnPool } from '../../bench/raw-check.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

function jwsOf(text: string): string {
  return `${text}.${sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
}

t.test('a JWS is checked in DER form, here and on the pool', async (t) => {
  // So many that some have a number that begins with zeros, and some one whose first bit is set.
  for (let at = 0; at < 600; at++) {
    const signed = rawSigned(jwsOf(`header.payload-${at}`))
    t.doesNotThrow(() => checkHere(signed, publicKey))
    if (at % 100 === 0) await t.resolves(checkOnPool(signed, publicKey))
  }
})

t.test('a signature of something else is not let through', async (t) => {
  const signed = { ...rawSigned(jwsOf('header.payload')), data: Buffer.from('header.another') }
  t.throws(() => checkHere(signed, publicKey), /raw check failed/)
  await t.rejects(checkOnPool(signed, publicKey), /raw check failed/)
})

t.test('what is signed on the pool is in DER form', async (t) => {
  const signature = await signOnPool('a receipt', privateKey)
  t.ok(verify('sha256', Buffer.from('a receipt'), createPublicKey(privateKey), signature))
})
