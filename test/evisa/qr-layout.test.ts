import fc from 'fast-check'
import t from 'tap'
import { fromDayNumber } from '#evisa/civil-date.ts'
import { packJws, unpackJws, VISA_TYP, visaHeader } from '#evisa/qr-layout.ts'
import { parseVisaClaims, type VisaClaims } from '#evisa/visa-claims.ts'
import { checkCharacter, VISA_NUMBER_ALPHABET } from '#evisa/visa-number.ts'
import { makeClaims, signVisa, unwrap } from '../made.ts'
import { base64urlOf, KEYS, signJws } from '../made-keys.ts'

const letters = (alphabet: string, minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((all) => all.join(''))
const LATIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const days = (least: number, most: number) => fc.integer({ min: least, max: most }).map(fromDayNumber)
const states = letters(LATIN, 3, 3)
// Up to 80 characters in words; every so often exactly 80 in one.
const names = fc.oneof(
  fc.array(letters(LATIN, 1, 12), { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  letters(LATIN, 80, 80),
  letters(LATIN, 39, 39).map((half) => `${half} ${half}Z`),
)
const twoDigits = (value: number) => String(value).padStart(2, '0')

/** Every valid set of claims. */
const claims: fc.Arbitrary<VisaClaims> = fc
  .record({
    iss: fc.constant('KAZ' as const),
    jti: letters(VISA_NUMBER_ALPHABET, 11, 11).map((eleven) => eleven + checkCharacter(eleven)),
    iat: fc.integer({ min: 0, max: 0xffff_ffff }),
    category: fc
      .tuple(fc.constantFrom(...LATIN), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 9 }))
      .map(([letter, number, part]) => `${letter}${number}${part === 0 ? '' : `-${part}`}`),
    entries: fc.constantFrom(1 as const, 2 as const, 'multiple' as const),
    valid_from: days(10_957, 76_492),
    valid_until: days(10_957, 76_492),
    stay_days: fc.integer({ min: 1, max: 1023 }),
    enter_by: fc.constant('international-airport' as const),
    holder: fc.record({
      surname: names,
      given_names: fc.oneof(fc.constant(''), names),
      sex: fc.constantFrom('F' as const, 'M' as const, 'X' as const),
      birth_date: fc.oneof(
        days(-25_567, 47_481),
        fc.integer({ min: 1900, max: 2099 }).map(String),
        fc
          .tuple(fc.integer({ min: 1900, max: 2099 }), fc.integer({ min: 1, max: 12 }))
          .map(([year, month]) => `${year}-${twoDigits(month)}`),
      ),
      nationality: states,
    }),
    passport: fc.record({
      number: letters(`${LATIN}0123456789`, 1, 22),
      issuer: states,
      expires: days(10_957, 76_492),
    }),
    status: fc.record({
      status_list: fc.record({
        idx: fc.integer({ min: 0, max: 131_071 }),
        uri: fc.integer({ min: 0, max: 65_535 }).map((list) => `urn:evisa:KAZ:status:${list}`),
      }),
    }),
  })
  // Only the two days may have to change places.
  .map((all) => {
    const [valid_from = '', valid_until = ''] = [all.valid_from, all.valid_until].sort()
    return { ...all, valid_from, valid_until }
  })

/** A JWS whose signature is any 64 bytes: packing does not look at it. */
const jwsOf = (payload: VisaClaims, signature: Uint8Array, kid = KEYS.visa.kid) =>
  [visaHeader(kid), JSON.stringify(payload)].map(base64urlOf).concat(base64urlOf(signature)).join('.')
const signatures = fc.uint8Array({ minLength: 64, maxLength: 64 })
const kids = fc.uint8Array({ minLength: 8, maxLength: 8 }).map(base64urlOf)

t.test('every valid visa comes back byte for byte', async (t) => {
  let largest = 0
  fc.assert(
    fc.property(claims, signatures, kids, (payload, signature, kid) => {
      if (!parseVisaClaims(JSON.stringify(payload)).ok) throw new Error('the generator made an invalid visa')
      const jws = jwsOf(payload, signature, kid)
      const packed = unwrap(packJws(jws))
      largest = Math.max(largest, packed.length)
      return unpackJws(packed) === jws
    }),
    { numRuns: 2000 },
  )
  t.comment(`largest: ${largest} bytes`)
  t.ok(largest <= 250)
})

t.test('bytes either give nothing or are the only bytes of their visa', async () => {
  const packed = fc.tuple(claims, signatures).map(([payload, signature]) => unwrap(packJws(jwsOf(payload, signature))))
  const damage = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(packed, damage, (bytes, flips) => {
      const damaged = bytes.slice()
      for (const [at, flip] of flips) damaged[at % damaged.length] = (damaged[at % damaged.length] ?? 0) ^ flip
      const jws = unpackJws(damaged)
      if (jws === null) return true
      const again = packJws(jws)
      return again.ok && Buffer.compare(again.value, damaged) === 0
    }),
    { numRuns: 2000 },
  )
})

