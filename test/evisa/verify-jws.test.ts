import fc from 'fast-check'
import t from 'tap'
import { isCanonicalBase64url } from '#evisa/base64url-text.ts'
import { importVerificationKey } from '#evisa/root.ts'
import { parseCompactJws, parseJws, signatureIsValid, toLowS, type VerificationKey } from '#evisa/verify-jws.ts'
import { BAD_ALGORITHMS, BAD_CLAIMS, BAD_FORMS, BAD_HEADERS, BAD_KEYS, BAD_SIGNATURES } from '../hostile-texts.ts'
import { makeClaims, signVisa, unwrap } from '../made.ts'
import { base64urlOf, KEYS, rawSignature, signJws } from '../made-keys.ts'

const TYP = 'evisa+jwt'
const key = await importVerificationKey(KEYS.visa.jwk)
if (key === null) throw new Error('the visa key was not imported')
const isValid = async (jws: string) => await signatureIsValid(unwrap(parseCompactJws(jws, TYP)), key)

t.test('a visa is taken apart, and its signature holds', async (t) => {
  const claims = makeClaims()
  const parsed = unwrap(parseCompactJws(signVisa(claims), TYP))
  t.match(parsed, { alg: 'ES256', kid: KEYS.visa.kid, payloadText: JSON.stringify(claims) })
  t.equal(await signatureIsValid(parsed, key), true)
})

t.test('every form but the one is refused', async (t) => {
  for (const { name, text } of BAD_FORMS)
    t.same(parseCompactJws(text, TYP), { ok: false, error: 'credential/format' }, name)
  for (const text of [
    '',
    '.',
    '..',
    '...',
    'a.b.c',
    '\0',
    '\ufeff',
    ' . . ',
    'x'.repeat(2048),
    '.'.repeat(10_000_000),
  ]) {
    t.same(parseCompactJws(text, TYP), { ok: false, error: 'credential/format' }, JSON.stringify(text.slice(0, 20)))
  }
})

t.test('every header but the one is refused', async (t) => {
  for (const { name, text } of BAD_HEADERS)
    t.same(parseCompactJws(text, TYP), { ok: false, error: 'credential/header' }, name)
  const { kid } = KEYS.visa
  const member = (name: string) => signJws(KEYS.visa, { alg: 'ES256', kid, typ: TYP, [name]: 1 }, '{}')
  for (const name of [
    'alg2',
    'cty',
    'x5c',
    'x5u',
    'epk',
    'nonce',
    'iat',
    'b64',
    'crit',
    'zip',
    'enc',
    '',
    'constructor',
  ]) {
    t.same(parseCompactJws(member(name), TYP), { ok: false, error: 'credential/header' }, `a member ${name}`)
  }
  for (const text of ['null', '5', '"ES256"', '[]', '{}', '{"":0}', 'nothing', '[['.repeat(300), '\u00d6']) {
    t.same(
      parseCompactJws(signJws(KEYS.visa, text, '{}'), TYP),
      { ok: false, error: 'credential/header' },
      text.slice(0, 10),
    )
  }
  t.same(
    parseCompactJws(signVisa(), 'other+jwt'),
    { ok: false, error: 'credential/header' },
    'a visa for another artefact',
  )
})

t.test('the algorithm is for the caller to compare, and no other is ever verified', async (t) => {
  for (const { name, text } of BAD_ALGORITHMS) {
    t.not(unwrap(parseCompactJws(text, TYP)).alg, 'ES256', name)
    t.equal(await isValid(text), false, name)
  }
})

t.test('every signature but the one is refused', async (t) => {
  for (const { name, text } of [...BAD_SIGNATURES, ...BAD_KEYS.slice(0, 2)]) t.equal(await isValid(text), false, name)
})

t.test('a signature over claims that are none of a visa still holds: the claims have their own gate', async (t) => {
  for (const { name, text } of BAD_CLAIMS) t.equal(await isValid(text), true, name)
})

