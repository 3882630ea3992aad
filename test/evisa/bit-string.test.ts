import fc from 'fast-check'
import t from 'tap'
import { bitReader, bitWriter } from '#evisa/bit-string.ts'

t.test('writes the most significant bit first and fills the last byte with zeros', async (t) => {
  const out = bitWriter()
  out.write(1, 1)
  out.write(0b0110, 4)
  out.write(0b11, 2)
  t.same([...out.bytes()], [0b1011_0110])
  out.write(0xffff_ffff, 32)
  out.align()
  out.writeBytes(Uint8Array.of(0xab, 0xcd))
  t.same([...out.bytes()], [0b1011_0111, 0xff, 0xff, 0xff, 0b1111_1110, 0xab, 0xcd])
})

t.test('reads back what was written, of any widths', async () => {
  const field = fc
    .integer({ min: 0, max: 32 })
    .chain((width) => fc.tuple(fc.integer({ min: 0, max: 2 ** width - 1 }), fc.constant(width)))
  fc.assert(
    fc.property(fc.array(field, { maxLength: 40 }), fc.uint8Array({ maxLength: 20 }), (fields, tail) => {
      const out = bitWriter()
      for (const [value, width] of fields) out.write(value, width)
      out.align()
      out.writeBytes(tail)
      const from = bitReader(out.bytes())
      const read = fields.every(([value, width]) => from.read(width) === value)
      return (
        read &&
        from.align() &&
        Buffer.compare(from.readBytes(tail.length), tail) === 0 &&
        from.atEnd() &&
        !from.overrun()
      )
    }),
  )
})

t.test('tells a set padding bit from a clear one', async (t) => {
  const reader = (byte: number) => {
    const from = bitReader(Uint8Array.of(byte, 0xff))
    from.read(3)
    return from
  }
  t.equal(reader(0b1110_0000).align(), true)
  t.equal(reader(0b1110_0001).align(), false)
  t.equal(bitReader(Uint8Array.of(0xff)).align(), true, 'at a byte boundary nothing is skipped')
})

t.test('tells that more was read than there was, and reads zeros there', async (t) => {
  const from = bitReader(Uint8Array.of(0xff))
  t.equal(from.read(8), 0xff)
  t.equal(from.atEnd(), true)
  t.equal(from.overrun(), false)
  t.equal(from.read(1), 0)
  t.equal(from.overrun(), true)
  t.equal(from.atEnd(), false)
  t.same([...from.readBytes(2)], [0, 0])
})
