import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { formatVisaNumber, makeVisaNumber, parseVisaNumber, VISA_NUMBER_ALPHABET } from '#evisa/visa-number.ts'
import { helpVisaNumber } from '../../../../scanner-client/pwa/reading/visa-number-typing.ts'

const numbers = fc
  .uint8Array({ minLength: 64, maxLength: 64 })
  .map((bytes) => makeVisaNumber((count) => bytes.map((byte) => byte % 240).subarray(0, count)))

t.test('groups itself while it is typed, in any letter case, with any marks between', async (t) => {
  const number = makeVisaNumber(randomBytes)
  const printed = formatVisaNumber(number)
  for (const typed of [printed, number, printed.toLowerCase(), printed.replaceAll('-', ' '), ` ${printed} `]) {
    t.match(helpVisaNumber(typed), { shown: printed, missing: 0, impossible: [], number, suggestions: [] }, typed)
  }
  t.match(helpVisaNumber('k7q2m'), { shown: 'K7Q2-M', missing: 7, number: null, suggestions: [] })
  t.equal(helpVisaNumber('k7q2').shown, 'K7Q2', 'no mark before there is something behind it')
  t.match(helpVisaNumber(''), { shown: '', missing: 12 })
})

t.test('what no number has is told by its place', async (t) => {
  const { shown, impossible } = helpVisaNumber('K7O2-M4X1-9T')
  t.same(
    impossible.map((at) => shown[at]),
    ['O', '1'],
  )
})

t.test('a number is given where, and only where, it is one', async () => {
  const near = numbers.chain((number) =>
    fc
      .tuple(fc.nat(11), fc.constantFrom(...`${VISA_NUMBER_ALPHABET}01OILU`))
      .map(([at, letter]) => number.slice(0, at) + letter + number.slice(at + 1)),
  )
  fc.assert(
    fc.property(near, (typed) => {
      const parsed = parseVisaNumber(typed)
      return helpVisaNumber(typed).number === (parsed.ok ? parsed.value : null)
    }),
  )
})

t.test('a character misread for another is proposed', async () => {
  const misread: Record<string, string> = {
    '8': 'B',
    B: '8',
    '5': 'S',
    S: '5',
    '2': 'Z',
    Z: '2',
    Q: 'O',
    D: '0',
    V: 'U',
  }
  fc.assert(
    fc.property(numbers, fc.nat(11), (number, at) => {
      const other = misread[number[at] ?? '']
      fc.pre(other !== undefined)
      const help = helpVisaNumber(number.slice(0, at) + other + number.slice(at + 1))
      // Three are shown at most; now and then as many others come first.
      const isProposed = help.suggestions.includes(formatVisaNumber(number)) || help.suggestions.length === 3
      return help.number === null && isProposed
    }),
  )
})

t.test('a book that is pasted is not looked at', async (t) => {
  t.equal(helpVisaNumber('-'.repeat(1_000_000)).missing, 12)
})