t.test('random bytes give nothing, and never throw', async () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => unpackJws(bytes) === null || bytes[0] === 1))
  const first = fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.of(1, ...bytes))
  fc.assert(
    fc.property(first, (bytes) => [null, 'string'].includes(unpackJws(bytes) && 'string')),
    { numRuns: 3000 },
  )
})

t.test('the header has one spelling', async (t) => {
  t.equal(visaHeader('AAAAAAAAAAA'), '{"alg":"ES256","kid":"AAAAAAAAAAA","typ":"evisa+jwt"}')
})

const bytes = unwrap(packJws(signVisa()))

t.test('gives nothing for another layout, a byte more or less, or a set padding bit', async (t) => {
  t.not(unpackJws(bytes), null)
  for (const layout of [0, 2, 255])
    t.equal(unpackJws(Uint8Array.of(layout, ...bytes.subarray(1))), null, `layout ${layout}`)
  t.equal(unpackJws(Uint8Array.of(...bytes, 0)), null)
  t.equal(unpackJws(Uint8Array.of(...bytes, ...bytes)), null)
  for (let length = 0; length < bytes.length; length++) {
    if (unpackJws(bytes.subarray(0, length)) !== null) t.fail(`${length} bytes of ${bytes.length} were taken`)
  }
  // Each letter more in the name takes five bits, so that some name leaves padding.
  const padded = unwrap(packJws(signVisa({ ...makeClaims(), holder: { ...makeClaims().holder, surname: 'DOES' } })))
  const spare = [bytes, padded].map((one) => {
    const set = one.slice()
    set[one.length - 65] = (set[one.length - 65] ?? 0) ^ 1
    return set
  })
  t.ok(spare.some((one) => unpackJws(one) === null))
  t.not(unpackJws(spare[0] as Uint8Array), unpackJws(bytes))
  t.not(unpackJws(spare[1] as Uint8Array), unpackJws(padded))
})

t.test('refuses to pack what would not come back', async (t) => {
  const [header = '', payload = '', signature = ''] = signVisa().split('.')
  const claim = makeClaims()
  const { kid } = KEYS.visa
  const texts: Record<string, string> = {
    nothing: '',
    'no JWS': 'not a JWS!',
    'two parts': `${header}.${payload}`,
    'a header of another typ': signJws(KEYS.visa, { alg: 'ES256', kid, typ: 'JWT' }, claim),
    'another algorithm': signJws(KEYS.visa, { alg: 'ES384', kid, typ: VISA_TYP }, claim),
    'a kid of 9 bytes': signJws(KEYS.visa, { alg: 'ES256', kid: 'AAAAAAAAAAAA', typ: VISA_TYP }, claim),
    'a kid that is no base64url': signJws(KEYS.visa, { alg: 'ES256', kid: '!', typ: VISA_TYP }, claim),
    'a payload of another order': signVisa(Object.fromEntries(Object.entries(claim).reverse())),
    'a payload with more': signVisa({ ...claim, exp: 5 }),
    'a payload with less': signVisa({ ...claim, iat: undefined }),
    'a payload that is null': signVisa('null'),
    'a payload that is text': signVisa('"KAZ"'),
    'a holder that is null': signVisa({ ...claim, holder: null }),
    'a surname that is a number': signVisa({ ...claim, holder: { ...claim.holder, surname: 5 } }),
    'a surname that is an object': signVisa({ ...claim, holder: { ...claim.holder, surname: { toString: 1 } } }),
    'an iat that is an object': signVisa({ ...claim, iat: { valueOf: 1, toString: 1 } }),
    'a name of 81 letters': signVisa({ ...claim, holder: { ...claim.holder, surname: 'A'.repeat(81) } }),
    'a wrong check character': signVisa({ ...claim, jti: '222222222222' }),
    '31 February': signVisa({ ...claim, valid_from: '2026-02-31' }),
    'a day after 2179-06-06': signVisa({ ...claim, valid_until: '2179-06-07' }),
    'a stay of 1,024 days': signVisa({ ...claim, stay_days: 1024 }),
    'a signature of 63 bytes': `${header}.${payload}.${base64urlOf(new Uint8Array(63))}`,
    'a signature of 65 bytes': `${header}.${payload}.${base64urlOf(new Uint8Array(65))}`,
    'another spelling of the last letter': `${header}.${payload}.${signature.slice(0, -1)}${signature.endsWith('B') ? 'C' : 'B'}`,
  }
  for (const [name, text] of Object.entries(texts)) t.match(packJws(text), { ok: false, error: /\w/ }, name)
})
