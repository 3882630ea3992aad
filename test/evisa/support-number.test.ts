import { randomBytes } from 'node:crypto'
import t from 'tap'
import { checkDigit, isSupportNumber, makeSupportNumber, readSupportNumber } from '#evisa/support-number.ts'

const DIGITS = [...'0123456789']

t.test("the check digit is Damm's: 572 has 4", async (t) => {
  t.equal(checkDigit('572'), '4')
  t.equal(checkDigit('5724'), '0')
})

// From whatever interim digit the digits before lead to, so that this holds for numbers of any length.
t.test('every single wrong digit and every swap of neighbours leads elsewhere', async (t) => {
  const starts = DIGITS.map((interim) => DIGITS.find((digit) => checkDigit(digit) === interim) ?? '')
  for (const start of starts) {
    t.equal(new Set(DIGITS.map((digit) => checkDigit(start + digit))).size, 10)
    for (const a of DIGITS)
      for (const b of DIGITS) if (a < b && checkDigit(start + a + b) === checkDigit(start + b + a)) t.fail(a + b)
  }
})

t.test('a made number has ten digits, none of them likelier, no zero at its front', async (t) => {
  const counts = new Map<string, number>()
  for (let made = 0; made < 2000; made++) {
    const number = makeSupportNumber(randomBytes)
    if (!isSupportNumber(number)) t.fail(number)
    for (const digit of number.slice(1, 9)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
  }
  for (const digit of DIGITS) t.ok(Math.abs((counts.get(digit) ?? 0) - 1600) < 200, digit)
})

t.test('a byte over 249 and a zero at the front are drawn again', async (t) => {
  t.equal(
    makeSupportNumber((count) => Uint8Array.from({ length: count }, (_, at) => [255, 250, 10, 21, 30][at] ?? 4)).slice(
      0,
      3,
    ),
    '104',
  )
})

t.test('a number is read as people type it', async (t) => {
  const number = '4719302853'
  for (const typed of [number, ' 47193 02853\n', '47193–02853', '٤٧١٩٣٠٢٨٥٣', '４７１９３０２８５３', '४७१९३०२८५३'])
    t.strictSame(readSupportNumber(typed), { ok: true, value: number }, typed)
  const pasted = `\u202a${number.slice(0, 4)}\u200b${number.slice(4)}\u202c`
  t.strictSame(readSupportNumber(pasted), { ok: true, value: number }, 'as it is pasted out of a message')
  t.strictSame(readSupportNumber('kz-2026/0417'), { ok: true, value: 'KZ20260417' }, 'as old ones are')
  for (const typed of ['', '123', '🙂🙂🙂🙂🙂', 'ЖЖЖЖЖ', '1'.repeat(40), '47193;02853'])
    t.match(readSupportNumber(typed), { ok: false }, typed)
  t.notOk(isSupportNumber('0000000000'))
  t.notOk(isSupportNumber('4719302835'))
})