t.test('a payload beyond ASCII has no text', async (t) => {
  t.equal(unwrap(parseCompactJws(signVisa('{"name":"\u00d6"}'), TYP)).payloadText, '')
})

t.test('a JWS in parts passes the same gate', async (t) => {
  const [header = '', payload = '', signature = ''] = signVisa().split('.')
  t.ok(parseJws({ protected: header, payload, signature }, TYP).ok)
  t.same(parseJws({ protected: header, payload: `${payload}=`, signature }, TYP), {
    ok: false,
    error: 'credential/format',
  })
  t.same(parseJws({ protected: header, payload, signature: '' }, TYP), { ok: false, error: 'credential/format' })
})

t.test('only the one base64url spelling of some bytes is canonical', async (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => isCanonicalBase64url(base64urlOf(bytes))),
  )
  const anyLetters = fc.array(
    fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= \n\0'),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(anyLetters, (letters) => {
      const text = letters.join('')
      return isCanonicalBase64url(text) === (base64urlOf(Buffer.from(text, 'base64url')) === text)
    }),
    { numRuns: 5000 },
  )
  t.equal(isCanonicalBase64url(''), false)
})

t.test('the low spelling of a signature verifies, the high one does not', async (t) => {
  let high = 0
  for (let round = 0; round < 40; round++) {
    const [header = '', payload = ''] = signVisa().split('.')
    const raw = rawSignature(KEYS.visa, `${header}.${payload}`)
    const before = Buffer.from(raw)
    const low = toLowS(raw)
    t.same(raw, before, 'the bytes given stay as they were')
    t.same(toLowS(low), low, 'once low, it stays')
    t.equal(await isValid(`${header}.${payload}.${base64urlOf(low)}`), true)
    const isHigh = Buffer.compare(raw, low) !== 0
    if (isHigh) high++
    t.equal(await isValid(`${header}.${payload}.${base64urlOf(raw)}`), !isHigh)
  }
  t.ok(high > 0 && high < 40, `${high} of 40 were high`)
})

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
const HALF = ORDER >> 1n
const bytesOf = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')

t.test('takes 0 < r < n and 0 < s <= n/2, to the last bit', async (t) => {
  const parsed = unwrap(parseCompactJws(signVisa(), TYP))
  const takesAll: VerificationKey = { kid: KEYS.visa.kid, alg: 'ES256', check: async () => true }
  const isTaken = (r: bigint, s: bigint) =>
    signatureIsValid({ ...parsed, signature: base64urlOf(Buffer.concat([bytesOf(r), bytesOf(s)])) }, takesAll)
  const top = 2n ** 256n - 1n
  for (const r of [1n, HALF, ORDER - 1n]) t.equal(await isTaken(r, 1n), true, `r ${r}`)
  for (const r of [0n, ORDER, ORDER + 1n, top]) t.equal(await isTaken(r, 1n), false, `r ${r}`)
  for (const s of [1n, 255n, 256n, HALF - 1n, HALF]) t.equal(await isTaken(1n, s), true, `s ${s}`)
  for (const s of [0n, HALF + 1n, ORDER - 1n, ORDER, top]) t.equal(await isTaken(1n, s), false, `s ${s}`)
})

t.test('lowers a high s to n - s, whatever bytes it borrows from', async (t) => {
  const lowered = (s: bigint) => Buffer.from(toLowS(Buffer.concat([bytesOf(7n), bytesOf(s)])))
  const right = (s: bigint) => Buffer.concat([bytesOf(7n), bytesOf(s > HALF ? ORDER - s : s)])
  const high = fc.bigInt({ min: 1n, max: ORDER - 1n })
  fc.assert(fc.property(high, (s) => lowered(s).equals(right(s))))
  for (const s of [HALF, HALF + 1n, ORDER - 1n, ORDER - 256n, ORDER - 2n ** 128n]) t.same(lowered(s), right(s), `${s}`)
})
