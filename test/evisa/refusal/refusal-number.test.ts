import fc from 'fast-check'
import t from 'tap'
import { uuidv7 } from 'uuidv7'
import { formatRefusalNumber, idsOfRefusal, readRefusalNumber, refusalNumber } from '#evisa/refusal/refusal-number.ts'
import { isVisaNumber, VISA_NUMBER_ALPHABET } from '#evisa/visa-number.ts'

const hex = (digits: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits }).map((all) => all.join(''))
const ids = fc
  .tuple(hex(8), hex(4), hex(3), fc.constantFrom('8', '9', 'a', 'b'), hex(3), hex(12))
  .map(([time, more, some, variant, rest, last]) => `${time}-${more}-7${some}-${variant}${rest}-${last}`)

t.test('leads from the id of a record to a number and back, however it is typed', async (t) => {
  fc.assert(
    fc.property(ids, (id) => {
      const number = refusalNumber(id)
      const { first, last } = idsOfRefusal(number)
      const typed = formatRefusalNumber(number).toLowerCase().replaceAll('-', ' – ')
      const read = readRefusalNumber(typed)
      return number.length === 16 && first <= id && id <= last && read.ok && read.value === number
    }),
  )
  t.equal(refusalNumber('0193a5c0-1234-7abc-9def-0123456789ab'), '25NFTC3VKPBHQVKJ', 'it is the same in every version')
  t.same(idsOfRefusal(refusalNumber('0193a5c0-1234-7abc-9def-0123456789ab')), {
    first: '0193a5c0-1234-7000-8000-000000000000',
    last: '0193a5c0-1234-7fff-bfff-ffffffffffff',
  })
})

t.test('two records have two numbers, also those that one scanner makes within a millisecond', async (t) => {
  const made = Array.from({ length: 50 }, () => uuidv7())
  t.equal(new Set(made.map(refusalNumber)).size, made.length)
})

t.test('one wrong character is found, and so is nearly every swap; no visa number is taken for one', async (t) => {
  const number = refusalNumber('0193a5c0-1234-7abc-9def-0123456789ab')
  for (let at = 0; at < number.length; at++) {
    for (const other of VISA_NUMBER_ALPHABET) {
      if (other === number[at]) continue
      t.notOk(readRefusalNumber(number.slice(0, at) + other + number.slice(at + 1)).ok, `${other} at ${at}`)
    }
  }
  for (const typed of ['', 'K7Q2-M4XN-9TBD', `${number}2`, number.replace('2', '0'), 'Z'.repeat(16), '<b>', '\u0000'])
    t.notOk(readRefusalNumber(typed).ok, typed)
  t.notOk(isVisaNumber(number))
})
