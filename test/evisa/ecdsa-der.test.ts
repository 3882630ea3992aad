import { generateKeyPairSync, sign, verify } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { derOfRaw, rawOfDer } from '#evisa/ecdsa-der.ts'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

t.test('brings what OpenSSL signed into 64 bytes and back into the very same DER', async (t) => {
  for (let at = 0; at < 2000; at++) {
    const data = Buffer.of(at & 0xff, at >> 8)
    const der = sign('sha256', data, privateKey)
    const raw = rawOfDer(der)
    if (raw === null || !Buffer.from(derOfRaw(raw) ?? []).equals(der)) t.fail(der.toString('hex'))
    if (at < 32) t.ok(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, raw ?? new Uint8Array()))
  }
})

t.test('keeps zeros before short numbers', async (t) => {
  const short = (first: number) =>
    fc
      .uint8Array({ minLength: 0, maxLength: 32 })
      .map((bytes) =>
        Uint8Array.from({ length: 32 }, (_, at) =>
          at < 32 - bytes.length ? 0 : (bytes[at - 32 + bytes.length] ?? first),
        ),
      )
  fc.assert(
    fc.property(short(0), short(0), (r, s) => {
      const raw = Uint8Array.of(...r, ...s)
      t.strictSame(rawOfDer(derOfRaw(raw) ?? new Uint8Array()), raw)
    }),
  )
  t.strictSame(Buffer.from(derOfRaw(new Uint8Array(64)) ?? []).toString('hex'), '3006020100020100')
})

t.test('takes nothing but 64 bytes, and no other spelling of a DER', async (t) => {
  for (const length of [0, 63, 65, 72]) t.equal(derOfRaw(new Uint8Array(length)), null)
  const der = sign('sha256', Buffer.from('a'), privateKey)
  const wrong = {
    nothing: '',
    'a byte too many': `${der.toString('hex')}00`,
    'a byte too few': der.toString('hex').slice(0, -2),
    'another tag': `31${der.toString('hex').slice(2)}`,
    'a negative r': '3006020181020101',
    'a zero too many': '300702020001020101',
    'an empty integer': '30050200020101',
    'an integer past the end': '3006020101020901',
    '33 bytes': `3026022101${'11'.repeat(32)}020101`,
    'three integers': '3009020101020101020101',
  }
  for (const [name, hex] of Object.entries(wrong)) t.equal(rawOfDer(Buffer.from(hex, 'hex')), null, name)
})
