import fc from 'fast-check'
import t from 'tap'
import { bytesOfDigits, digitsOfBytes } from '#evisa/qr-digits.ts'

t.test('any bytes come back from their digits', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const digits = digitsOfBytes(bytes)
      const back = bytesOfDigits(digits)
      return /^[0-9]*$/.test(digits) && back !== null && Buffer.compare(back, bytes) === 0
    }),
    { numRuns: 1000 },
  )
})

t.test('any digits either give nothing or come back from their bytes: each text has one meaning', async () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 200 }).map((all) => all.join(''))
  fc.assert(
    fc.property(digits, (text) => {
      const bytes = bytesOfDigits(text)
      return bytes === null || digitsOfBytes(bytes) === text
    }),
    { numRuns: 3000 },
  )
})

t.test('seven bytes become 17 digits, a tail 3, 5, 8, 10, 13 or 15', async (t) => {
  const lengths = [0, 1, 2, 3, 4, 5, 6, 7, 8, 14].map(
    (length) => digitsOfBytes(new Uint8Array(length).fill(0xff)).length,
  )
  t.same(lengths, [0, 3, 5, 8, 10, 13, 15, 17, 20, 34])
  t.equal(digitsOfBytes(Uint8Array.of(7)), '007')
  t.equal(digitsOfBytes(new Uint8Array(7).fill(0xff)), '72057594037927935')
})

t.test('refuses what is too large for its bytes', async (t) => {
  t.same(bytesOfDigits('255'), Uint8Array.of(255))
  t.equal(bytesOfDigits('256'), null)
  t.equal(bytesOfDigits('72057594037927936'), null)
  t.equal(bytesOfDigits('99999999999999999'), null)
  t.equal(bytesOfDigits('0000000000000000065536'), null)
})

t.test('refuses lengths that no bytes have', async (t) => {
  const possible = [0, 3, 5, 8, 10, 13, 15]
  for (let length = 0; length < 51; length++) {
    const bytes = bytesOfDigits('0'.repeat(length))
    t.equal(bytes !== null, possible.includes(length % 17), `${length} digits`)
  }
})

t.test('refuses all that is not an ASCII digit', async (t) => {
  for (const text of ['-12', '+12', ' 12', '1e2', '0x1', '1.2', '12\n', '\u0661\u0662\u0663', '12\0', '   ']) {
    t.equal(bytesOfDigits(text), null, JSON.stringify(text))
  }
})
