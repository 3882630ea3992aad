import t from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { readSearch } from '../../../server/searches/read-search.ts'

const NUMBER = makeVisaNumber((count) => new Uint8Array(count).fill(7))

t.test('what is typed is read as all that it can be', async (t) => {
  t.same(readSearch(' n 123-4567 '), {
    ok: true,
    value: [
      { by: 'passport', number: 'N1234567' },
      { by: 'invitation', number: 'N1234567' },
    ],
  })
  t.match(readSearch(NUMBER.toLowerCase()), { ok: true, value: [{ by: 'number', number: NUMBER }] })
  t.same(readSearch('Nimali@Example.ORG'), { ok: true, value: [{ by: 'email', email: 'nimali@example.org' }] })
  t.same(readSearch('perera nimali'), { ok: true, value: [{ by: 'name', words: [['PERERA'], ['NIMALI']] }] })
})

t.test('a name is spelled as passports spell it', async (t) => {
  const words = (typed: string) => {
    const read = readSearch(typed)
    return read.ok
      ? read.value.flatMap((key) => (key.by === 'name' ? key.words.map(([first]) => first) : []))
      : read.error
  }
  t.same(words('Müller'), ['MUELLER'])
  t.same(words('Жумабаев Ерлан'), ['ZHUMABAEV', 'ERLAN'])
  t.same(words("O'Neill-Smith"), ['ONEILL', 'SMITH'])
})

t.test('what would find half of the country, or nobody, is told', async (t) => {
  const fault = (typed: string) => {
    const read = readSearch(typed)
    return read.ok ? null : read.error
  }
  t.equal(fault('a'), 'search/short')
  t.equal(fault('ab'), 'search/short')
  t.equal(fault('perera n'), 'search/short')
  t.equal(fault('7'), 'search/short')
  t.equal(fault('   '), 'search/short')
  t.equal(fault('a b c d e f g'), 'search/many-words')
  t.equal(fault('نمالي'), 'search/letters')
  t.equal(fault('%%%'), 'search/letters')
  t.equal(fault('<script>'), 'search/letters')
  t.equal(fault('@'), 'search/no-address')
  t.equal(fault('x'.repeat(200)), null)
})
