import t from 'tap'
import { bitReader, bitWriter } from '#evisa/bit-string.ts'
import {
  birthDate,
  type Codec,
  category,
  constant,
  day,
  LETTERS,
  numbered,
  oneOf,
  state,
  text,
  unsigned,
  visaNumber,
} from '#evisa/qr-codec.ts'
import { checkCharacter } from '#evisa/visa-number.ts'

function writtenBy(codec: Codec, value: unknown): Uint8Array {
  const out = bitWriter()
  codec.write(out, value as never)
  return out.bytes()
}
const throughCodec = (codec: Codec, value: unknown) => codec.read(bitReader(writtenBy(codec, value)))
/** Reads fields of the given widths, written one after another. */
function readFrom(codec: Codec, ...fields: readonly (readonly [value: number, width: number])[]): unknown {
  const out = bitWriter()
  for (const [value, width] of fields) out.write(value, width)
  return codec.read(bitReader(out.bytes()))
}
const name = text(5, `${LETTERS} `, 80)
const passportNumber = text(6, `${LETTERS}0123456789`, 22)

t.test('what a codec can write comes back', async (t) => {
  const number = `23456789ABC${checkCharacter('23456789ABC')}`
  const values: readonly (readonly [string, Codec, ...unknown[]])[] = [
    ['constant', constant('KAZ'), 'KAZ'],
    ['unsigned', unsigned(10), 0, 1, 1023],
    ['unsigned of 32 bits', unsigned(32), 0, 0xffff_ffff],
    ['one of', oneOf(2, [1, 2, 'multiple']), 1, 2, 'multiple'],
    ['a name', name, '', 'A', 'JANE ANN', 'Z'.repeat(80)],
    ['a passport number', passportNumber, 'N1234567', '0', '9'.repeat(22)],
    ['a state', state, 'AAA', 'KAZ', 'ZZZ'],
    ['a visa number', visaNumber, number],
    ['a day', day, '2000-01-01', '2028-02-29', '2179-06-06'],
    ['a birth date', birthDate, '1900', '1990', '1990-12', '1990-02-28', '2055-12-31'],
    ['a category', category, 'A1', 'B12', 'Z99', 'B9-1', 'C3-9'],
    ['a numbered name', numbered('urn:x:'), 'urn:x:0', 'urn:x:65535'],
  ]
  for (const [what, codec, ...all] of values) {
    for (const value of all) t.equal(throughCodec(codec, value), value, `${what}: ${value}`)
  }
})

t.test('what a codec cannot write does not come back, and never throws', async (t) => {
  const values: readonly (readonly [string, Codec, ...unknown[]])[] = [
    ['unsigned', unsigned(10), 1024, -1, 1.5, '5', null, {}],
    ['one of', oneOf(2, [1, 2, 'multiple']), 3, '1', null],
    ['a name', name, 'Doe', 'D\u00d6E', 'A1', 'A'.repeat(81), 5, null, {}, ['A']],
    ['a state', state, 'kaz', 'KA', 'KAZA', 'K<<', 5],
    ['a visa number', visaNumber, '23456789ABC0', '', '0'.repeat(12), 5],
    ['a day', day, '1999-12-31', '2179-06-07', '2026-02-31', 'x', 5, {}],
    ['a birth date', birthDate, '1899', '2156', '1990-13', '1990-02-30', '1990-00-05', 5],
    ['a category', category, 'b12', 'B0', 'B100', 'B128', 'B1-10', 'B1-0', 'B01', '', 5],
    ['a numbered name', numbered('urn:x:'), 'urn:x:65536', 'urn:x:01', 'urn:x:', 'urn:y:1x', 5],
    ['of odd objects', unsigned(3), { toString: 1, valueOf: 1 }],
  ]
  for (const [what, codec, ...all] of values) {
    for (const value of all) t.not(throughCodec(codec, value), value, `${what}: ${JSON.stringify(value)}`)
  }
})

t.test('bits that no writer wrote are no value', async (t) => {
  t.equal(readFrom(oneOf(2, [1, 2, 'multiple']), [3, 2]), undefined)
  t.equal(readFrom(name, [28, 5], [0, 5]), undefined, 'a letter beyond the alphabet')
  t.equal(readFrom(passportNumber, [37, 6], [0, 6]), undefined)
  t.equal(readFrom(name, ...Array.from({ length: 81 }, () => [1, 5] as const), [0, 5]), undefined, 'an 81st letter')
  t.equal(readFrom(state, [0, 5], [26, 5], [0, 5]), undefined)
  t.equal(readFrom(visaNumber, ...Array.from({ length: 10 }, () => [0, 5] as const), [30, 5]), undefined)
  t.equal(readFrom(birthDate, [90, 8], [0, 4], [5, 5]), undefined, 'a day without its month')
  t.equal(readFrom(birthDate, [90, 8], [13, 4], [0, 5]), undefined)
  t.equal(readFrom(birthDate, [90, 8], [2, 4], [30, 5]), undefined)
  t.equal(readFrom(category, [26, 5], [1, 7], [0, 4]), undefined)
  t.equal(readFrom(category, [0, 5], [0, 7], [0, 4]), undefined)
  t.equal(readFrom(category, [0, 5], [100, 7], [0, 4]), undefined)
  t.equal(readFrom(category, [0, 5], [1, 7], [10, 4]), undefined)
})

t.test('a text without an end stops at its longest length', async (t) => {
  t.equal(name.read(bitReader(new Uint8Array(4000).fill(0x84))), undefined)
})
