import t from 'tap'
import { problemOfFault } from '../../../server/http/fault-problems.ts'
import { BEGINNING, foundOr404, TAKING, VIEWING } from '../../../server/routes/copy-problems.ts'

t.test('a fault says what to do', async (t) => {
  t.match(problemOfFault({ kind: 'too-large', most: 5_000_000 }, BEGINNING), { code: 'too-large', message: /5 MB/ })
  t.match(problemOfFault({ kind: 'out-of-order', received: 7 }, TAKING), { code: 'conflict', message: /parts\/7/ })
  t.match(problemOfFault({ kind: 'over', state: 'accepted' }, TAKING), { code: 'conflict', message: /it was accepted/ })
})

t.test('what is not there is told in the same words, whatever was asked', async (t) => {
  const told = [BEGINNING, TAKING, VIEWING].map((problems) => problemOfFault('not-there', problems).message)
  t.equal(new Set(told).size, 1)
  t.throws(() => foundOr404(null), { code: 'not-found', message: told[0] ?? '' })
  t.equal(foundOr404('it'), 'it')
})
