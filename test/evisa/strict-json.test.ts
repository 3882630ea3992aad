import fc from 'fast-check'
import t from 'tap'
import { readStrictJson, writeStrictJson } from '#evisa/strict-json.ts'

t.test('writes ASCII only, and reads it back', async (t) => {
  t.equal(
    writeStrictJson({ name: '\u041d\u04b1\u0440 \u{1f600}\x7f' }),
    '{"name":"\\u041d\\u04b1\\u0440 \\ud83d\\ude00\\u007f"}',
  )
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = writeStrictJson(value)
      return (
        /^[\x20-\x7e]*$/.test(text) &&
        readStrictJson(text) !== undefined &&
        writeStrictJson(readStrictJson(text)) === text
      )
    }),
    { numRuns: 500 },
  )
})

t.test('reads no other spelling', async (t) => {
  const others = {
    nothing: '',
    'no JSON': 'nothing',
    'a member twice': '{"a":1,"a":2}',
    'a member twice, alike': '{"a":1,"a":1}',
    'white space': '{"a": 1}',
    'a line end': '{"a":1}\n',
    'a byte-order mark': '\ufeff{"a":1}',
    'an exponent': '1e3',
    'a fraction of zero': '1.0',
    'minus zero': '-0',
    'a number beyond the exact ones': '9007199254740993',
    'infinity by overflow': '1e999',
    'an escaped letter': '"\\u0061"',
    'an escape in capitals': '"\\u00D6"',
    'a letter beyond ASCII': '"\u00d6"',
    'an escaped solidus': '"\\/"',
    'a raw DEL': '"\x7f"',
    'a lone surrogate, raw': '"\ud800"',
    'members out of number order': '{"b":1,"1":2}',
    'a trailing comma': '[1,]',
    'a comment': '1//',
    NaN: 'NaN',
    NUL: '{"a":1}\0',
    ['__proto__']: '{"__proto__":1,"__proto__":1}',
  }
  for (const [name, text] of Object.entries(others)) t.equal(readStrictJson(text), undefined, name)
})

t.test('a __proto__ member is a member like others and changes no prototype', async (t) => {
  const value = readStrictJson('{"__proto__":{"admin":true}}') as { admin?: boolean }
  t.ok(Object.hasOwn(value, '__proto__'))
  t.equal(value.admin, undefined)
})

t.test('null is a value, and depth without end is none', async (t) => {
  t.equal(readStrictJson('null'), null)
  t.equal(readStrictJson('['.repeat(1_000_000)), undefined)
  t.doesNotThrow(() => readStrictJson('['.repeat(200_000) + ']'.repeat(200_000)))
})
