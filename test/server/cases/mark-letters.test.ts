import fc from 'fast-check'
import t from 'tap'
import { markLetters } from '../../../server/cases/mark-letters.ts'

const marked = (one: string, other: string) =>
  markLetters(one, other)
    .map((run) => (run.same ? run.one : `[${run.one}|${run.other}]`))
    .join('')

t.test('marks what differs, and nothing more', async (t) => {
  t.equal(marked('PERERA', 'PERERA'), 'PERERA')
  t.equal(marked('PERARA', 'PERERA'), 'PER[A|E]RA')
  t.equal(marked('PERERA', 'PERERRA'), 'PERER[|R]A')
  t.equal(marked('', 'NIMALI'), '[|NIMALI]')
  t.strictSame(markLetters('', ''), [])
})

t.test('both texts are there, letter by letter, whatever they are', async () => {
  const letters = fc.string({ unit: fc.constantFrom('A', 'B', 'C'), maxLength: 12 })
  fc.assert(
    fc.property(letters, letters, (one, other) => {
      const runs = markLetters(one, other)
      const isWhole = runs.map((run) => run.one).join('') === one && runs.map((run) => run.other).join('') === other
      return isWhole && runs.every((run) => run.same === (run.one === run.other))
    }),
  )
})

t.test('texts too long to be compared are one difference', async (t) => {
  const long = 'A'.repeat(161)
  t.strictSame(markLetters(long, `${long}B`), [{ same: false, one: long, other: `${long}B` }])
})
