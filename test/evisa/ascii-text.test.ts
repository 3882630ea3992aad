import t from 'tap'
import { asciiText } from '#evisa/ascii-text.ts'

t.test('gives ASCII bytes as their text, however many', async (t) => {
  t.equal(asciiText(new Uint8Array()), '')
  t.equal(asciiText(Buffer.from('{"iss":"KAZ"}')), '{"iss":"KAZ"}')
  t.equal(asciiText(Uint8Array.of(0, 0x7f)), '\0\x7f')
  for (const length of [8191, 8192, 8193, 100_000]) {
    t.equal(asciiText(Buffer.alloc(length, 'ab')), 'ab'.repeat(length).slice(0, length))
  }
})

t.test('gives nothing, which is no JSON, where a byte is beyond ASCII', async (t) => {
  t.equal(asciiText(Buffer.from('{"name":"\u00d6"}')), '')
  t.equal(asciiText(Uint8Array.of(0x80)), '')
  t.equal(asciiText(Buffer.concat([Buffer.alloc(20_000, 'a'), Buffer.from([0xff])])), '')
})
