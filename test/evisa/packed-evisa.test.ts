import t from 'tap'
import { MAX_PACKED_EVISA, packEvisa, unpackEvisa } from '#evisa/packed-evisa.ts'
import { makeClaims, signVisa } from '../made.ts'

const jws = signVisa()
const packed = packEvisa(jws) ?? ''

t.test('brings the JWS back to the letter', async (t) => {
  t.match(packed, /^[A-Za-z0-9_-]{100,400}$/)
  t.ok(packed.length < jws.length / 2, 'it takes less than half of the room')
  t.equal(unpackEvisa(packed), jws)
})

t.test('has room for the longest names and passport numbers', async (t) => {
  const { holder, passport } = makeClaims()
  const longest = signVisa({
    ...makeClaims(),
    holder: { ...holder, surname: 'W'.repeat(80), given_names: 'W'.repeat(80) },
    passport: { ...passport, number: 'W'.repeat(22) },
  })
  const text = packEvisa(longest) ?? ''
  t.ok(text.length > packed.length && text.length <= MAX_PACKED_EVISA, String(text.length))
  t.equal(unpackEvisa(text), longest)
})

t.test('packs nothing that would not come back', async (t) => {
  t.equal(packEvisa('eyJ'), null)
  t.equal(packEvisa(signVisa({ ...makeClaims(), exp: 5 })), null)
})

t.test('gives nothing for what it cannot have written', async (t) => {
  const texts = {
    nothing: '',
    garbage: 'A'.repeat(200),
    short: packed.slice(0, -4),
    long: `${packed}AAAA`,
    padded: `${packed}=`,
  }
  for (const [name, text] of Object.entries(texts)) t.equal(unpackEvisa(text), null, name)
  t.equal(unpackEvisa(packed.repeat(2)), null, 'two of them')
  t.equal(unpackEvisa(` ${packed}`), null, 'white space')
  const last = packed.at(-1) ?? ''
  const others = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].filter((one) => one !== last)
  const spellings = others.filter((other) => unpackEvisa(packed.slice(0, -1) + other) === jws)
  t.same(spellings, [], 'another spelling of the last letter')
})
