import t from 'tap'
import { parseCompactJws, signatureIsValid, type VerificationKey } from '#evisa/verify-jws.ts'
import { checkByNode, checkOnPool } from '../../platform/check-signature.ts'
import { makeClaims, signVisa, unwrap } from '../made.ts'
import { KEYS } from '../made-keys.ts'

const key: VerificationKey = { kid: KEYS.visa.kid, alg: 'ES256', check: checkByNode(KEYS.visa.jwk) }
const good = () => unwrap(parseCompactJws(signVisa(makeClaims()), 'evisa+jwt'))
const forged = () => {
  const jws = good()
  return { ...jws, payload: unwrap(parseCompactJws(signVisa(makeClaims()), 'evisa+jwt')).payload }
}

t.test('one signature alone, true or forged', async (t) => {
  t.equal(await signatureIsValid(good(), key), true)
  t.equal(await signatureIsValid(forged(), key), false)
})

t.test('each of many at once gets its own answer', async (t) => {
  const jws = Array.from({ length: 200 }, (_, at) => (at % 3 === 0 ? forged() : good()))
  const answers = await Promise.all(jws.map((one) => signatureIsValid(one, key)))
  t.same(
    answers,
    jws.map((_, at) => at % 3 !== 0),
  )
})

t.test('a check alone while others are under way, and after them', async (t) => {
  const others = Promise.all(Array.from({ length: 20 }, () => signatureIsValid(good(), key)))
  await new Promise((resolve) => setImmediate(resolve))
  t.equal(await signatureIsValid(forged(), key), false)
  t.same(new Set(await others), new Set([true]))
  t.equal(await signatureIsValid(good(), key), true)
})

t.test('another key is not this one', async (t) => {
  const other: VerificationKey = { ...key, check: checkByNode(KEYS.policy.jwk) }
  t.equal(await signatureIsValid(good(), other), false)
})

t.test('on the thread pool as well, and with numbers that begin with zeros or a high bit', async (t) => {
  const pooled: VerificationKey = { ...key, check: checkOnPool(KEYS.visa.jwk) }
  const jws = Array.from({ length: 600 }, (_, at) => (at % 3 === 0 ? forged() : good()))
  const answers = await Promise.all(jws.map((one) => signatureIsValid(one, pooled)))
  t.same(
    answers,
    jws.map((_, at) => at % 3 !== 0),
  )
})

t.test('what has not 64 bytes is no signature', async (t) => {
  const jws = good()
  for (const signature of ['', 'AAAA', jws.signature.slice(0, -4), `${jws.signature}AAAA`, 'A'.repeat(86)]) {
    for (const check of [checkByNode, checkOnPool]) {
      t.equal(await check(KEYS.visa.jwk)({ ...jws, signature }), false, signature)
    }
  }
})
