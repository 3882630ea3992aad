import t from 'tap'
import { hostCheckDigit, readHostNumber } from '#evisa/host-number.ts'

const TODAY = '2026-11-22'
const read = (typed: string) => readHostNumber(typed, TODAY)

t.test('numbers of registered companies are read, however they are spaced', async (t) => {
  for (const number of ['941240000193', '010940000162', '020240000555', '940140000385'])
    t.strictSame(read(number), { ok: true, value: { number, kind: 'BIN' } })
  for (const typed of [' 9412 4000-0193 ', '٩٤١٢٤٠٠٠٠١٩٣'])
    t.match(read(typed), { ok: true, value: { number: '941240000193' } })
})

// 0*1+6*2+1*3+2*4+1*5+1*6+6*7+0*8+0*9+0*10+1*11 = 87; 87 mod 11 = 10, so the second weights:
// 0*3+6*4+1*5+2*6+1*7+1*8+6*9+0*10+0*11+0*1+1*2 = 112; 112 mod 11 = 2.
t.test('where the first weights leave ten the second ones count', async (t) => {
  t.equal(hostCheckDigit('06121160001'), 2)
  t.strictSame(read('061211600012'), { ok: true, value: { number: '061211600012', kind: 'IIN' } })
})

// 9*1+0+0+5*4+0+4*6+3*7+0+0+9*10+3*11 = 197, mod 11 = 10; 9*3+0+0+5*6+0+4*8+3*9+0+0+9*1+3*2 = 131, mod 11 = 10.
t.test('a number of which both weights leave ten is never given', async (t) => {
  t.equal(hostCheckDigit('90050430093'), null)
  for (let digit = 0; digit < 10; digit++) t.match(read(`90050430093${digit}`), { ok: false })
})

// The weight of the eleventh is eleven, and the second weights may hide one elsewhere: an officer confirms the host.
t.test('a wrong digit is found, but in the eleventh place', async (t) => {
  const wrong = (at: number) =>
    [...'0123456789'].map((digit) => '941240000193'.slice(0, at) + digit + '941240000193'.slice(at + 1))
  for (const at of [4, 5, 8, 9, 11]) t.equal(wrong(at).filter((number) => read(number).ok).length, 1, String(at))
  t.equal(wrong(10).filter((number) => read(number).ok).length, 10)
})

const withCheckDigit = (eleven: string) => `${eleven}${hostCheckDigit(eleven)}`

t.test('what the digits cannot say is told', async (t) => {
  const cases = [
    ['', /twelve digits/],
    ['94124000019', /twelve digits/],
    ['9412400001933', /twelve digits/],
    ['94124000019A', /twelve digits/],
    ['🙂'.repeat(12), /twelve digits/],
    ['941240000194', /check digit of this BIN/],
    [withCheckDigit('94134000019'), /month/],
    [withCheckDigit('94124900019'), /fifth digit of a BIN/],
    [withCheckDigit('94127000019'), /fifth digit of a BIN/],
    [withCheckDigit('99022930001'), /birth date/],
    [withCheckDigit('90130130001'), /birth date/],
    [withCheckDigit('90053170001'), /seventh digit/],
  ] as const
  for (const [typed, message] of cases) t.match(read(typed), { ok: false, error: message }, typed)
})

t.test('a birth date belongs to the century that the seventh digit says', async (t) => {
  t.match(read(withCheckDigit('00022950001')), { ok: true }, '29 February 2000')
  t.match(read(withCheckDigit('00022930001')), { ok: false }, '1900 was no leap year')
  t.match(read(withCheckDigit('27010150001')), { ok: false }, 'nobody is born after today')
  t.match(read(withCheckDigit('27010130001')), { ok: true }, 'of 1927')
  t.match(read(withCheckDigit('27010100001')), { ok: true }, 'of a century that is not said')
})
