import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import {
  checkCharacter,
  formatVisaNumber,
  isVisaNumber,
  makeVisaNumber,
  parseVisaNumber,
  VISA_NUMBER_ALPHABET,
} from '#evisa/visa-number.ts'

const LETTERS = [...VISA_NUMBER_ALPHABET]
const numbers = fc
  .array(fc.constantFrom(...LETTERS), { minLength: 11, maxLength: 11 })
  .map((letters) => letters.join('') + checkCharacter(letters.join('')))

t.test('the alphabet has thirty characters, none like another', async (t) => {
  t.equal(new Set(LETTERS).size, 30)
  t.notMatch(VISA_NUMBER_ALPHABET, /[01OILU]/)
})

t.test('a made number is one, spread over the whole alphabet', async (t) => {
  const counts = new Map<string, number>()
  for (let made = 0; made < 3000; made++) {
    const number = makeVisaNumber(randomBytes)
    if (!isVisaNumber(number)) t.fail(number)
    for (const letter of number.slice(0, 11)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  const even = (3000 * 11) / 30
  t.equal(counts.size, 30)
  // A quarter is eight standard deviations: chance alone never fails this.
  for (const [letter, count] of counts)
    t.ok(count > even * 0.75 && count < even * 1.25, `${letter} came ${count} times`)
})

t.test('bytes that would make some letters likelier are thrown away', async (t) => {
  const given = [Uint8Array.from({ length: 11 }, (_, at) => 245 + at), Uint8Array.from({ length: 11 }, (_, at) => at)]
  const number = makeVisaNumber(() => given.shift() ?? randomBytes(11))
  t.equal(number.slice(0, 11), VISA_NUMBER_ALPHABET.slice(0, 11))
})

t.test('finds every single wrong character', async () => {
  fc.assert(
    fc.property(numbers, (number) =>
      [...number].every((own, at) =>
        LETTERS.every((letter) => letter === own || !isVisaNumber(number.slice(0, at) + letter + number.slice(at + 1))),
      ),
    ),
    { numRuns: 300 },
  )
})

t.test('finds nearly every swap of neighbours', async (t) => {
  let swaps = 0
  let unseen = 0
  for (let seed = 0; seed < 5000; seed++) {
    const digest = createHash('sha512').update(`swap ${seed}`).digest()
    const number = makeVisaNumber((count) => digest.subarray(0, count * 3))
    for (let at = 0; at < 11; at++) {
      const [one = '', other = ''] = [number[at], number[at + 1]]
      if (one === other) continue
      swaps++
      if (isVisaNumber(number.slice(0, at) + other + one + number.slice(at + 2))) unseen++
    }
  }
  t.comment(`${unseen} of ${swaps} swaps of neighbours are not found: ${((100 * unseen) / swaps).toFixed(2)} %`)
  t.ok(unseen / swaps < 0.005)
})

t.test('reads a number as people type it', async (t) => {
  const number = makeVisaNumber(randomBytes)
  for (const typed of [
    number,
    number.toLowerCase(),
    formatVisaNumber(number),
    ` ${formatVisaNumber(number).replaceAll('-', ' ')}\n`,
    number.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit))),
  ]) {
    t.same(parseVisaNumber(typed), { ok: true, value: number }, typed)
  }
  t.match(formatVisaNumber(number), /^[^-]{4}-[^-]{4}-[^-]{4}$/)
})

t.test('says what is wrong with a mistyped number', async (t) => {
  const number = 'ABCDEFGHJKM'
  const wrong = LETTERS.find((letter) => letter !== checkCharacter(number)) ?? ''
  t.match(parseVisaNumber(number + wrong), { ok: false, error: /check character/ })
  for (const typed of [
    '',
    'ABC',
    'ABCDEFGHIJKL',
    '0'.repeat(12),
    `${number}22`,
    '\u0410'.repeat(12),
    'x'.repeat(10_000_000),
  ]) {
    t.match(parseVisaNumber(typed), { ok: false, error: /12 letters and digits/ }, typed.slice(0, 20))
  }
})

t.test('only the canonical spelling is a visa number', async (t) => {
  const number = makeVisaNumber(randomBytes)
  for (const text of [
    '',
    number.toLowerCase(),
    formatVisaNumber(number),
    `${number}\n`,
    ` ${number}`,
    number.slice(1),
  ]) {
    t.equal(isVisaNumber(text), text === number, JSON.stringify(text))
  }
})
